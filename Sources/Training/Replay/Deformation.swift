import Drawing
import Glibc

extension PenDrawing {
    /// The drawing as a slightly different hand would have written it: turned, slanted, stretched.
    ///
    /// Few people wrote the drawings that there are to learn from; deforming their strokes stands in
    /// for the hands that are missing. Turned by up to 12°, slanted by up to 0.25 of its height, and
    /// made up to e^0.2 wider or narrower.
    func deformed(using generator: inout some RandomNumberGenerator) -> PenDrawing {
        let angle = Double.random(in: -12...12, using: &generator) * .pi / 180
        let slant = Double.random(in: -0.25...0.25, using: &generator)
        let width = exp(Double.random(in: -0.2...0.2, using: &generator))
        let (sine, cosine) = (sin(angle), cos(angle))
        return PenDrawing(
            writer: writer, label: label,
            strokes: strokes.map { stroke in
                stroke.map { point in
                    let (x, y) = (width * (point.x - slant * point.y), point.y)
                    return Point(x: cosine * x - sine * y, y: sine * x + cosine * y)
                }
            })
    }
}
