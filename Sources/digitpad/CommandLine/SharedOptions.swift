import DigitPadApp
import Glibc
import NeuralNetwork
import PredictionHistory
import Recognition

extension Option {
    static var json: Option { Option(name: "--json", help: "print JSON, a line for each result") }

    static var model: Option {
        Option(name: "--model", value: "FILE", help: "weights to use ($DIGITPAD_MODEL; bundled)")
    }

    static var data: Option {
        Option(
            name: "--data", value: "DIR",
            help: "folder with MNIST's four files ($DIGITPAD_DATA; Data)")
    }

    static var threads: Option {
        Option(name: "--threads", value: "N", help: "cores to use (all)")
    }

    static var database: Option {
        Option(
            name: "--database", value: "FILE",
            help: "the history ($DIGITPAD_DATABASE; in your data folder)")
    }
}

extension Arguments {
    /// The folder that `--data` or `DIGITPAD_DATA` names, or `Data`, if there is one.
    func dataFolder() throws(UsageError) -> String {
        if let folder = self["--data"] ?? environment("DIGITPAD_DATA") { return folder }
        guard access("Data", F_OK) == 0 else {
            throw UsageError(description: "--data is missing")
        }
        return "Data"
    }

    /// Does as `--threads` says.
    func setThreads() throws(UsageError) {
        guard let threads = try number("--threads", in: 1...1024) else { return }
        // More would only wait for each other.
        Parallel.threadCount = min(threads, Parallel.usableCores)
    }
}

extension Recognizer {
    /// The recognizer with the chosen weights, or the bundled one.
    static func chosen(by arguments: Arguments) throws -> Recognizer {
        guard let path = try Settings.chosen(by: arguments).model else { return try bundled() }
        do {
            return try Recognizer(contentsOf: path)
        } catch {
            throw Failure(about: path, error)
        }
    }
}

extension PredictionStore {
    /// The chosen path, or that in the user's folders.
    static func chosenPath(by arguments: Arguments) throws -> String {
        if let path = try Settings.chosen(by: arguments).database { return path }
        var folders: [String: String] = [:]
        for name in ["XDG_DATA_HOME", "HOME"] { folders[name] = environment(name) }
        return try HistoryLocation.defaultPath(environment: folders)
    }
}

/// An environment variable; nil where it is unset or empty.
func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
}
