import FoundationEssentials
import Glibc
import Synchronization
import TestSupport

/// The built program, run as a shell would run it.
enum Program {
    /// What a finished run left behind.
    struct Result {
        let ending: Ending
        let output: String
        let errors: String

        /// The lines on standard output.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
        /// The lines on standard error.
        var complaints: [String] { errors.split(separator: "\n").map(String.init) }

        /// The lines on standard output, each decoded from JSON.
        func decoded<Value: Decodable>(as type: Value.Type) throws -> [Value] {
            try lines.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
        }
    }

    /// How a process ended.
    enum Ending: Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    /// The program lies beside the tests, which are a program themselves.
    static func path() throws -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes {
            $0.baseAddress.map { readlink("/proc/self/exe", $0, Int(PATH_MAX)) } ?? -1
        }
        guard count > 0 else { throw SystemError(code: errno) }
        let tests = buffer.prefix(count)
        let folder = tests[..<(tests.lastIndex(of: UInt8(ascii: "/")) ?? 0)]
        return String(decoding: folder, as: UTF8.self) + "/digitpad"
    }

    /// Runs the program to its end, without a terminal.
    ///
    /// - Parameters:
    ///   - input: what it finds on standard input.
    ///   - outputPath: a file or device for standard output instead of the result's `output`.
    ///   - program: another program to run, a shell for example.
    ///   - environment: all of its environment but `PATH`, so that nothing of this machine's user
    ///     is read or changed.
    static func run(
        _ arguments: [String], input: [UInt8] = [], outputPath: String? = nil,
        environment: [String: String] = [:], program: String? = nil
    ) throws -> Result {
        // Files, not pipes: whoever reads two pipes in turn may wait for the one that stays empty.
        let (input, output, errors) = (
            try AnonymousFile(input), try AnonymousFile(), try AnonymousFile()
        )
        let child = try Child(try program ?? path(), arguments, environment: environment) {
            actions in
            posix_spawn_file_actions_adddup2(&actions, input.descriptor, STDIN_FILENO)
            if let outputPath {
                posix_spawn_file_actions_addopen(
                    &actions, STDOUT_FILENO, outputPath, O_WRONLY, 0)
            } else {
                posix_spawn_file_actions_adddup2(&actions, output.descriptor, STDOUT_FILENO)
            }
            posix_spawn_file_actions_adddup2(&actions, errors.descriptor, STDERR_FILENO)
        }
        let ending = try child.ending()
        return Result(ending: ending, output: output.text(), errors: errors.text())
    }
}

/// A running process.
final class Child {
    let processID: pid_t
    /// Its other end is open as long as the process runs, which can be waited for with a limit.
    private let exitPipe: Int32
    private var isReaped = false

    /// - Parameter redirect: gives the process its standard descriptors.
    init(
        _ path: String, _ arguments: [String], environment: [String: String],
        newSession: Bool = false,
        redirect: (inout posix_spawn_file_actions_t) -> Void
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        redirect(&actions)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A job in the background inherits an ignored SIGINT; here Ctrl-C must work everywhere.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        let flags =
            POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
            | (newSession ? setSessionFlag : 0)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let variables = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var assignments = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + assignments { free(text) } }
        (processID, exitPipe) = try descriptorLock.withLock { _ in
            var pipe: [Int32] = [-1, -1]
            guard Glibc.pipe(&pipe) == 0 else { throw SystemError(code: errno) }
            defer { close(pipe[1]) }
            keepFromChildren(pipe[0])
            var processID: pid_t = 0
            // The pipe's other end goes to the child under its own number, and to nobody else.
            let code = posix_spawn(&processID, path, &actions, &attributes, &words, &assignments)
            guard code == 0 else {
                close(pipe[0])
                throw SystemError(code: code)
            }
            return (processID, pipe[0])
        }
    }

    deinit {
        close(exitPipe)
        guard !isReaped else { return }
        kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
    }

    /// Waits for the process to stop, as Ctrl-Z does; false if it ended instead.
    func isStopped() throws -> Bool {
        var status: Int32 = 0
        guard waitpid(processID, &status, WUNTRACED) == processID else {
            throw SystemError(code: errno)
        }
        return status & 0xff == 0x7f
    }

    /// Waits for the process to end.
    ///
    /// - Throws: `TimedOut` where it does not end; it is killed then, when nobody needs it any more.
    func ending() throws -> Program.Ending {
        try waitUntilReadable(exitPipe)
        var status: Int32 = 0
        guard waitpid(processID, &status, 0) == processID else { throw SystemError(code: errno) }
        isReaped = true
        let signal = status & 0x7f
        return signal == 0 ? .exit(status >> 8 & 0xff) : .signal(signal)
    }
}

/// Held while a descriptor is open that a child of another test must not inherit.
let descriptorLock = Mutex(())

func keepFromChildren(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
}

/// `POSIX_SPAWN_SETSID`, which the C library hides from Swift behind `_GNU_SOURCE`.
private let setSessionFlag: Int32 = 0x80

/// Waits for a descriptor to have something to read, or to be at its end.
///
/// - Throws: `TimedOut` after a time in which any machine would have got there.
func waitUntilReadable(_ descriptor: Int32) throws {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
        let ready = poll(&poller, 1, 300_000)
        if ready > 0 { return }
        if ready == 0 { throw TimedOut() }
        guard errno == EINTR else { throw SystemError(code: errno) }
    }
}

struct TimedOut: Error {}

/// A file without a name, gone when it is closed.
private final class AnonymousFile {
    private let file: UnsafeMutablePointer<FILE>
    var descriptor: Int32 { fileno(file) }

    init(_ bytes: [UInt8] = []) throws {
        guard let file = tmpfile() else { throw SystemError(code: errno) }
        self.file = file
        guard write(descriptor, bytes, bytes.count) == bytes.count,
            lseek(descriptor, 0, SEEK_SET) == 0
        else { throw SystemError(code: errno) }
    }

    deinit { fclose(file) }

    /// All of it, from the beginning.
    func text() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = pread(descriptor, &buffer, buffer.count, bytes.count), count > 0 {
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
