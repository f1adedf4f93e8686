import Glibc

/// A moment in UTC to the millisecond, written as `2026-01-31T12:34:56.789Z`.
///
/// Texts of this form sort like the moments they name, which is what lets SQLite order by them.
package struct Timestamp: Equatable, Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    /// A moment in the years 0000 to 9999, the ones that the text form can name.
    ///
    /// - Parameter milliseconds: since 1970; brought into range.
    package init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.first), Self.last)
    }

    /// The system clock's moment.
    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private static let first: Int64 = -62_167_219_200_000
    private static let last: Int64 = 253_402_300_799_999
}

extension Timestamp: Comparable {
    package static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.milliseconds < b.milliseconds
    }
}

extension Timestamp: LosslessStringConvertible {
    /// The moment that `text` names; nil for any other form and for dates that never were.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24 else { return nil }
        func number(_ range: Range<Int>) -> Int32? {
            Int32(String(decoding: bytes[range], as: UTF8.self))
        }
        guard
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let fraction = number(20..<23)
        else { return nil }
        var calendar = tm()
        calendar.tm_year = year - 1900
        calendar.tm_mon = month - 1
        calendar.tm_mday = day
        calendar.tm_hour = hour
        calendar.tm_min = minute
        calendar.tm_sec = second
        self.init(milliseconds: Int64(timegm(&calendar)) * 1000 + Int64(fraction))
        // The C library takes the 30th of February for the 2nd of March, and the separators have
        // not been looked at: writing the moment out again checks all of it.
        guard description == text else { return nil }
    }

    package var description: String {
        let (date, time) = dateAndTime(on: .utc)
        return "\(date)T\(time).\(padded(Int32(fraction), to: 3))Z"
    }
}

extension Timestamp {
    /// Which clock shows a moment.
    package enum Clock: Equatable, Sendable {
        case utc
        /// The one on the person's wall, as `TZ` or the machine's time zone says.
        case local
    }

    /// The moment as a clock shows it: `2026-01-31` and `12:34:56`.
    package func dateAndTime(on clock: Clock) -> (date: String, time: String) {
        var seconds = time_t((milliseconds - fraction) / 1000)
        var calendar = tm()
        switch clock {
        case .utc: gmtime_r(&seconds, &calendar)
        case .local: localtime_r(&seconds, &calendar)
        }
        let date = [
            padded(calendar.tm_year + 1900, to: 4), padded(calendar.tm_mon + 1, to: 2),
            padded(calendar.tm_mday, to: 2),
        ]
        let time = [calendar.tm_hour, calendar.tm_min, calendar.tm_sec].map { padded($0, to: 2) }
        return (date.joined(separator: "-"), time.joined(separator: ":"))
    }

    /// Milliseconds above whole seconds, these rounded down: positive before 1970 too.
    private var fraction: Int64 { (milliseconds % 1000 + 1000) % 1000 }

    private func padded(_ number: Int32, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
