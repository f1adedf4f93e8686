/// What a layer is in an ONNX graph; nil if it does nothing in use.
///
/// - Precondition: the layer is one of a network for use.
func onnxOperator(of layer: any Layer) -> ONNXOperator? {
    switch layer {
    case let convolution as Convolution:
        return convolution.onnxOperator
    case is ReLU:
        return ONNXOperator("Relu")
    case let pooling as MaxPooling:
        let window = ONNXOperator.Attribute.integers([pooling.size, pooling.size])
        return ONNXOperator("MaxPool", ["kernel_shape": window, "strides": window])
    case is GlobalAveragePooling:
        return ONNXOperator("ReduceMean", ["axes": .integers([2, 3]), "keepdims": .integer(0)])
    case is Flatten:
        return ONNXOperator("Flatten")
    case is Linear:
        return ONNXOperator("Gemm", ["transB": .integer(1)])
    case is Dropout:
        return nil
    default:
        preconditionFailure("\(type(of: layer)) is no layer of a network for use")
    }
}

extension Convolution {
    fileprivate var onnxOperator: ONNXOperator {
        let kernelShape = ONNXOperator.Attribute.integers([kernelSize, kernelSize])
        guard padding > 0 else { return ONNXOperator("Conv", ["kernel_shape": kernelShape]) }
        let pads = [Int](repeating: padding, count: 4)
        return ONNXOperator("Conv", ["kernel_shape": kernelShape, "pads": .integers(pads)])
    }
}
