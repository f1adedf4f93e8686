import Glibc

// Times what happens while somebody draws, and while a network is trained. Figures of one run
// compare with each other; those of two runs, or of two machines, do not.
//
// Without arguments it prints a table of its own. With `contestant` it waits for orders on standard
// input, so that `Scripts/bench` can let it and its peers take turns.

#if DEBUG
    complain("THIS IS A DEBUG BUILD: its figures mean nothing. Run `make bench`.")
#endif

do {
    switch CommandLine.arguments.dropFirst().first {
    case nil: try printTable()
    case "contestant": try takeOrders()
    case let argument?:
        complain("digitpad-bench: \(argument)? It takes nothing, or \"contestant\".")
        exit(2)
    }
} catch {
    complain("digitpad-bench: \(error)")
    exit(1)
}

/// A line on standard error.
private func complain(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
