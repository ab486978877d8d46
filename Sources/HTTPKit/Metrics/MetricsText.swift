/// Writes Prometheus' text format.
struct MetricsText {
    private(set) var bytes: [UInt8] = []

    mutating func header(_ name: String, _ help: String, _ kind: String) {
        line("# HELP \(name) \(Self.escape(help, quotes: false))")
        line("# TYPE \(name) \(kind)")
    }

    mutating func sample(_ name: String, _ labels: String, _ value: Double) {
        line("\(name)\(labels) \(Self.number(value))")
    }

    /// `{name="value",…}`; empty without labels.
    static func labels(_ labels: [(name: String, value: String)]) -> String {
        if labels.isEmpty { return "" }
        return "{" + labels.map { "\($0.name)=\"\(escape($0.value, quotes: true))\"" }.joined(separator: ",")
            + "}"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return value.description
    }

    private static func escape(_ text: String, quotes: Bool) -> String {
        var escaped = String.UnicodeScalarView()
        // By scalars: a carriage return and a line feed are one character.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\".unicodeScalars
            case "\n": escaped += "\\n".unicodeScalars
            case "\"" where quotes: escaped += "\\\"".unicodeScalars
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private mutating func line(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(10)
    }
}
