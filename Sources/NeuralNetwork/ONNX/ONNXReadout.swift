/// How an exported graph turns logits into probabilities, as the program does.
///
/// It gives `probabilities`, [N, digitCount], those given that it is a digit, and where there is a
/// class more, `not_digit_probability`, [N, 1].
package struct ONNXReadout: Sendable {
    /// What the logits are divided by.
    package let temperature: Float
    /// How many of the classes, from the first, are digits.
    package let digitCount: Int

    /// A readout with this temperature.
    package init(temperature: Float, digitCount: Int) {
        self.temperature = temperature
        self.digitCount = digitCount
    }

    private static let probabilities = "probabilities"
    private static let notDigitProbability = "not_digit_probability"

    /// The names of what it gives, and how many values each has for an image.
    func outputs(classes: Int) -> [(name: String, count: Int)] {
        [(Self.probabilities, digitCount)]
            + (classes > digitCount ? [(Self.notDigitProbability, 1)] : [])
    }

    /// The nodes after the logits.
    func nodes(classes: Int) -> [ProtobufMessage] {
        let softmax = ONNXOperator("Softmax", ["axis": .integer(1)])
        let slice = ONNXOperator("Slice")
        let digits = [
            ONNXOperator("Div").node(inputs: ["logits", "temperature"], output: "scaled"),
            slice.node(
                inputs: ["scaled", "first", "digits", "classes_axis"], output: "digit_logits"),
            softmax.node(inputs: ["digit_logits"], output: Self.probabilities),
        ]
        guard classes > digitCount else { return digits }
        return digits + [
            softmax.node(inputs: ["scaled"], output: "all_probabilities"),
            slice.node(
                inputs: ["all_probabilities", "digits", "classes", "classes_axis"],
                output: Self.notDigitProbability),
        ]
    }

    /// The constants that the nodes need.
    func constants(classes: Int) -> [ProtobufMessage] {
        let places =
            [("first", 0), ("digits", digitCount), ("classes_axis", 1)]
            + (classes > digitCount ? [("classes", digitCount + 1)] : [])
        return [
            ONNX.tensor(
                "temperature", shape: [], bytes(of: temperature.bitPattern), type: ONNX.float)
        ]
            + places.map { name, place in
                ONNX.tensor(name, shape: [1], bytes(of: Int64(place)), type: ONNX.integer)
            }
    }
}

private func bytes(of value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
