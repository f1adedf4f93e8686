extension Luminance {
    /// The picture inside a frame around it; the picture itself where there is no frame.
    ///
    /// A frame goes all around without a gap near the edge, and differs clearly from what most of the picture
    /// is; inside it there is something to see, which does not touch it. Otherwise it may be the digit.
    var withoutFrame: Luminance {
        let common = Histogram(pixels).percentile(50)
        let deepest = min(width, height) / 8
        let contrast = contrast
        func differs(_ value: UInt8) -> Bool { 2 * abs(Int(value) - common) > contrast }
        guard var depth = (0...deepest).last(where: { ring(at: $0).allSatisfy(differs) })
        else { return self }
        depth += 1
        // Its inner edge may be soft.
        while depth <= deepest,
            8 * abs(Histogram(ring(at: depth)).percentile(50) - common) > contrast
        {
            depth += 1
        }
        guard depth <= deepest, !ring(at: depth).contains(where: differs) else { return self }
        let inside = cropped(by: depth)
        return 2 * inside.contrast > contrast ? inside : self
    }

    /// The pixels so far from the nearest edge.
    func ring(at depth: Int) -> [UInt8] {
        let (columns, rows) = (depth..<width - depth, depth..<height - depth)
        guard let top = rows.first, let bottom = rows.last,
            let left = columns.first, let right = columns.last
        else { return [] }
        var ring = pixels[top * width + left...top * width + right]
        if bottom > top { ring += pixels[bottom * width + left...bottom * width + right] }
        for row in rows.dropFirst().dropLast() {
            ring.append(pixels[row * width + left])
            if right > left { ring.append(pixels[row * width + right]) }
        }
        return Array(ring)
    }

    private func cropped(by depth: Int) -> Luminance {
        let columns = depth..<width - depth
        return Luminance(
            width: columns.count, height: height - 2 * depth,
            pixels: (depth..<height - depth).flatMap { row in
                pixels[row * width + columns.lowerBound..<row * width + columns.upperBound]
            })
    }
}
