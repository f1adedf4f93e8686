/// A share as a bar of `length` cells, in eighths of a cell where there are such characters.
func bar(_ share: Double, length: Int, unicode: Bool) -> String {
    guard length > 0 else { return "" }
    guard unicode else {
        let filled = Int((share * Double(length)).rounded())
        return String(repeating: "#", count: filled)
            + String(repeating: ".", count: length - filled)
    }
    let eighths = Int((share * Double(length * 8)).rounded())
    let parts = Array(" ▏▎▍▌▋▊▉")
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest > 0 ? String(parts[rest]) : "")
}
