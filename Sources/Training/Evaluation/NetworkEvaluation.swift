import NeuralNetwork
import Recognition

extension Evaluation {
    /// Judges a network as it is, without calibration, by its most probable digit.
    package init(of network: any Inference, on set: LabelledInputs) {
        let predictions = network.logits(for: set.inputs).map { logits in
            let prediction = Calibration.none.prediction(of: logits)
            return Prediction(
                probabilities: prediction.probabilities,
                notDigitProbability: prediction.notDigitProbability,
                digit: prediction.mostProbableDigit)
        }
        self.init(of: predictions, labels: set.labels)
    }
}

extension Tensor {
    /// The rows of a matrix [N, K].
    var rows: [ArraySlice<Float>] {
        stride(from: 0, to: count, by: shape[1]).map { values[$0..<$0 + shape[1]] }
    }
}

extension ArraySlice<Float> {
    /// Which element is the largest, counted from 0; the first of equals.
    var indexOfMaximum: Int {
        enumerated().reduce((offset: 0, element: -Float.infinity)) {
            $1.element > $0.element ? $1 : $0
        }.offset
    }
}
