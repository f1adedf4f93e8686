import Drawing
import ImageFiles
import NeuralNetwork
import Recognition

/// Draws what somebody wrote on a tablet as a painting program would: a picture of 280×280.
///
/// Such pictures are what people import: a thick round brush, ink of any size, anywhere.
package struct Painting: Equatable, Sendable {
    /// The picture's width and height, in pixels.
    package static let side = 280

    /// The diameter of the round brush, in pixels.
    package var brush: Double
    /// The length of the longer side of the ink's box, in pixels; more than the brush.
    package var size: Double
    /// Where the middle of the ink's box comes to lie, in pixels.
    package var centre: Point
    /// Whether the brush's edge is grey; it is stepped otherwise.
    package var isAntiAliased: Bool

    /// A painting with all its choices made.
    package init(
        brush: Double, size: Double,
        centre: Point = Point(x: Double(side) / 2, y: Double(side) / 2), isAntiAliased: Bool = true
    ) {
        self.brush = brush
        self.size = size
        self.centre = centre
        self.isAntiAliased = isAntiAliased
    }

    /// Chooses a brush of 12 to 28 pixels and ink of 90 to 260 pixels, anywhere in the picture.
    package init(of drawing: PenDrawing, using generator: inout RandomGenerator) {
        let brush = generator.number(in: 12...28)
        let size = generator.number(in: 90...260)
        let box = StrokeBox(drawing)
        let scale = (size - brush) / box.longerSide
        func place(_ length: Double) -> Double {
            let half = (length * scale + brush) / 2 + 1
            return generator.number(in: half...Double(Self.side) - half)
        }
        self.init(
            brush: brush, size: size,
            centre: Point(x: place(box.width), y: place(box.height)),
            isAntiAliased: generator.isChosen(with: 0.5))
    }

    /// The same brush with the ink in the middle and 200 pixels long: what a placing is held against.
    package var centred: Painting {
        Painting(brush: brush, size: 200, isAntiAliased: isAntiAliased)
    }

    /// The picture of the drawing, ink on an empty ground.
    package func picture(of drawing: PenDrawing) -> GreyImage {
        let strokes = drawing.placed(longerSide: size - brush, centre: centre)
        return RoundBrush(diameter: brush, softness: isAntiAliased ? 1 : 0)
            .picture(of: strokes, width: Self.side, height: Self.side)
    }

    /// What the network sees of the picture once it was stored in a file and imported.
    ///
    /// - Parameter isDarkOnLight: whether the file shows dark ink on light paper, or the reverse.
    package func importedModelInput(of drawing: PenDrawing, isDarkOnLight: Bool) -> ModelInput {
        let ink = picture(of: drawing).pixels
        let file =
            Array("P5 \(Self.side) \(Self.side) 255\n".utf8)
            + (isDarkOnLight ? ink.map { 255 - $0 } : ink)
        guard let image = try? ImageFile.decode(file, name: "painting") else {
            preconditionFailure("a picture that was just written can be read")
        }
        return inkedInput(image)
    }

    /// What the network sees of the drawing, but for small differences.
    ///
    /// Only the ink's surroundings are painted, three pixels for one of the model input, which
    /// shows what the whole picture would show at a fraction of the work.
    package func quickModelInput(of drawing: PenDrawing) -> ModelInput {
        let scale = 60 / size
        let side = 64
        let strokes = drawing.placed(
            longerSide: (size - brush) * scale,
            centre: Point(x: Double(side) / 2, y: Double(side) / 2))
        return inkedInput(
            RoundBrush(diameter: brush * scale, softness: 1)
                .picture(of: strokes, width: side, height: side))
    }
}
