import FoundationEssentials
@testable import NeuralNetwork
import Testing

/// The header is JSON, and is read as Foundation's decoder reads it, but for what the format forbids.
@Suite struct SafetensorsHeaderTests {
    private static let header =
        #"{"__metadata__":{"made by":"\"é\" \\ \/ \b\f\n\r\t \u00e9 \uD834\udd1e 数 \u0000"},"#
        + #" "w.1":{"shape":[2,3],"dtype":"F32","data_offsets":[0,24]},"#
        + "\n\t\r"
        + #""none":{"dtype":"BF16","shape":[ ],"data_offsets":[ -7 , 0 ]} }  "#

    @Test func everyPartIsRead() throws {
        let header = try SafetensorsHeader(json: Array(Self.header.utf8))
        #expect(
            header.metadata == [
                "made by": "\"é\" \\ / \u{8}\u{C}\n\r\t é 𝄞 数 \0"
            ])
        #expect(header.tensors["w.1"]?.shape == [2, 3])
        #expect(header.tensors["w.1"]?.dtype == "F32")
        #expect(header.tensors["w.1"]?.data_offsets == [0, 24])
        #expect(header.tensors["none"]?.shape == [])
        #expect(header.tensors["none"]?.data_offsets == [-7, 0])
        #expect(header.tensors.count == 2)
    }

    @Test(arguments: [
        #"{"__metadata__":{"a":"1","a":"2"}}"#,
        #"{"__metadata__":{},"__metadata__":{}}"#,
        #"{"w":{"dtype":"F32","dtype":"F32","shape":[],"data_offsets":[0,4]}}"#,
        #"{"w":{"dtype":"F32","shape":[],"data_offsets":[0,4],"more":[]}}"#,
        #"{"w":{"dtype":"F32","shape":[],"data_offsets":[0,4,]}}"#,
        #"{"w":{"dtype":"F32","shape":[,],"data_offsets":[0,4]}}"#,
        #"{"w":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}"#,
        #"{"w":{"dtype":"F32","shape":[+1],"data_offsets":[0,4]}}"#,
        #"{"w":{"dtype":"F32","shape":[-],"data_offsets":[0,4]}}"#,
        #"{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#,
        #"{"w":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}"#,
        #"{"w":{"dtype":null,"shape":[],"data_offsets":[0,4]}}"#,
        #"{"__metadata__":{"a":"\x"}}"#, #"{"__metadata__":{"a":"\u12"}}"#,
        #"{"__metadata__":{"a":"\ud834"}}"#, #"{"__metadata__":{"a":"\ud834\u0041"}}"#,
        #"{"__metadata__":{"a":"\udd1e"}}"#, "{\"__metadata__\":{\"a\":\"\n\"}}",
        #"{"__metadata__":{"a" "1"}}"#, #"{"__metadata__":{a:"1"}}"#, "{,}", "{}{}", "{} x",
    ])
    func whatIsNoHeaderIsRefused(json: String) {
        #expect(throws: WeightsError.malformedHeader) {
            try SafetensorsHeader(json: Array(json.utf8))
        }
    }

    @Test func textThatIsNotUTF8IsRefused() {
        #expect(throws: WeightsError.malformedHeader) {
            try SafetensorsHeader(
                json: Array(#"{"__metadata__":{"a":""#.utf8) + [0xC3] + Array(#""}}"#.utf8))
        }
    }

    /// What is accepted of damaged headers means the same to Foundation's decoder.
    @Test func foundationReadsTheSame() throws {
        struct Place: Decodable, Equatable {
            let dtype: String
            let shape: [Int]
            let data_offsets: [Int]
        }
        struct Metadata: Decodable { let __metadata__: [String: String]? }
        struct Tensors: Decodable {
            let w: Place?
            let none: Place?
            enum CodingKeys: String, CodingKey {
                case w = "w.1"
                case none
            }
        }
        let whole = Array(Self.header.utf8)
        var generator = RandomGenerator(seed: 9)
        var accepted = 0
        for _ in 0..<4000 {
            var json = whole
            json[Int.random(in: whole.indices, using: &generator)] =
                whole.randomElement(using: &generator) ?? 0
            guard let header = try? SafetensorsHeader(json: json) else { continue }
            accepted += 1
            let decoder = JSONDecoder()
            let metadata = try decoder.decode(Metadata.self, from: Data(json))
            let tensors = try decoder.decode(Tensors.self, from: Data(json))
            #expect(metadata.__metadata__ ?? [:] == header.metadata)
            for (name, place) in [("w.1", tensors.w), ("none", tensors.none)] {
                #expect(
                    place
                        == header.tensors[name].map {
                            Place(dtype: $0.dtype, shape: $0.shape, data_offsets: $0.data_offsets)
                        })
            }
        }
        #expect(accepted > 400)
    }
}
