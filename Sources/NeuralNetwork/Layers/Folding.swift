// In use, a batch normalisation multiplies each channel by a constant and adds another, and so does
// nothing that the weights and the bias of the convolution before it could not do as well.

/// The layers for use, which take no chances.
///
/// Each batch normalisation is folded into the convolution before it, and what only matters while
/// training is left out.
///
/// - Precondition: a convolution stands before every batch normalisation.
func layersForUse(_ layers: [any Layer]) -> [any Layer] {
    var result: [any Layer] = []
    for layer in layers where !(layer is Dropout) {
        guard let normalization = layer as? BatchNormalization else {
            result.append(layer)
            continue
        }
        guard let convolution = result.popLast() as? Convolution else {
            preconditionFailure("batch normalisation follows no convolution")
        }
        result.append(convolution.folded(with: normalization))
    }
    return result
}

extension Convolution {
    /// One convolution that does what this one and the normalisation after it do in use.
    fileprivate func folded(with normalization: BatchNormalization) -> Convolution {
        let result = Convolution(
            name: name, inputChannels: inputChannels, outputChannels: outputChannels,
            kernelSize: kernelSize, padding: padding)
        // What a file holds was folded before.
        guard weight.hasValue else { return result }
        let (scale, offset) = normalization.scaleAndOffset
        // An array of its own, for each access to an object's has to be checked.
        var weights = weight.value.values
        let count = weights.count / outputChannels
        for output in 0..<outputChannels {
            for index in output * count..<(output + 1) * count { weights[index] *= scale[output] }
        }
        result.weight.value = Tensor(shape: weight.shape, values: weights)
        result.bias?.value = Tensor(
            shape: [outputChannels],
            values: (0..<outputChannels).map { channel in
                offset[channel] + scale[channel] * (bias?.value.values[channel] ?? 0)
            })
        return result
    }
}
