import Files

/// A file of training material, read whole and unpacked.
package struct SourceFile: Sendable {
    /// Where the file lies.
    package let path: String
    /// What the file holds, unpacked if it was compressed.
    package let contents: [UInt8]
    /// Which file this is, for the record.
    package let provenance: Provenance

    /// Names a file by its contents, as a trained network's record does.
    package struct Provenance: Codable, Equatable, Sendable {
        /// The last part of the path.
        package let name: String
        /// The checksum of the file as it lies on disk, compressed or not.
        package let sha256: String

        /// A record made by hand.
        package init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// Far more than any collection here has.
    private static let largestFile = 1 << 31

    /// Reads a file; one that begins like a gzip file, or is named so, is unpacked.
    package init(contentsOf path: String) throws(DatasetError) {
        let bytes: [UInt8]
        do {
            bytes = try WholeFile.readToEnd(path, limit: Self.largestFile)
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
        self.path = path
        let name = String(path.split(separator: "/").last ?? "")
        provenance = Provenance(name: name, sha256: sha256(bytes))
        if Gzip.isCompressed(bytes) {
            do {
                contents = try Gzip.unpack(bytes)
            } catch {
                throw .cannotUnpack(path: path, error)
            }
        } else if name.hasSuffix(".gz") {
            throw .notGzip(path: path)
        } else {
            contents = bytes
        }
    }
}

extension [SourceFile.Provenance] {
    /// The files as the metadata of a trained network name them.
    package var record: String {
        map { "\($0.name) sha256:\($0.sha256)" }.joined(separator: "; ")
    }
}
