import Glibc
import PredictionHistory
import Recognition

// The part of `history` that carries drawings out of the history and into it.

func exportHistory(_ arguments: Arguments) throws -> ExitCode {
    let path = try arguments.operands(named: "FILE")[0]
    let format = try arguments.required("--format")
    let filter = try HistoryFilter(arguments)
    let database = try PredictionStore.chosenPath(by: arguments)
    guard access(database, F_OK) == 0 || errno != ENOENT else {
        throw Failure(description: "there is no history at \(database) to export")
    }
    let store = try PredictionStore(path: database)
    // As private as the history itself.
    let file = try ExportFile(
        path, sparing: [database], mode: 0o600)
    if format == "csv" { try file.append(HistoryExport.csvHeader) }
    var isEmpty = true
    let unreadable = try store.forEach(matching: filter) { record in
        isEmpty = false
        try file.append(
            format == "csv" ? HistoryExport.csvLine(record) : HistoryExport.jsonLine(record))
    }
    try file.finish()
    if isEmpty, unreadable.isEmpty { try complainOfNothing(in: store, arguments) }
    return report(unreadable)
}

/// How many drawings are taken in together: all of them or, where the program is ended, none.
private let batchSize = 256

func importHistory(_ arguments: Arguments) throws -> ExitCode {
    let file = try LineFile(try arguments.operands(named: "FILE")[0])
    var code = ExitCode.done
    var counts = MergeCounts()
    var entries: [PredictionEntry] = []
    // Opened with the first drawing: a file without any makes no history.
    var store: PredictionStore?
    func takeIn() throws {
        let opened = try store ?? PredictionStore(path: PredictionStore.chosenPath(by: arguments))
        store = opened
        counts += try opened.merge(entries)
        entries = []
    }
    // Said also where a full disk or a lock ends it: what is in stays in, and may be given again.
    defer { complain(words(counts)) }
    while let line = try file.next() {
        guard !line.bytes.starts(with: "id,timestamp,".utf8) else {
            throw Failure(
                description:
                    "\(line.place) is CSV: export with --format jsonl, which can be taken in")
        }
        do throws(UnreadableLine) {
            entries.append(try PredictionEntry(exportedLine: line.bytes))
        } catch {
            complain("\(line.place): \(error)")
            code = .failed
        }
        if entries.count == batchSize { try takeIn() }
    }
    if !entries.isEmpty { try takeIn() }
    return code
}

private func words(_ counts: MergeCounts) -> String {
    let known = counts.known > 0 ? ", \(counts.known) were there already" : ""
    let labelled = counts.labelled > 0 ? ", \(counts.labelled) of these have a label now" : ""
    return "\(counted(counts.added, "drawing")) taken in\(known)\(labelled)"
}

/// Says why nothing is listed or exported; where there is no history, that was said.
func complainOfNothing(in store: PredictionStore, _ arguments: Arguments) throws {
    let path = try PredictionStore.chosenPath(by: arguments)
    let count = try store.count()
    if count > 0 {
        complain("of \(count) saved, no drawing is of that kind")
    } else if access(path, F_OK) == 0 {
        complain("there are no drawings in \(path)")
    }
}

/// Names the rows that could not be read; the others were answered all the same.
func report(_ unreadable: [UnreadableRecord]) -> ExitCode {
    for record in unreadable { complain("\(record)") }
    return unreadable.isEmpty ? .done : .failed
}
