import CKernels

/// A 3×3 convolution with its rectifier and, it may be, a pooling of 2×2, ready for use.
struct CompiledConvolution {
    private enum Method {
        /// Directly, from a single channel; weights [9, O].
        case single(weights: [Float])
        /// By Winograd's method; the first of these forms that suits the number of images.
        case winograd([WinogradForm])
    }

    let outputShape: (channels: Int, height: Int, width: Int)
    /// How far the kernel reaches beyond the image, above and to the left.
    let padding: Int
    /// How many rows and columns are read, those of the padding among them.
    let reach: (rows: Int, columns: Int)
    /// How many floats the transformed tiles of one image take.
    let tileCount: Int
    private let method: Method
    private let bias: [Float]
    private let pools: Bool

    /// Nil where the convolution has another form than this one computes.
    init?(
        _ convolution: Convolution, inputHeight: Int, inputWidth: Int, pools: Bool
    ) {
        let (inputs, outputs) = (convolution.inputChannels, convolution.outputChannels)
        let padding = convolution.padding
        let height = inputHeight + 2 * padding - 2
        let width = inputWidth + 2 * padding - 2
        let unit = Int(DIGITPAD_CHANNEL_UNIT)
        guard convolution.kernelSize == 3, outputs % unit == 0, height > 0, width > 0,
            !pools || (height % 2 == 0 && width % 2 == 0)
        else { return nil }
        self.padding = padding
        self.pools = pools
        bias = convolution.bias?.value.values ?? [Float](repeating: 0, count: outputs)
        outputShape = pools ? (outputs, height / 2, width / 2) : (outputs, height, width)
        let kernel = convolution.weight.value.values
        if inputs == 1, !pools {
            method = .single(
                weights: (0..<9).flatMap { tap in (0..<outputs).map { kernel[$0 * 9 + tap] } })
            reach = (height + 2, width + 2)
            tileCount = 0
        } else if inputs % unit == 0 {
            let forms = WinogradForm.forms(
                of: kernel, inputs: inputs, outputs: outputs, height: height, width: width)
            method = .winograd(forms)
            reach = (
                forms.map { $0.side * $0.down + 2 }.max() ?? 0,
                forms.map { $0.side * $0.across + 2 }.max() ?? 0
            )
            tileCount = forms.map(\.floatCount).max() ?? 0
        } else {
            return nil
        }
    }

    /// How many of the largest tiles an image has; nil where there are none.
    var tilesPerImage: Int? {
        if case .winograd(let forms) = method { return forms.first.map { $0.down * $0.across } }
        return nil
    }

    /// Makes ready what so many images need, before threads share them.
    func prepare(images: Int, _ loops: UnsafePointer<digitpad_loops>) {
        if case .winograd(let forms) = method { form(of: forms, for: images).prepare(loops) }
    }

    /// The best form for so many images; the last suits any number.
    private func form(of forms: [WinogradForm], for images: Int) -> WinogradForm {
        forms.first { $0.suits(images: images) } ?? forms[forms.count - 1]
    }

    /// Computes the output map of so many images of the memory from their input map.
    ///
    /// - Parameter team: threads to help with a single group of images; nil for none.
    func run(
        from input: ActivationMap, to output: ActivationMap, images: Int,
        in memory: ActivationMemory, _ loops: UnsafePointer<digitpad_loops>,
        sharedBy team: OpaquePointer?
    ) {
        switch method {
        case .single(let weights):
            for image in 0..<images {
                let maps = memory.maps(ofImage: image)
                digitpad_convolve_single(
                    input.whole(in: maps), weights, bias, output.image(in: maps), loops, team)
            }
        case .winograd(let forms):
            let form = form(of: forms, for: images)
            let maps = memory.maps(ofImage: 0)
            guard let weights = form.weights else { preconditionFailure("not prepared") }
            defer { withExtendedLifetime(weights) {} }
            bias.withUnsafeBufferPointer { bias in
                var convolution = digitpad_convolution(
                    input: input.whole(in: maps), output: output.image(in: maps),
                    images: images, image_stride: memory.floatsPerImage, side: form.side,
                    down: form.down, across: form.across, weights: weights.start,
                    bias: bias.baseAddress, factors: memory.factors,
                    products: memory.products, member_stride: memory.memberStride,
                    finish: pools ? DIGITPAD_POOLED : DIGITPAD_RECTIFIED)
                digitpad_convolve(&convolution, loops, team)
            }
        }
    }
}
