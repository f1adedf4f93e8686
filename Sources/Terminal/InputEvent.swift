/// What the person did at the terminal.
package enum InputEvent: Equatable, Sendable {
    case key(Key)
    case mouse(MouseEvent)
    /// The terminal's answer whether it has a mode: 0 for unknown, 1 for set, 2 for reset, 3 and 4
    /// for always so.
    case mode(Int, status: Int)
}

/// The way an arrow key points.
package enum Direction: Equatable, Sendable {
    case up, down, left, right
}

/// A key, or keys pressed together.
package enum Key: Equatable, Sendable {
    case character(Character)
    /// A letter in lower case, or one of `@ \ ] ^ _`, with Ctrl held.
    ///
    /// Ctrl-H, Ctrl-I, Ctrl-J and Ctrl-M are backspace, tab and enter: the terminal sends the same.
    case control(Character)
    /// A character with Alt held.
    case alt(Character)
    case arrow(Direction)
    /// An arrow with Shift held.
    case shift(Direction)
    /// An arrow with Ctrl held.
    case controlArrow(Direction)
    /// An arrow with Alt held.
    case altArrow(Direction)
    case enter
    case tab
    case backTab
    case escape
    case backspace
    case delete
    case home
    case end
    case pageUp
    case pageDown
    /// F1 to F12.
    case function(Int)
}

/// Where the mouse points to.
package struct MousePosition: Equatable, Sendable {
    /// The cell of the screen.
    package var cell: Frame.Position
    /// The place in the cell; nil where the terminal reports only the cell.
    package var fraction: CellFraction?

    /// A place in a cell, or the cell as a whole.
    package init(column: Int, row: Int, fraction: CellFraction? = nil) {
        cell = Frame.Position(column: column, row: row)
        self.fraction = fraction
    }
}

/// A place in a cell of the screen: 0 ≤ x, y < 1 from its upper left corner.
package struct CellFraction: Equatable, Sendable {
    package var x: Double
    package var y: Double

    /// The place that far right and down.
    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A report of the mouse.
package struct MouseEvent: Equatable, Sendable {
    /// What the mouse did.
    package enum Kind: Equatable, Sendable {
        case press
        case release
        case motion
        case wheelUp
        case wheelDown
    }

    /// The buttons that are told apart.
    package enum Button: Equatable, Sendable {
        case left
        case middle
        case right
        case none
    }

    /// What happened; a release may follow no press, where the terminal kept it for itself.
    package var kind: Kind
    /// The button that changed, or during motion the one that is held.
    package var button: Button
    /// Where the pointer is.
    package var position: MousePosition

    /// An event of a kind, by default without button.
    package init(_ kind: Kind, button: Button = .none, column: Int, row: Int) {
        self.kind = kind
        self.button = button
        position = MousePosition(column: column, row: row)
    }
}
