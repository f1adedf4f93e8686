import Drawing
import PredictionHistory
import Recognition
import Terminal

/// The drawing screen: the canvas, the tools, what the network says, and what can be undone.
package struct DrawingState: Equatable, Sendable {
    package var canvas = Canvas()
    package var brush = Brush()
    package var cursor = CellPosition(column: 14, row: 14)
    /// Where the next straight line starts; nil while no mark is set.
    package var mark: CellPosition?
    /// The stroke being drawn; nil between strokes.
    package var stroke: OpenStroke?
    /// Where a drag is outside the grid; nil while it is inside, or there is none.
    package var outside: MousePosition?
    /// Whether the button is still held whose drawing was finished meanwhile: it draws no more.
    package var ignoresDrag = false
    /// The button on the screen that the mouse holds down; nil for none.
    package var pressedButton: DrawingCommand?
    /// What the network says of the canvas; nil while it is blank.
    package var recognition: Reading?
    package var timeline = Timeline<DrawingStep>()

    package init() {}

    /// The least way, in cells, between two points of a stroke that a mouse draws: pixels are finer
    /// than what can be seen of a line.
    private static let leastStep = 0.2

    /// Leads the mouse's stroke on, once it has moved enough to matter.
    mutating func extendStroke(to point: Point) {
        guard let last = canvas.strokes.last?.points.last,
            max(abs(point.x - last.x), abs(point.y - last.y)) >= Self.leastStep
        else { return }
        canvas.extendStroke(to: point)
    }

    /// Whether the mouse draws, or has left the grid with its button held.
    var isDragged: Bool { stroke?.hand == .mouse || outside != nil }

    /// Whether the keys' pen is down, so that moving the cursor draws.
    package var penIsDown: Bool { stroke?.hand == .keys }
}

/// A cell of the grid; (0, 0) is the top-left one.
package struct CellPosition: Equatable, Sendable {
    package var column: Int
    package var row: Int

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    /// The point in the middle of the cell.
    package var centre: Point { Point(x: Double(column) + 0.5, y: Double(row) + 0.5) }

    /// The cell that many columns and rows away, or the last one before the edge.
    package func moved(columns: Int, rows: Int) -> CellPosition {
        let range = 0..<Raster.side
        return CellPosition(
            column: min(max(column + columns, range.lowerBound), range.upperBound - 1),
            row: min(max(row + rows, range.lowerBound), range.upperBound - 1))
    }
}

/// A stroke that has begun and not ended.
package struct OpenStroke: Equatable, Sendable {
    package enum Hand: Equatable, Sendable {
        case mouse
        /// The pen that a key has lowered.
        case keys
        /// Keys that draw as they move, as long as no other key comes between.
        case drawingKeys
    }

    package var hand: Hand
    /// The canvas before it, to which undo leads back.
    package var before: Canvas
    /// What the network said of that canvas; nil where it was not asked.
    package var recognitionBefore: Reading?
}

/// What the network says of a drawing, what it saw, and how long it took.
package struct Reading: Equatable, Sendable {
    package var prediction: Prediction
    package var input: ModelInput
    package var milliseconds: Double
    /// How much each pixel of the input spoke for the most probable digit; nil where nobody asked.
    package var reasons: [Float]?

    package init(
        prediction: Prediction, input: ModelInput, milliseconds: Double, reasons: [Float]? = nil
    ) {
        self.prediction = prediction
        self.input = input
        self.milliseconds = milliseconds
        self.reasons = reasons
    }
}

/// A step on the drawing screen's timeline of edits and saves.
package enum DrawingStep: Equatable, Sendable {
    case edit(before: Canvas, after: Canvas)
    /// The whole drawing moved, in one direction after another.
    case move(before: Canvas, after: Canvas)
    case save(SavedDrawing)
}

/// A row of the history together with the canvas that it was made from.
package struct SavedDrawing: Equatable, Sendable {
    package var record: PredictionRecord
    package var canvas: Canvas

    package init(record: PredictionRecord, canvas: Canvas) {
        self.record = record
        self.canvas = canvas
    }
}
