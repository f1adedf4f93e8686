import Files

extension Weights {
    /// Far more than any network here needs.
    private static let largestFile = 1 << 28

    /// Reads a safetensors file.
    package init(contentsOf path: String) throws(WeightsError) {
        let file: RegularFile
        do {
            file = try RegularFile(path, limit: Weights.largestFile)
        } catch {
            throw WeightsError(error)
        }
        try self.init(safetensors: .file(file))
    }

    /// Writes a safetensors file, replacing an older one only when the new one is safely on disk.
    package func write(to path: String) throws(WeightsError) {
        do {
            try WholeFile.write(encoded(), to: path)
        } catch {
            throw WeightsError(error)
        }
    }
}

extension WeightsError {
    /// What a file's failure means for the weights in it.
    init(_ error: FileError) {
        self =
            switch error {
            case .system(let path, let reason): .file(path: path, reason: reason)
            case .tooLarge(let path, let limit): .tooLarge(path: path, limit: limit)
            case .truncated(let expected, let found):
                .truncated(expected: expected, found: found)
            }
    }
}
