/// A date as ISO 8601 in UTC, `1999-03-31T00:00:00Z`, with milliseconds where there are some.
struct ISODate {
    private let days: Int64
    private let milliseconds: UInt64

    private static let millisecondsPerDay: Int64 = 86_400_000

    init(millisecondsSince1970 value: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: Self.millisecondsPerDay)
        days = remainder < 0 ? quotient - 1 : quotient
        milliseconds = UInt64(remainder < 0 ? remainder + Self.millisecondsPerDay : remainder)
    }

    /// Year, month and day in the proleptic Gregorian calendar.
    ///
    /// Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day is the last of its year.
    private var civil: (year: Int64, month: UInt64, day: UInt64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = UInt64(shifted - era * 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (Int64(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Writes it as a JSON string. Years outside 0…9999 get a sign and at least six digits, as ECMAScript writes them.
    func write(to sink: inout JSONSink) {
        let (year, month, day) = civil
        sink.put(UInt8(ascii: "\""))
        if (0...9_999).contains(year) {
            sink.digits(UInt64(year), width: 4)
        } else {
            sink.put(year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
            sink.digits(year.magnitude, width: year.magnitude > 999_999 ? 9 : 6)
        }
        sink.put(UInt8(ascii: "-"))
        sink.digits(month, width: 2)
        sink.put(UInt8(ascii: "-"))
        sink.digits(day, width: 2)
        sink.put(UInt8(ascii: "T"))
        sink.digits(milliseconds / 3_600_000, width: 2)
        sink.put(UInt8(ascii: ":"))
        sink.digits(milliseconds / 60_000 % 60, width: 2)
        sink.put(UInt8(ascii: ":"))
        sink.digits(milliseconds / 1_000 % 60, width: 2)
        if milliseconds % 1_000 != 0 {
            sink.put(UInt8(ascii: "."))
            sink.digits(milliseconds % 1_000, width: 3)
        }
        sink.put(UInt8(ascii: "Z"))
        sink.put(UInt8(ascii: "\""))
    }
}
