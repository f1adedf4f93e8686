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

/// What is shown over a picture for those who draw with keys.
struct Pointers {
    /// The pixel under the cursor, and whether the pen is down there.
    var cursor: (x: Int, y: Int, penIsDown: Bool)?
    /// The pixel from which the next straight line starts.
    var mark: (x: Int, y: Int)?
    /// Whether the cursor's column and row are drawn through the whole picture.
    var showsCrosshair = false

    /// How a pixel is marked: by characters too, because colour alone is not for everyone.
    struct Marking {
        var color: Color
        /// Where a pixel is two columns wide or more.
        var brackets: (left: Character, right: Character)
        /// Where it is half a cell: one that stands high, or one that stands low.
        var halves: (upper: Character, lower: Character)
    }

    /// How the pixel is marked; nil where it is not.
    func marking(_ x: Int, _ y: Int, _ theme: Theme) -> Marking? {
        if let cursor, (cursor.x, cursor.y) == (x, y) {
            return Marking(
                color: cursor.penIsDown ? theme.cursorDown : theme.cursorUp, brackets: ("[", "]"),
                halves: ("^", "v"))
        }
        if let mark, (mark.x, mark.y) == (x, y) {
            return Marking(color: theme.mark, brackets: ("<", ">"), halves: ("\"", ","))
        }
        return nil
    }

    /// Whether the pixel lies on the crosshair.
    private func isOnCrosshair(_ x: Int, _ y: Int) -> Bool {
        guard showsCrosshair, let cursor else { return false }
        return x == cursor.x || y == cursor.y
    }

    /// A pixel of a picture with what is shown over it.
    func pixel(_ x: Int, _ y: Int, of picture: Picture, _ theme: Theme) -> ShownPixel {
        let isOnCrosshair = isOnCrosshair(x, y)
        return ShownPixel(
            ink: isOnCrosshair ? max(picture[x, y], Theme.crosshair) : picture[x, y],
            marking: marking(x, y, theme), isOnCrosshair: isOnCrosshair)
    }
}

/// A pixel as it is shown.
struct ShownPixel {
    let ink: UInt8
    let marking: Pointers.Marking?
    let isOnCrosshair: Bool
}

extension Frame {
    /// Shows a picture from `column`, `row` on; greys where the terminal has them, else shades.
    ///
    /// - Parameter pointers: what is shown over the picture.
    mutating func draw(
        _ picture: Picture, column: Int, row: Int, as cells: RasterCells,
        _ look: Look, pointers: Pointers = Pointers()
    ) {
        let painter = PixelPainter(look: look)
        func pixel(_ x: Int, _ y: Int) -> ShownPixel {
            pointers.pixel(x, y, of: picture, look.theme)
        }
        switch cells {
        case .blocks(let rows):
            for y in 0..<picture.height {
                for x in 0..<picture.width {
                    let block = painter.block(pixel(x, y))
                    let (left, right) = (column + 2 * rows * x, column + 2 * rows * (x + 1) - 1)
                    for line in row + rows * y..<row + rows * (y + 1) {
                        for between in left + 1..<right { self[between, line] = block.ground }
                        (self[left, line], self[right, line]) = (block.left, block.right)
                    }
                }
            }
        case .halfBlocks:
            for y in stride(from: 0, to: picture.height, by: 2) {
                for x in 0..<picture.width {
                    self[column + x, row + y / 2] = painter.halves(
                        upper: pixel(x, y), lower: pixel(x, y + 1))
                }
            }
        }
    }
}

/// Turns grey values into character cells, as well as the terminal can.
private struct PixelPainter {
    let look: Look

    /// A pixel two columns wide or more: its sides and what lies between them.
    func block(_ pixel: ShownPixel) -> (left: Cell, ground: Cell, right: Cell) {
        if let marking = pixel.marking {
            // The ground shows the ink.
            let style =
                !look.hasColors
                ? Style(bold: true, reverse: pixel.ink > 128)
                : Style(
                    foreground: marking.color, background: look.greys ? color(pixel) : .default,
                    bold: true)
            let (left, right) = marking.brackets
            return (
                Cell(left, style: style), ground(pixel), Cell(right, style: style)
            )
        }
        return (ground(pixel), ground(pixel), ground(pixel))
    }

    private func ground(_ pixel: ShownPixel) -> Cell {
        if look.greys { return Cell(" ", style: Style(background: color(pixel))) }
        let ramp = look.unicode ? InkRamp.blocks : InkRamp.ascii
        return Cell(ramp.character(for: pixel.ink))
    }

    /// Two pixels, one above the other.
    func halves(upper: ShownPixel, lower: ShownPixel) -> Cell {
        if look.greys, look.unicode {
            return greyHalves(
                upper.marking?.color ?? color(upper), lower.marking?.color ?? color(lower),
                upper.ink, lower.ink)
        }
        // Only full ink counts: with its soft rim a line would be three pixels wide.
        let threshold = 128
        let blocks = look.unicode ? Array(" ▀▄█") : Array(" '.#")
        let glyph = blocks[(upper.ink > threshold ? 1 : 0) + (lower.ink > threshold ? 2 : 0)]
        if let mark = upper.marking ?? lower.marking {
            let isUpper = upper.marking != nil
            return Cell(
                isUpper ? mark.halves.upper : mark.halves.lower,
                style: Style(
                    foreground: look.hasColors ? mark.color : .default, bold: true,
                    reverse: (isUpper ? upper : lower).ink > threshold))
        }
        // A dot stands in the middle, where no ink of half a cell does.
        guard glyph == " ", upper.isOnCrosshair || lower.isOnCrosshair else { return Cell(glyph) }
        return Cell(look.unicode ? "·" : ":", style: look.aside)
    }

    private func color(_ pixel: ShownPixel) -> Color {
        look.theme.color(ofInk: pixel.ink, isOnCrosshair: pixel.isOnCrosshair)
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
