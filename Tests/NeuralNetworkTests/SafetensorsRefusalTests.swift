import NeuralNetwork
import Testing

/// Each refusal of the format, from a header written by hand.
@Suite struct SafetensorsRefusalTests {
    @Test(
        arguments: [
            (
                #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 9,
                WeightsError.trailingBytes(1)
            ),
            (
                #"{"w":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#, 8,
                .unsupportedType(tensor: "w", type: "F16")
            ),
            (
                #"{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8,
                .badOffsets(tensor: "w")
            ),
            (
                #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
                .badOffsets(tensor: "w")
            ),
            (
                #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8,
                .badOffsets(tensor: "w")
            ),
            (
                #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#, 8,
                .badOffsets(tensor: "w")
            ),
            (
                #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#, 8,
                .badOffsets(tensor: "w")
            ),
            (
                #"{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
                    + #""w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, 12,
                .badOffsets(tensor: "w")
            ),
            (
                #"{"w":{"dtype":"F32","shape":[2305843009213693951],"#
                    + #""data_offsets":[0,9223372036854775804]}}"#, 8,
                .badOffsets(tensor: "w")
            ),
            (
                #"{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8,
                .badShape(tensor: "w")
            ),
            (
                #"{"w":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,8]}}"#, 8,
                .badShape(tensor: "w")
            ),
            (#"{"w":{"dtype":"F32","shape":[2]}}"#, 8, .malformedHeader),
            (#"{"w":[]}"#, 0, .malformedHeader),
            (#"{"__metadata__":{"steps":3}}"#, 0, .malformedHeader),
            (#"[]"#, 0, .malformedHeader),
            (#"{"#, 0, .malformedHeader),
            ("", 0, .malformedHeader),
        ] as [(String, Int, WeightsError)])
    func aHeaderIsRefused(json: String, bodyLength: Int, error: WeightsError) {
        #expect(throws: error) { try Weights(safetensors: file(json, bodyLength: bodyLength)) }
    }

    @Test func theSameHeaderWithoutFaultIsAccepted() throws {
        let json = #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  "#
        let weights = try Weights(safetensors: file(json, bodyLength: 8))
        #expect(weights["w"] == Tensor(zeros: [2]))
    }

    @Test(arguments: [UInt64.max, UInt64(Int.max), 100_000_001])
    func anAbsurdHeaderLengthIsRefused(length: UInt64) {
        #expect(throws: WeightsError.headerLength(length)) {
            try Weights(safetensors: file("{}", headerLength: length, bodyLength: 0))
        }
    }

    @Test func aTensorThatIsCutShortIsRefused() {
        let json = #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
        let whole = 8 + json.utf8.count + 8
        #expect(throws: WeightsError.truncated(expected: whole, found: whole - 1)) {
            try Weights(
                safetensors: file(json, bodyLength: 7))
        }
    }

    private func file(_ json: String, headerLength: UInt64? = nil, bodyLength: Int) -> [UInt8] {
        let length = headerLength ?? UInt64(json.utf8.count)
        return withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array(json.utf8)
            + [UInt8](repeating: 0, count: bodyLength)
    }
}
