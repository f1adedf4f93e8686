/// What a layer is called in an ONNX graph, with the settings it needs there.
///
/// The operator's inputs are the layer's input and then its parameters, in their order.
struct ONNXOperator {
    /// The value of an operator's attribute.
    enum Attribute {
        /// ONNX's INT.
        case integer(Int)
        /// ONNX's INTS.
        case integers([Int])
    }

    let type: String
    let attributes: [(name: String, value: Attribute)]

    /// An operator of ONNX's standard set, such as `Conv`.
    init(_ type: String, _ attributes: KeyValuePairs<String, Attribute> = [:]) {
        self.type = type
        self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    }
}
