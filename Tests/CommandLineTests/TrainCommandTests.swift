import FoundationEssentials
import Glibc
import Testing
import TestSupport

/// A training by the built program on a few made-up images.
@Suite struct TrainCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        // The images are noise: what is learnt from them does not matter here.
        try writeMNIST(count: 5_300)
    }

    /// MNIST's training files with images of chance, each with ink.
    private func writeMNIST(count: Int) throws {
        func header(_ numbers: [UInt32], rank: UInt8) -> [UInt8] {
            [0, 0, 8, rank]
                + numbers.flatMap { number in
                    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
                }
        }
        var state: UInt32 = 1
        let pixels = (0..<count * 784).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return state >> 31 == 1 ? UInt8(state >> 8 & 255) : 0
        }
        let files = [
            "train-images-idx3-ubyte": header([UInt32(count), 28, 28], rank: 3) + pixels,
            "train-labels-idx1-ubyte": header([UInt32(count)], rank: 1)
                + (0..<count).map { UInt8($0 % 10) },
        ]
        for (name, bytes) in files {
            try Data(bytes).write(to: URL(filePath: "\(folder.path)/\(name)"))
        }
    }

    private func arguments(_ output: String) -> [String] {
        [
            "train", "--data", folder.path, "--output", "\(folder.path)/\(output)",
            "--architecture", "mlp", "--epochs", "2", "--batch-size", "30", "--patience", "0",
            "--selection", "last",
        ]
    }

    private func weights(_ output: String) throws -> Data {
        try Data(contentsOf: URL(filePath: "\(folder.path)/\(output)/weights.safetensors"))
    }

    @Test func anotherNetworkIsNotReplaced() throws {
        let output = "\(folder.path)/there"
        try FileManager.default.createDirectory(
            atPath: output, withIntermediateDirectories: false)
        let weights = try folder.file("there/weights.safetensors", "a network".utf8)
        let result = try Program.run(arguments("there"))
        #expect(result.ending == .exit(1))
        #expect(
            result.complaints == [
                "digitpad: \(output) holds a network already: give another --output"
            ])
        #expect(try FileManager.default.contentsOfDirectory(atPath: output).count == 1)
        #expect(try Data(contentsOf: URL(filePath: weights)) == Data("a network".utf8))
    }

    @Test(arguments: ["nan", "1e300", "-1", "99999999999999"])
    func anImpossibleDateIsNotTaken(date: String) throws {
        let result = try Program.run(
            arguments("dated"), environment: ["SOURCE_DATE_EPOCH": date])
        #expect(result.ending == .exit(0), "\(result.errors)")
    }

    @Test func withSourceDateEpochTheFilesAreTheSame() throws {
        let environment = ["SOURCE_DATE_EPOCH": "1767225600"]
        for output in ["a", "b"] {
            let result = try Program.run(arguments(output), environment: environment)
            #expect(result.ending == .exit(0), "\(result.errors)")
        }
        #expect(try weights("a") == weights("b"))
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/a")
        #expect(names.contains("mnist_model_20260101_000000.checkpoint"))
    }

    /// Killed again and again wherever it happens to be, it always goes on and ends the same.
    @Test func whoeverIsKilledGoesOnToTheSameWeights() throws {
        let environment = ["SOURCE_DATE_EPOCH": "1767225600"]
        let epochs = ["--epochs", "5"]
        let whole = try Program.run(arguments("whole") + epochs, environment: environment)
        #expect(whole.ending == .exit(0))

        let output = "\(folder.path)/killed"
        let resume = ["train", "--data", folder.path, "--resume", output]
        try killWhenItSays("epoch 1/5", arguments("killed") + epochs, environment)
        // What a kill in the middle of a write leaves behind is passed over.
        try Data("half".utf8).write(
            to: URL(filePath: "\(output)/mnist_model_20260101_000000_latest.checkpoint.1.tmp"))
        for epoch in [2, 4] {
            try killWhenItSays("epoch \(epoch)/5", resume, environment)
        }
        let last = try Program.run(resume, environment: environment)
        #expect(last.ending == .exit(0), "\(last.errors)")
        #expect(try weights("killed") == weights("whole"))

    }

    private func names(_ output: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(output)").sorted()
    }

    /// Named by its folder or by its last checkpoint.
    @Test func aFinishedTrainingIsLeftAlone() throws {
        #expect(try Program.run(arguments("done")).ending == .exit(0))
        let before = try names("done")
        let final = try #require(before.first { $0.hasSuffix("_final.checkpoint") })
        for path in ["done", "done/\(final)"] {
            let result = try Program.run(
                ["train", "--data", folder.path, "--resume", "\(folder.path)/\(path)"])
            #expect(result.ending == .exit(0))
            #expect(result.errors.contains("is finished"))
            #expect(try names("done") == before)
        }
        try FileManager.default.removeItem(atPath: "\(folder.path)/done/weights.safetensors")
        let result = try Program.run(
            ["train", "--data", folder.path, "--resume", "\(folder.path)/done"])
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("its weights are missing or damaged"))
    }

    /// A name alone does not make a training finished.
    @Test func aDamagedFinalCheckpointIsPassedOver() throws {
        #expect(try Program.run(arguments("damaged")).ending == .exit(0))
        let before = try weights("damaged")
        let final = try #require(names("damaged").first { $0.hasSuffix("_final.checkpoint") })
        _ = try folder.file("damaged/\(final)", "half".utf8)
        let result = try Program.run(
            ["train", "--data", folder.path, "--resume", "\(folder.path)/damaged"])
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(result.errors.contains("\(final) is passed over"))
        #expect(!result.errors.contains("is finished"))
        #expect(try weights("damaged") == before)
    }

    /// Runs the program and kills it as soon as it has said these words on standard error.
    private func killWhenItSays(
        _ words: String, _ arguments: [String], _ environment: [String: String]
    ) throws {
        var pipe: [Int32] = [-1, -1]
        try descriptorLock.withLock { _ in
            guard Glibc.pipe(&pipe) == 0 else { throw SystemError(code: errno) }
            pipe.forEach(keepFromChildren)
        }
        defer { close(pipe[0]) }
        let child = try Child(try Program.path(), arguments, environment: environment) {
            posix_spawn_file_actions_addopen(&$0, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&$0, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
            posix_spawn_file_actions_adddup2(&$0, pipe[1], STDERR_FILENO)
        }
        close(pipe[1])
        var said = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !said.contains(words) {
            try waitUntilReadable(pipe[0])
            let count = read(pipe[0], &buffer, buffer.count)
            try #require(count > 0, "it ended too early: \(said)")
            said += String(decoding: buffer[..<count], as: UTF8.self)
        }
        kill(child.processID, SIGKILL)
        #expect(try child.ending() == .signal(SIGKILL))
    }

    @Test func aConfigurationThatMakesNoSenseIsRefusedByName() throws {
        let path = try folder.file("c.json", #"{"epocs": 3}"#.utf8)
        let result = try Program.run(arguments("refused") + ["--configuration", path])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains(#"no setting "epocs""#))
    }

    /// Before anything is read or written.
    @Test func aConfigurationOfAnUnknownNetworkIsRefusedByName() throws {
        let path = try folder.file("c.json", #"{"architecture": "transformer"}"#.utf8)
        let result = try Program.run([
            "train", "--data", "nowhere", "--output", "\(folder.path)/none", "--configuration",
            path,
        ])
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("\(path) cannot be used: There is no network"))
        #expect(access("\(folder.path)/none", F_OK) != 0)
    }

    @Test func noDeviceThatDrawsIsRefused() throws {
        let result = try Program.run(
            arguments("none") + [
                "--devices-mouse", "0", "--devices-keys", "0", "--devices-marks", "0",
                "--devices-scanner", "0", "--devices-painting-program", "0",
            ])
        #expect(result.ending == .exit(2))
        #expect(result.errors.contains("has to be above 0"))
    }

    @Test func lettersInPlaceOfDigitsAreNamed() throws {
        let line = #"{"id":"1","writer":"w","character":"a","strokes":[[[0,0],[0,9],[9,4]]]}"#
        let path = try folder.file("letters.jsonl", line.utf8)
        let result = try Program.run(arguments("none") + ["--pen", path])
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("holds no digits; letters are named by \"--letters\""))
    }

    @Test func anotherTrainingsFolderIsNotBegunIn() throws {
        let checkpoint = "mnist_model_20260101_000000.checkpoint"
        let output = "\(folder.path)/used"
        try FileManager.default.createDirectory(
            atPath: output, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: "\(output)/\(checkpoint)"))
        let result = try Program.run(arguments("used"))
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("--resume \(output)"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: output) == [checkpoint])
    }

    @Test func aResumeWithOtherDataIsRefused() throws {
        #expect(try Program.run(arguments("first")).ending == .exit(0))
        try writeMNIST(count: 5_301)
        // One of the best: the final one has nothing to go on with.
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/first")
        let name = try #require(
            names.first { $0.hasSuffix(".checkpoint") && !$0.contains("_final") })
        let result = try Program.run(
            ["train", "--data", folder.path, "--resume", "\(folder.path)/first/\(name)"])
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("has changed since"))
    }
}
