import DigitPadApp
import Files
import Glibc

extension Settings {
    /// Where the configuration file is looked for, as the XDG Base Directory specification says; nil
    /// where there is no such folder.
    static var configurationPath: String? {
        let home = environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (home ?? environment("HOME").map { $0 + "/.config" })
            .map { $0 + "/digitpad/config.toml" }
    }

    /// What the configuration file says; the standard where there is none.
    static func configured() throws(Failure) -> Settings { try fileContents.get() }

    /// Read once: the screen, the network and the history each have a setting.
    private static let fileContents = Result { () throws(Failure) in try readFile() }

    private static func readFile() throws(Failure) -> Settings {
        guard let path = configurationPath, access(path, F_OK) == 0 else { return Settings() }
        let text = String(decoding: try readAll(path, name: path), as: UTF8.self)
        do throws(SettingsFileError) {
            var settings = try Settings(configuration: text)
            let folder = WholeFile.folder(of: path)
            settings.model = settings.model.map { absolute($0, in: folder) }
            settings.database = settings.database.map { absolute($0, in: folder) }
            return settings
        } catch {
            throw Failure(description: "\(path), \(error)")
        }
    }

    /// A path that begins with `~/` as the shell would read it; one that begins nowhere, from the folder on,
    /// so that it means the same file wherever the program is called.
    private static func absolute(_ path: String, in folder: String) -> String {
        if path.hasPrefix("~/"), let home = environment("HOME") { return home + path.dropFirst() }
        return path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }

    /// What the configuration file says; above it the environment, and above that the options.
    static func chosen(by arguments: Arguments) throws -> Settings {
        var settings = try configured()
        for entry in entries {
            let option =
                entry.flag == nil
                ? arguments[entry.option] : arguments.has(entry.option) ? entry.flag : nil
            guard let text = option ?? entry.variable.flatMap(environment) else { continue }
            guard entry.set(text, &settings) else {
                throw UsageError(description: "\(entry.option) is \(entry.range), not \"\(text)\"")
            }
        }
        return settings
    }
}

extension Option {
    /// The options of the drawing screen, one for each setting of the configuration file.
    static var settings: [Option] {
        Settings.entries.map { entry in
            switch entry.name {
            case "model": .model
            case "database": .database
            default:
                Option(
                    name: entry.option, value: entry.flag == nil ? entry.values : nil,
                    choices: entry.choices,
                    help: entry.flag == "false" ? "without \(entry.help)" : entry.help)
            }
        }
    }
}
