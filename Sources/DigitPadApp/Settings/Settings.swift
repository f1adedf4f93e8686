import Drawing

/// What a person may choose, by options or in the configuration file.
package struct Settings: Equatable, Sendable {
    /// The colours of the screen.
    package var theme = Theme.dark
    /// Whether only ASCII characters are shown, whatever the terminal can.
    package var ascii = false
    /// Whether the mouse draws from the start.
    package var mouse = true
    /// Whether the mouse is finer than a cell where the terminal can tell.
    package var pixelMouse = true
    /// Whether lines through the cursor are shown from the start.
    package var crosshair = false
    /// The size of the pen at the start.
    package var penSize = 1
    /// The keys of both screens.
    package var keys = KeyMap()
    /// Weights to use instead of the bundled ones.
    package var model: String?
    /// Where the history is, if not in the user's folder.
    package var database: String?

    /// The standard choices.
    package init() {}

    /// A setting by its name.
    package struct Entry: Sendable {
        /// The key in the file.
        package let name: String
        /// As an option: `--pen-size`, or a flag that sets what is not standard, `--no-mouse`.
        package let option: String
        /// The values as the help shows them.
        package let values: String
        /// The values there are, where they are few.
        package let choices: [String]
        /// Which values there are, for the sentence that refuses another.
        package let range: String
        package let help: String
        /// Reads a value; false where it is none.
        package let set: @Sendable (String, inout Settings) -> Bool
        /// What the option stands for if it is a flag; nil if it takes a value.
        package let flag: String?
        /// The environment variable that says it too; nil for none.
        package let variable: String?

        fileprivate init(
            _ name: String, values: String, choices: [String] = [], range: String? = nil,
            help: String, flag: Bool? = nil, variable: String? = nil,
            set: @escaping @Sendable (String, inout Settings) -> Bool
        ) {
            self.name = name
            self.values = values
            self.choices = choices
            self.range = range ?? "one of \(choices.joined(separator: ", "))"
            self.help = help
            self.set = set
            self.flag = flag.map { "\($0)" }
            self.variable = variable
            option = (flag == false ? "--no-" : "--") + name.replacing("_", with: "-")
        }
    }

    /// Every setting but the keys.
    package static let entries: [Entry] = [
        Entry(
            "model", values: "FILE", range: "the name of a file", help: "weights to use",
            variable: "DIGITPAD_MODEL"
        ) {
            $1.model = $0
            return !$0.isEmpty
        },
        Entry(
            "database", values: "FILE", range: "the name of a file", help: "the history",
            variable: "DIGITPAD_DATABASE"
        ) {
            $1.database = $0
            return !$0.isEmpty
        },
        Entry(
            "theme", values: "NAME", choices: Theme.all.map(\.name),
            help: "colours: \(Theme.all.map(\.name).joined(separator: ", "))"
        ) { text, settings in
            guard let theme = Theme.all.first(where: { $0.name == text }) else { return false }
            settings.theme = theme
            return true
        },
        onOrOff("ascii", \.ascii, "ASCII characters only"),
        onOrOff("mouse", \.mouse, "drawing by mouse"),
        onOrOff("pixel_mouse", \.pixelMouse, "a mouse finer than a cell, where there is one"),
        onOrOff("crosshair", \.crosshair, "lines through the cursor"),
        Entry(
            "pen_size", values: "N", range: "a number from 1 to 5",
            help: "the size of the pen, 1 to 5"
        ) {
            guard let size = Int($0), Brush.sizes.contains(size) else { return false }
            $1.penSize = size
            return true
        },
    ]

    private static func onOrOff(
        _ name: String, _ path: WritableKeyPath<Settings, Bool> & Sendable, _ help: String
    ) -> Entry {
        Entry(
            name, values: "true|false", range: "true or false", help: help,
            flag: !Settings()[keyPath: path]
        ) { text, settings in
            guard let value = Bool(text) else { return false }
            settings[keyPath: path] = value
            return true
        }
    }
}
