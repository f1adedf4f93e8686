import CKernels

/// A network in use: images in, logits out.
package protocol Inference: AnyObject {
    /// The logits [N, classes] of a batch [N, height, width, channels].
    func infer(_ batch: consuming Tensor) -> Tensor
}

extension Network: Inference {
    /// The network as it is now, as fast as it can be used.
    package func compiled() -> any Inference { CompiledNetwork(self) ?? foldedForUse() }
}

/// A network made ready for use: its weights rearranged once, its memory allocated once.
///
/// It computes what `Network.infer` computes, within rounding. One thread at a time may use it; it
/// uses several itself.
package final class CompiledNetwork: Inference {
    private let inputShape: [Int]
    private let convolutions: [CompiledConvolution]
    /// The input, and then the output of each convolution.
    private let maps: [ActivationMap]
    private let mapCount, tileCount: Int
    /// How many values an image has, and how many of it the linear layers see.
    private let pixelCount, featureCount: Int
    private let readout: Readout
    private let linears: [CompiledLinear]
    private let outputCount: Int
    private let loops: UnsafePointer<digitpad_loops>
    /// One for each thread, once it is needed.
    private var memories: [ActivationMemory] = []
    /// What the first linear layer reads, and then what each writes, for as many images as there were at
    /// once.
    private var linearMemory: (images: Int, values: [Workspace]) = (0, [])

    /// How the last map becomes the input of the linear layers.
    private enum Readout {
        case mean
        /// Pixel by pixel, as it lies in the map; the weights of the first layer are put in order.
        case everything
    }

    /// So many images go through the layers together: few, to stay in the cache, but in every
    /// convolution enough tiles for the products to be worth while.
    private let groupSize: Int

    /// The network as it is now; nil where a layer has a form that cannot be compiled.
    ///
    /// - Parameter processor: the kind of loops to use, 0 for the fastest that run here.
    package init?(_ network: Network, processor: Int = 0) {
        guard let loops = digitpad_loops(processor),
            network.architecture.inputShape.count == 3, network.architecture.inputShape[2] == 1
        else { return nil }
        self.loops = loops
        inputShape = network.architecture.inputShape
        var layers = network.foldedForUse().layers[...]
        var shape = (channels: 1, height: inputShape[0], width: inputShape[1])

        var convolutions: [CompiledConvolution] = []
        var maps: [ActivationMap] = []
        func addMap(border: Int, reach: (rows: Int, columns: Int)) {
            maps.append(
                ActivationMap(
                    channels: shape.channels, height: shape.height, width: shape.width,
                    border: border, reach: reach))
        }
        while let convolution = layers.first as? Convolution {
            guard layers.dropFirst().first is ReLU else { return nil }
            layers = layers.dropFirst(2)
            let pools = (layers.first as? MaxPooling)?.size == 2
            if pools { layers = layers.dropFirst() }
            guard
                let compiled = CompiledConvolution(
                    convolution, inputHeight: shape.height, inputWidth: shape.width, pools: pools)
            else { return nil }
            addMap(border: compiled.padding, reach: compiled.reach)
            convolutions.append(compiled)
            shape = compiled.outputShape
        }
        addMap(border: 0, reach: (0, 0))
        self.convolutions = convolutions
        mapCount = maps.place()
        self.maps = maps
        tileCount = convolutions.map(\.tileCount).max() ?? 0
        let fewestTiles = convolutions.compactMap(\.tilesPerImage).min() ?? 32
        groupSize = max(4, 32 / fewestTiles)

        switch layers.popFirst() {
        case is GlobalAveragePooling: readout = .mean
        case is Flatten: readout = .everything
        default: return nil
        }
        var linears: [CompiledLinear] = []
        while let linear = layers.popFirst() as? Linear {
            let rectifies = layers.first is ReLU
            if rectifies { layers = layers.dropFirst() }
            // Only the first sees maps.
            var channels = 1
            if case .everything = readout, linears.isEmpty { channels = shape.channels }
            linears.append(CompiledLinear(linear, channels: channels, rectifies: rectifies))
        }
        guard layers.isEmpty, let last = linears.last else { return nil }
        self.linears = linears
        outputCount = last.outputCount
        pixelCount = inputShape.reduce(1, *)
        featureCount =
            switch readout {
            case .mean: shape.channels
            case .everything: shape.channels * shape.height * shape.width
            }
    }

    /// The logits [N, classes] of a batch [N, height, width, 1].
    package func infer(_ batch: consuming Tensor) -> Tensor {
        precondition(
            batch.shape.dropFirst().elementsEqual(inputShape),
            "a network of \(inputShape) cannot take \(batch.shape)")
        let images = batch.shape[0]
        return Tensor(shape: [images, outputCount]) { logits in
            for first in stride(from: 0, to: images, by: Self.partSize) {
                let part = first..<min(first + Self.partSize, images)
                writeLogits(logits + first * outputCount, of: batch, part)
            }
        }
    }

    /// So many images come to the linear layers together: many, because these read all their weights, but
    /// not more than the cache has room for.
    private static let partSize = 128

    private func writeLogits(
        _ logits: UnsafeMutablePointer<Float>, of batch: Tensor, _ range: Range<Int>
    ) {
        let images = range.count
        let groups = (images + groupSize - 1) / groupSize
        prepareLinearMemory(images: images)
        var (values, stride) = (linearMemory.values[0].start, featureCount)
        // To share out a single group would take memory for nothing.
        Parallel.withTeam(
            of: groups == 1 ? Parallel.threadCount : 1, isBrief: images == 1
        ) { team in
            writeFeatures(of: batch, range, groups: groups, sharedBy: team)
            for (linear, outputs) in zip(linears, linearMemory.values.dropFirst()) {
                linear.write(
                    outputs.start, of: values, stride: stride, images: images, loops,
                    sharedBy: images == 1 ? team : nil)
                (values, stride) = (outputs.start, linear.paddedCount)
            }
        }
        for image in 0..<images {
            (logits + image * outputCount)
                .initialize(from: values + image * stride, count: outputCount)
        }
    }

    /// Writes what the linear layers see of some images, [images, features].
    private func writeFeatures(
        of batch: Tensor, _ range: Range<Int>, groups: Int, sharedBy team: OpaquePointer?
    ) {
        let images = range.count
        let workers = groups == 1 ? 1 : Parallel.threadCount
        prepareConvolutions(images: min(images, groupSize))
        prepareConvolutions(images: images % groupSize)
        let features = linearMemory.values[0].start
        prepareMemory(threads: workers, images: images, members: digitpad_team_size(team))
        batch.values.withUnsafeBufferPointer { pixels in
            guard let pixels = pixels.baseAddress else { return }
            func convolve(worker: Int, group: Int) {
                let first = group * groupSize
                self.convolve(
                    pixels + (range.lowerBound + first) * pixelCount,
                    images: min(groupSize, images - first), in: memories[worker],
                    to: features + first * featureCount, sharedBy: team)
            }
            if groups == 1 {
                convolve(worker: 0, group: 0)
            } else {
                Parallel.forEach(chunks: groups, workers: workers, convolve)
            }
        }
    }

    /// Takes a group of images from their pixels to what the linear layers see.
    private func convolve(
        _ pixels: UnsafePointer<Float>, images: Int, in memory: ActivationMemory,
        to features: UnsafeMutablePointer<Float>, sharedBy team: OpaquePointer?
    ) {
        read(pixels, count: images, into: memory)
        for (index, convolution) in convolutions.enumerated() {
            convolution.run(
                from: maps[index], to: maps[index + 1], images: images, in: memory, loops,
                sharedBy: team)
        }
        write(features, count: images, from: memory)
    }

    private func prepareConvolutions(images: Int) {
        guard images > 0 else { return }
        for convolution in convolutions { convolution.prepare(images: images, loops) }
    }

    private func prepareMemory(threads: Int, images: Int, members: Int) {
        var capacity = min(images, groupSize)
        var members = members
        if let first = memories.first, first.capacity < capacity || first.members < members {
            capacity = max(capacity, first.capacity)
            members = max(members, first.members)
            memories = []
        }
        while memories.count < threads {
            memories.append(
                ActivationMemory(
                    capacity: capacity, mapCount: mapCount, tileCount: tileCount,
                    members: members))
        }
    }

    private func prepareLinearMemory(images: Int) {
        guard images > linearMemory.images else { return }
        let counts = [featureCount] + linears.map(\.paddedCount)
        linearMemory = (images, counts.map { Workspace(count: images * $0) })
    }

    /// Copies images [count, height, width] to the first map.
    private func read(_ pixels: UnsafePointer<Float>, count: Int, into memory: ActivationMemory) {
        let width = inputShape[1]
        for image in 0..<count {
            let start = maps[0].start(in: memory.maps(ofImage: image))
            for y in 0..<inputShape[0] {
                (start + y * maps[0].rowStride).update(
                    from: pixels + image * pixelCount + y * width, count: width)
            }
        }
    }

    /// Writes what the linear layers see of the last map.
    private func write(
        _ features: UnsafeMutablePointer<Float>, count: Int, from memory: ActivationMemory
    ) {
        let map = maps[maps.count - 1]
        let size = map.height * map.width
        for image in 0..<count {
            let values = map.start(in: memory.maps(ofImage: image))
            let target = features + image * featureCount
            switch readout {
            case .mean:
                target.initialize(repeating: 0, count: map.channels)
                for pixel in 0..<size {
                    let row = values + pixel * map.channels
                    for channel in 0..<map.channels { target[channel] += row[channel] }
                }
                for channel in 0..<map.channels { target[channel] /= Float(size) }
            case .everything:
                target.initialize(from: values, count: size * map.channels)
            }
        }
    }
}

extension CompiledNetwork {
    /// What each kind of loops asks of the processor, for those that run here; the fastest first.
    package static var processors: [String] {
        var names: [String] = []
        while let loops = digitpad_loops(names.count) {
            names.append(String(cString: loops.pointee.processor))
        }
        return names
    }
}
