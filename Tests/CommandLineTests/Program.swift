import FoundationEssentials
import Glibc

/// The built program, run as a shell runs it.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let errors: String

        var errorLines: [Substring] { errors.split(separator: "\n") }
    }

    /// A folder for the files of one test, with the history in it.
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    var database: String { "\(folder.path)/history.sqlite3" }

    /// The executable beside the test bundle.
    static let path =
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path + "/digitpad"

    /// Runs the program with these arguments and standard input, and waits for its end.
    func run(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> Result {
        try run(arguments, input: input, environment: environment)
    }

    func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Result {
        let (inputPath, outputPath, errorPath) = (
            "\(folder.path)/stdin", "\(folder.path)/stdout", "\(folder.path)/stderr"
        )
        try folder.write(Array(input.utf8), to: "stdin")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(
            &actions, 2, errorPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)

        var variables = ["HOME": folder.path, "DIGITPAD_DATABASE": database]
        variables.merge(environment) { $1 }
        let process = try spawn([Self.path] + arguments, variables, actions: &actions)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Result(
            status: status >> 8 & 0xFF, output: try text(outputPath), errors: try text(errorPath))
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    private func spawn(
        _ arguments: [String], _ variables: [String: String],
        actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var assignments: [UnsafeMutablePointer<CChar>?] =
            variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + assignments).forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawn(&process, arguments[0], &actions, nil, &words, &assignments)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        return process
    }
}

/// A folder of its own for a test, removed with everything in it.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/digitpad-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }
}
