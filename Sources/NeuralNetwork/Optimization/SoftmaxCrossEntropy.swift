import Glibc

/// Turns the logits of each image into probabilities: [N, K] → [N, K].
///
/// The largest logit of a row is subtracted first, so that no exponential overflows.
package func softmax(_ logits: Tensor) -> Tensor {
    precondition(logits.shape.count == 2, "softmax needs [N, K], not \(logits.shape)")
    var result = logits
    let classes = logits.shape[1]
    for start in stride(from: 0, to: logits.count, by: max(1, classes)) {
        let row = start..<start + classes
        let largest = logits.values[row].max() ?? 0
        var sum: Float = 0
        for index in row {
            result.values[index] = expf(logits.values[index] - largest)
            sum += result.values[index]
        }
        for index in row { result.values[index] /= sum }
    }
    return result
}

/// The cross-entropy of the logits' softmax against the true classes, averaged over the batch.
///
/// Logits are [N, K], labels N numbers in 0 ..< K. With `weights`, N numbers of at least 0, it is
/// the weighted mean, as with the class weights of PyTorch's `cross_entropy`; zero where all weights
/// are. The loss is in nats; the gradient is the mean loss's by the logits, [N, K].
package func softmaxCrossEntropy(
    _ logits: Tensor, labels: [Int], weights: [Float]? = nil
) -> (loss: Float, gradient: Tensor) {
    precondition(labels.count == logits.shape[0], "every image needs a label")
    let weights = weights ?? [Float](repeating: 1, count: labels.count)
    precondition(weights.count == labels.count, "every image needs a weight")
    let classes = logits.shape[1]
    let total = weights.reduce(0, +)
    var gradient = softmax(logits)
    var loss: Float = 0
    for (image, label) in labels.enumerated() {
        precondition((0..<classes).contains(label), "label \(label) names none of the classes")
        let row = image * classes..<(image + 1) * classes
        let scale = total > 0 ? weights[image] / total : 0
        // From the logits, not from the probability, which may have underflowed to zero.
        let largest = logits.values[row].max() ?? 0
        let sum = logits.values[row].reduce(0) { $0 + expf($1 - largest) }
        loss += scale * (logf(sum) + largest - logits.values[row.lowerBound + label])
        gradient.values[row.lowerBound + label] -= 1
        for index in row { gradient.values[index] *= scale }
    }
    return (loss, gradient)
}
