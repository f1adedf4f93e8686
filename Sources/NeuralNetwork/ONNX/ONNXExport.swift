// Field numbers and types are those of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.

extension Network {
    /// The network in the ONNX format, for other programs.
    ///
    /// The graph takes `image`, [N, channels, height, width], prepared as for `infer`, and gives
    /// `logits`, [N, classes], and what the readout makes of them; layers that only matter while
    /// training are left out.
    package func onnxModel(
        readout: ONNXReadout? = nil, metadata: [String: String] = [:]
    ) -> [UInt8] {
        var standardOperators = ProtobufMessage()
        standardOperators.add("", field: 1)
        standardOperators.add(ONNX.operatorSetVersion, field: 2)

        var model = ProtobufMessage()
        model.add(ONNX.formatVersion, field: 1)
        model.add("DigitPad", field: 2)
        model.add(foldedForUse().graph(readout), field: 7)
        model.add(standardOperators, field: 8)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            var entry = ProtobufMessage()
            entry.add(key, field: 1)
            entry.add(value, field: 2)
            model.add(entry, field: 14)
        }
        return model.bytes
    }

    private func graph(_ readout: ONNXReadout?) -> ProtobufMessage {
        let operators = layers.compactMap { layer in
            onnxOperator(of: layer).map { (layer, $0) }
        }
        var graph = ProtobufMessage()
        var value = "image"
        for (index, (layer, layerOperator)) in operators.enumerated() {
            let isLast = index == operators.count - 1
            let result = isLast ? "logits" : "\(layerOperator.type.lowercased())\(index + 1)"
            graph.add(
                layerOperator.node(
                    inputs: [value] + layer.parameters.map(\.name), output: result),
                field: 1)
            value = result
        }
        for node in readout?.nodes(classes: architecture.outputCount) ?? [] {
            graph.add(node, field: 1)
        }
        graph.add(architecture.name, field: 2)
        for parameter in parameters {
            graph.add(
                ONNX.tensor(
                    parameter.name, shape: parameter.value.shape,
                    parameter.value.littleEndianBytes, type: ONNX.float),
                field: 5)
        }
        for constant in readout?.constants(classes: architecture.outputCount) ?? [] {
            graph.add(constant, field: 5)
        }
        // Channels first, as ONNX has images; a single channel lies the same either way.
        let imageShape = architecture.inputShape.suffix(1) + architecture.inputShape.dropLast()
        graph.add(ONNX.batch("image", shape: Array(imageShape)), field: 11)
        graph.add(ONNX.batch("logits", shape: [architecture.outputCount]), field: 12)
        for (name, count) in readout?.outputs(classes: architecture.outputCount) ?? [] {
            graph.add(ONNX.batch(name, shape: [count]), field: 12)
        }
        return graph
    }
}

enum ONNX {
    /// Of 2020 (ONNX 1.8): new enough for these operators, old enough for every runtime in use.
    static let operatorSetVersion = 13
    static let formatVersion = 7
    /// TensorProto.DataType.FLOAT and INT64.
    static let (float, integer) = (1, 7)

    /// TensorProto of little-endian values.
    static func tensor(
        _ name: String, shape: [Int], _ bytes: [UInt8], type: Int
    ) -> ProtobufMessage {
        var tensor = ProtobufMessage()
        for dimension in shape { tensor.add(dimension, field: 1) }
        tensor.add(type, field: 2)
        tensor.add(name, field: 8)
        tensor.add(bytes, field: 9)
        return tensor
    }

    /// ValueInfoProto of a float tensor with any number of items of this shape.
    static func batch(_ name: String, shape: [Int]) -> ProtobufMessage {
        var images = ProtobufMessage()
        images.add("N", field: 2)
        var dimensions = ProtobufMessage()
        dimensions.add(images, field: 1)
        for length in shape {
            var dimension = ProtobufMessage()
            dimension.add(length, field: 1)
            dimensions.add(dimension, field: 1)
        }
        var tensor = ProtobufMessage()
        tensor.add(float, field: 1)
        tensor.add(dimensions, field: 2)
        var type = ProtobufMessage()
        type.add(tensor, field: 1)
        var info = ProtobufMessage()
        info.add(name, field: 1)
        info.add(type, field: 2)
        return info
    }
}

extension ONNXOperator {
    /// NodeProto.
    func node(inputs: [String], output: String) -> ProtobufMessage {
        var node = ProtobufMessage()
        for input in inputs { node.add(input, field: 1) }
        node.add(output, field: 2)
        node.add(type, field: 4)
        for (name, value) in attributes {
            var attribute = ProtobufMessage()
            attribute.add(name, field: 1)
            switch value {
            case .integer(let number):
                attribute.add(number, field: 3)
                attribute.add(2, field: 20)  // AttributeType.INT
            case .integers(let numbers):
                for number in numbers { attribute.add(number, field: 8) }
                attribute.add(7, field: 20)  // AttributeType.INTS
            }
            node.add(attribute, field: 5)
        }
        return node
    }
}
