/// What may happen to an example each time that it is looked at.
///
/// A network learns what is always so in what it sees; everything that people and devices vary has
/// to vary here. Nothing of this touches what a network is judged by.
package struct Augmentation: Equatable, Sendable {
    /// How scanned images are bent.
    package var scans = Distortion()
    /// How pen drawings are bent once they are rendered.
    ///
    /// Mild, because the hand has been varied before, in the strokes.
    package var renderings = Distortion.mild
    /// How the strokes of pen drawings vary, as from hand to hand.
    package var hands = Deformation()
    /// How often a digit gets a stroke that some people write and others do not.
    package var styles = WritingStyles()
    /// By what devices the strokes are drawn.
    package var devices = DrawingDevices()

    /// What the turns and slants are multiplied by for ones and sevens.
    ///
    /// Only the angle of their strokes tells a one with a flag from a seven: what is turned far
    /// teaches the wrong digit.
    package var turnOfOnesAndSevens: Float = 0.35

    /// The choices for the network that comes with the program.
    package init() {}

    /// The same for what shows this digit, which may not be turned as far as others.
    func steadied(for label: Int) -> Augmentation {
        guard label == 1 || label == 7 else { return self }
        var steadied = self
        steadied.scans.rotation *= turnOfOnesAndSevens
        steadied.scans.shear *= turnOfOnesAndSevens
        steadied.hands.rotation *= turnOfOnesAndSevens
        steadied.hands.slant *= turnOfOnesAndSevens
        return steadied
    }

    /// Scanned images as they are, and drawings as their writers made them, replayed by a mouse.
    package static let none = {
        var none = Augmentation()
        (none.scans, none.renderings) = (.none, .none)
        (none.hands, none.styles, none.devices) = (.none, .none, .mouseOnly)
        return none
    }()
}
