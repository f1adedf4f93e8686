import DigitPadApp
import Drawing
import NeuralNetwork
import Recognition
import Training

/// The demonstration's digits 0, 1, … 9 in turn, each by another hand, drawn by mouse.
///
/// What a network makes of noise takes another time: far more of its values are not 0.
func drawings(count: Int) -> [ModelInput] {
    var generator = RandomGenerator(seed: 1)
    return (0..<count).map { index in
        let digit = PenDrawing(
            writer: "", label: index % 10,
            strokes: DemonstrationDigits.strokes(of: index % 10).map(\.points))
        let drawing = Deformation().deformed(digit, using: &generator)
        return Replay(of: drawing, using: &generator).modelInput(of: drawing)
    }
}

/// The seven as a picture of side × side pixels, as of a painting program.
func picture(side: Int) -> GreyImage {
    let grid = GreyImage(seven.raster)
    return GreyImage(
        width: side, height: side,
        pixels: (0..<side * side).map { place in
            let (row, column) = (
                place / side * grid.height / side, place % side * grid.width / side
            )
            return grid.pixels[row * grid.width + column]
        })
}

/// A network that has learnt to tell a thousand such drawings apart, twice through them.
func learnt(_ architecture: Architecture, from images: Tensor) -> Network {
    let batchSize = 50
    let (network, step) = training(architecture, images: images, batchSize: batchSize)
    for _ in 0..<2 * images.shape[0] / batchSize { step() }
    return network
}
