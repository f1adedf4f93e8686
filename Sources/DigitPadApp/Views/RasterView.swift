import Drawing
import Terminal

/// A grey picture with an even number of rows, ready to be shown: 0 is empty, 255 is ink.
struct Picture: Equatable {
    var width: Int
    var height: Int
    var pixels: [UInt8]

    init(width: Int, height: Int, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    init(_ raster: Raster) {
        self.init(width: Raster.side, height: Raster.side, pixels: raster.pixels)
    }

    /// The raster at half its size, each pixel the strongest mean of two neighbours of four: thin
    /// lines stay visible.
    init(thumbnailOf raster: Raster) {
        let side = Raster.side / 2
        let pixels = (0..<side * side).map { index -> UInt8 in
            let (x, y) = (index % side * 2, index / side * 2)
            let block = [
                raster[x, y], raster[x + 1, y], raster[x, y + 1], raster[x + 1, y + 1],
            ].sorted(by: >)
            return UInt8((Int(block[0]) + Int(block[1])) / 2)
        }
        self.init(width: side, height: side, pixels: pixels)
    }

    subscript(x: Int, y: Int) -> UInt8 { pixels[y * width + x] }
}

/// How a pixel under the keys' cursor is marked.
private let cursorColors = (up: Color.named(.cyan), down: Color.named(.brightYellow))

extension Frame {
    /// Shows a picture from `column`, `row` on; greys where the terminal has them, else shades.
    ///
    /// - Parameter cursor: the pixel to mark, and whether the pen is down there.
    mutating func draw(
        _ picture: Picture, column: Int, row: Int, as cells: RasterCells,
        _ capabilities: TerminalCapabilities, cursor: (x: Int, y: Int, penIsDown: Bool)? = nil
    ) {
        let painter = PixelPainter(capabilities: capabilities)
        let mark = cursor.map { $0.penIsDown ? cursorColors.down : cursorColors.up }
        func isMarked(_ x: Int, _ y: Int) -> Bool { cursor.map { ($0.x, $0.y) == (x, y) } ?? false }
        switch cells {
        case .doubleColumns:
            for y in 0..<picture.height {
                for x in 0..<picture.width {
                    let pair = painter.pair(picture[x, y], mark: isMarked(x, y) ? mark : nil)
                    self[column + 2 * x, row + y] = pair.left
                    self[column + 2 * x + 1, row + y] = pair.right
                }
            }
        case .halfBlocks:
            for y in stride(from: 0, to: picture.height, by: 2) {
                for x in 0..<picture.width {
                    self[column + x, row + y / 2] = painter.halves(
                        upper: picture[x, y], lower: picture[x, y + 1],
                        upperMark: isMarked(x, y) ? mark : nil,
                        lowerMark: isMarked(x, y + 1) ? mark : nil)
                }
            }
        }
    }
}

/// Turns grey values into character cells, as well as the terminal can.
private struct PixelPainter {
    let capabilities: TerminalCapabilities

    /// A pixel two columns wide.
    func pair(_ value: UInt8, mark: Color?) -> (left: Cell, right: Cell) {
        if let mark, capabilities.colors != .none {
            // Brackets, because colour alone is not for everyone; the ground shows the ink.
            let ground = capabilities.greys ? Color.grey(value) : .default
            let style = Style(foreground: mark, background: ground, bold: true)
            return (Cell("[", style: style), Cell("]", style: style))
        }
        if mark != nil {
            let style = Style(bold: true, reverse: value > 128)
            return (Cell("[", style: style), Cell("]", style: style))
        }
        if capabilities.greys {
            let cell = Cell(" ", style: Style(background: .grey(value)))
            return (cell, cell)
        }
        let ramp = capabilities.unicode ? Array(" ░▒▓█") : Array(" .+*#")
        let cell = Cell(ramp[(Int(value) * (ramp.count - 1) + 127) / 255])
        return (cell, cell)
    }

    /// Two pixels, one above the other.
    func halves(upper: UInt8, lower: UInt8, upperMark: Color?, lowerMark: Color?) -> Cell {
        if capabilities.greys, capabilities.unicode {
            return greyHalves(upperMark ?? .grey(upper), lowerMark ?? .grey(lower), upper, lower)
        }
        // Only full ink counts: with its soft rim a line would be three pixels wide.
        let threshold = 128
        let blocks = capabilities.unicode ? Array(" ▀▄█") : Array(" '.#")
        let glyph = blocks[(upper > threshold ? 1 : 0) + (lower > threshold ? 2 : 0)]
        guard let mark = upperMark ?? lowerMark else { return Cell(glyph) }
        let markGlyph: Character = glyph == " " ? (upperMark != nil ? blocks[1] : blocks[2]) : glyph
        return Cell(
            markGlyph,
            style: capabilities.colors == .none
                ? Style(reverse: true) : Style(foreground: mark, bold: true))
    }

    /// Two greys in one cell, the glyph standing for the stronger one: the drawing can be read
    /// where colours are lost, as in copied text.
    private func greyHalves(
        _ upperColor: Color, _ lowerColor: Color, _ upper: UInt8, _ lower: UInt8
    ) -> Cell {
        if upperColor == lowerColor {
            return upper > 128
                ? Cell("█", style: Style(foreground: upperColor, background: upperColor))
                : Cell(" ", style: Style(background: upperColor))
        }
        return lower > upper
            ? Cell("▄", style: Style(foreground: lowerColor, background: upperColor))
            : Cell("▀", style: Style(foreground: upperColor, background: lowerColor))
    }
}
