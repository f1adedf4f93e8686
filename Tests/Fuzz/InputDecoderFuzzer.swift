// Looks for bytes that the input decoder cannot take; built by Scripts/fuzz together with the
// decoder's own sources. What it finds belongs into Tests/TerminalTests/Corpus, which every test
// run goes through.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzInputDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var whole = InputDecoder()
    let events = whole.decode(bytes)
    precondition(events.count <= bytes.count, "more came out than went in")

    var cut = InputDecoder()
    let pieces = bytes.flatMap { cut.decode([$0]) }
    precondition(events == pieces, "it matters where the bytes are cut")

    // Whatever came before, the person can end the program and go on typing.
    precondition(
        whole.decode([0x03, 0x61]) == [.key(.control("c")), .key(.character("a"))],
        "the person is locked out")
    return 0
}
