extension Luminance {
    /// The picture inside a frame around it; the picture itself where there is no frame.
    ///
    /// A frame goes all around without a gap near the edge, and differs clearly from what most of the picture
    /// is; inside it there is something to see, which does not touch it. Otherwise it may be the digit.
    var withoutFrame: Luminance {
        guard let depth = border(atMost: min(width, height) / 8, line: ring) else { return self }
        return cropped(columns: depth..<width - depth, rows: depth..<height - depth)
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
}

extension Luminance {
    /// The picture without the bands that lie along an edge, as where a scanner or a photograph reaches
    /// beyond the paper.
    ///
    /// As with a frame: a band goes from one end of its edge to the other, and nothing touches it. Otherwise it
    /// may be the bar of a 7 that was cut out closely.
    var withoutBands: Luminance {
        let top = band(from: 0, step: 1, count: width, inwards: width, atMost: height / 8)
        let bottom = band(
            from: (height - 1) * width, step: 1, count: width, inwards: -width, atMost: height / 8)
        let left = band(from: 0, step: width, count: height, inwards: 1, atMost: width / 8)
        let right = band(
            from: width - 1, step: width, count: height, inwards: -1, atMost: width / 8)
        guard top + bottom + left + right > 0 else { return self }
        return cropped(columns: left..<width - right, rows: top..<height - bottom)
    }

    /// How many lines of pixels a band along an edge takes; 0 where there is none.
    private func band(
        from start: Int, step: Int, count: Int, inwards: Int, atMost deepest: Int
    ) -> Int {
        func line(_ depth: Int) -> [UInt8] {
            (0..<count).map { pixels[start + depth * inwards + $0 * step] }
        }
        return border(atMost: deepest, line: line) ?? 0
    }

    /// How many lines of pixels along an edge, or along all of them, differ clearly from what most of the
    /// picture is; nil where none do, or where something touches them.
    private func border(atMost deepest: Int, line: (_ depth: Int) -> [UInt8]) -> Int? {
        let contrast = contrast
        let common = Histogram(pixels).percentile(50)
        func differs(_ value: UInt8) -> Bool { 2 * abs(Int(value) - common) > contrast }
        guard var depth = (0...deepest).last(where: { line($0).allSatisfy(differs) })
        else { return nil }
        depth += 1
        // Its inner edge may be soft.
        while depth <= deepest,
            8 * abs(Histogram(line(depth)).percentile(50) - common) > contrast
        {
            depth += 1
        }
        return depth <= deepest && !line(depth).contains(where: differs) ? depth : nil
    }

    /// A part of the picture; all of it where there is nothing to see in that part.
    private func cropped(columns: Range<Int>, rows: Range<Int>) -> Luminance {
        let part = Luminance(
            width: columns.count, height: rows.count,
            pixels: rows.flatMap { row in
                pixels[row * width + columns.lowerBound..<row * width + columns.upperBound]
            })
        return 2 * part.contrast > contrast ? part : self
    }
}
