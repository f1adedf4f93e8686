import Glibc

/// What the system says of a call that failed.
package struct SystemError: Error, CustomStringConvertible {
    package let code: Int32

    package init(code: Int32) { self.code = code }

    package var description: String { String(cString: strerror(code)) }
}
