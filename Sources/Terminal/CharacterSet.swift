import Glibc

/// The character set that the environment asks for.
enum CharacterSet {
    /// Makes the environment's locale the one for characters, and says whether it is UTF-8.
    ///
    /// Containers often set no locale at all, and a login from elsewhere often names one that is not
    /// installed here; the terminal shows UTF-8 in both cases, so `C.UTF-8` is taken. Number formats
    /// and messages stay untouched.
    static func adopt(from environment: [String: String]) -> Bool {
        let name = localeName(in: environment)
        if let name {
            if setlocale(LC_CTYPE, name) == nil {
                setlocale(LC_CTYPE, namesUTF8(name) ? "C.UTF-8" : "C")
            }
        } else {
            setlocale(LC_CTYPE, "C.UTF-8")
        }
        return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
    }

    /// The first of the three variables, in the order of their rank, that is not empty.
    private static func localeName(in environment: [String: String]) -> String? {
        ["LC_ALL", "LC_CTYPE", "LANG"].lazy
            .compactMap { environment[$0] }
            .first { !$0.isEmpty }
    }

    private static func namesUTF8(_ locale: String) -> Bool {
        let lowercased = locale.lowercased()
        return lowercased.hasSuffix("utf-8") || lowercased.hasSuffix("utf8")
    }
}
