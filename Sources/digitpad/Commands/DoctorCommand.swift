import DigitPadApp
import Files
import Glibc
import NeuralNetwork
import PredictionHistory
import Recognition
import Terminal

extension Command {
    /// Says whether everything is in order.
    static var doctor: Command {
        Command(
            name: "doctor",
            summary: "Say what the terminal can do, where the files are, and whether all is sound.",
            discussion:
                "Exits with 1 where something is not in order; your drawings stay as they are.",
            options: [.model, .database],
            run: runDoctor)
    }
}

private func runDoctor(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    var examination = Examination()
    examination.note("program", CommandLineTool.buildDetails)
    examineTerminal(&examination)
    if examineConfiguration(&examination) {
        examineModel(arguments, &examination)
        examination.note("training", openBLASProblem ?? "with OpenBLAS")
        examineHistory(arguments, &examination)
    } else {
        examination.note("", "It may name the model and the history, which were not looked at.")
    }
    for line in examination.lines { try printLine(line) }
    return examination.isSound ? .done : .failed
}

/// What was found, line by line.
private struct Examination {
    private(set) var lines: [String] = []
    private(set) var isSound = true

    mutating func note(_ name: String, _ finding: String) {
        lines.append(name.alignedLeft(in: 12) + finding)
    }

    mutating func complain(_ name: String, _ finding: String) {
        isSound = false
        note(name, "PROBLEM: \(finding)")
    }
}

private func examineTerminal(_ examination: inout Examination) {
    let type = getenv("TERM").map { String(cString: $0) } ?? ""
    let isThere = isTerminal(STDIN_FILENO) && isTerminal(STDOUT_FILENO)
    guard isThere else {
        examination.note("terminal", "none here; the drawing screen needs one")
        return
    }
    do {
        // Taken and given back at once: what the drawing screen would find.
        // Nothing is asked: the terminal's answer would come when the shell reads again.
        let session = try TerminalSession(pixelMouse: false)
        let (size, capabilities, notice) = (session.size, session.capabilities, session.notice)
        session.end()
        examination.note(
            "terminal",
            "\(type.isEmpty ? "without TERM" : type), \(size.width)x\(size.height), "
                + "\(capabilities.colors), \(capabilities.unicode ? "Unicode" : "ASCII")")
        if let notice { examination.note("", notice) }
        let window = WindowSize(width: size.width, height: size.height)
        if DrawingLayout(window, showsInset: false) == nil {
            let needed = DrawingLayout.words(DrawingLayout.smallestWindows)
            examination.complain("window", "the drawing screen needs \(needed)")
        }
    } catch {
        examination.complain("terminal", "\(error)")
    }
}

/// Whether the settings can be used.
private func examineConfiguration(_ examination: inout Examination) -> Bool {
    guard let path = Settings.configurationPath else { return true }
    guard access(path, F_OK) == 0 else {
        examination.note("settings", "\(path) is not there; all is standard")
        return true
    }
    do {
        _ = try Settings.configured()
        examination.note("settings", "\(path), sound")
        return true
    } catch {
        examination.complain("settings", "\(error)")
        return false
    }
}

private func examineModel(_ arguments: Arguments, _ examination: inout Examination) {
    do {
        let recognizer = try Recognizer.chosen(by: arguments)
        let path = try Settings.chosen(by: arguments).model.map(visible) ?? "bundled"
        if recognizer.isDamaged {
            examination.complain(
                "model", "\(path) is damaged: its tensors are not those that were written")
        } else {
            examination.note(
                "model",
                "\(path), \(visible(recognizer.model)), "
                    + "\(recognizer.network.parameterCount) parameters")
        }
    } catch {
        examination.complain("model", "\(error)")
    }
}

private func examineHistory(_ arguments: Arguments, _ examination: inout Examination) {
    do {
        let path = try PredictionStore.chosenPath(by: arguments)
        guard access(path, F_OK) == 0 else {
            let folder = nearestFolder(above: path)
            if access(folder, W_OK | X_OK) == 0 {
                examination.note("history", "\(path), which digitpad will begin")
            } else {
                examination.complain(
                    "history", "\(path) cannot be made: \(folder) cannot be written to")
            }
            return
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_size == 0 {
            // To open it would begin it.
            examination.note("history", "\(path), which is empty")
            return
        }
        let store = try PredictionStore(path: path)
        let faults = try store.faults()
        let count = try store.count()
        if let fault = faults.first {
            let more = faults.count > 1 ? ", and \(counted(faults.count - 1, "more fault"))" : ""
            examination.complain(
                "history",
                "\(path) is damaged (\(visible(fault))\(more)); \"sqlite3 \(path) .recover\" may save "
                    + "what is left")
        } else if store.isReadOnly {
            examination.complain("history", "\(path) cannot be written to: nothing will be saved")
        } else {
            examination.note("history", "\(path), \(counted(count, "drawing")), sound")
        }
    } catch {
        examination.complain("history", "\(error)")
    }
}

/// The folder that is there already, of those that a file is to lie in.
private func nearestFolder(above path: String) -> String {
    var folder = WholeFile.folder(of: path)
    while access(folder, F_OK) != 0, folder != "/", folder != "." {
        folder = WholeFile.folder(of: folder)
    }
    return folder
}
