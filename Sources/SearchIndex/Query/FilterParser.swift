/// Reads filters as people write them.
///
/// ```text
/// genre = drama and year >= 1990 and not (country = US or country = GB)
/// genre in [drama, "film-noir"] and year = 1990..1999 and rating > 7.5
/// ```
///
/// `not` binds closest, then `and`, then `or`. Facets know `=`, `!=` and `in`; numbers also know `<`, `<=`, `>`, `>=`
/// and spans `1990..1999`, either end of which may be left open. Values with other signs than letters, digits, `-`,
/// `_`, `.` and `:` stand in quotation marks.
public struct FilterParser: Sendable {
    /// Longer filters are refused. In bytes.
    public static let maximumLength = 2000
    /// Deeper nesting is refused.
    public static let maximumDepth = 20
    /// More comparisons and values are refused.
    public static let maximumTerms = 200

    private let facets: [String: Int]
    private let numbers: [String: Int]

    public init(_ schema: SearchSchema) {
        facets = Dictionary(schema.facets.enumerated().map { ($1, $0) }) { first, _ in first }
        numbers = Dictionary(schema.numbers.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// - Throws: ``FilterError`` that names the column of the first thing that is wrong.
    public func parse(_ text: String) throws(FilterError) -> SearchFilter {
        guard text.utf8.count <= Self.maximumLength else {
            throw FilterError(column: 1, reason: "a filter has at most \(Self.maximumLength) bytes")
        }
        var run = Run(tokens: try FilterTokens.cut(text), parser: self)
        let filter = try run.any(depth: 0)
        try run.end()
        return filter
    }

    private struct Run {
        private let tokens: [FilterToken]
        private let parser: FilterParser
        private var place = 0
        private var terms = 0

        init(tokens: [FilterToken], parser: FilterParser) {
            self.tokens = tokens
            self.parser = parser
        }

        private var next: FilterToken { tokens[min(place, tokens.count - 1)] }

        private mutating func take() -> FilterToken {
            defer { place += 1 }
            return next
        }

        private mutating func take(word: String) -> Bool {
            guard case .word(let text) = next.kind, text.lowercased() == word else { return false }
            place += 1
            return true
        }

        private mutating func take(sign: String) -> Bool {
            guard next.kind == .sign(sign) else { return false }
            place += 1
            return true
        }

        private func error(_ reason: String, at token: FilterToken) -> FilterError {
            FilterError(column: token.column, reason: reason)
        }

        mutating func end() throws(FilterError) {
            guard next.kind == .end else {
                throw error("\"and\", \"or\" or the end was expected, not \(next.description)", at: next)
            }
        }

        mutating func any(depth: Int) throws(FilterError) -> SearchFilter {
            guard depth < FilterParser.maximumDepth else {
                throw error("more than \(FilterParser.maximumDepth) levels are nested", at: next)
            }
            var parts = [try all(depth: depth)]
            while take(word: "or") { parts.append(try all(depth: depth)) }
            return parts.count == 1 ? parts[0] : .any(parts)
        }

        private mutating func all(depth: Int) throws(FilterError) -> SearchFilter {
            var parts = [try one(depth: depth)]
            while take(word: "and") { parts.append(try one(depth: depth)) }
            return parts.count == 1 ? parts[0] : .all(parts)
        }

        private mutating func one(depth: Int) throws(FilterError) -> SearchFilter {
            var isNegated = false
            while take(word: "not") { isNegated.toggle() }
            let filter: SearchFilter
            if take(sign: "(") {
                filter = try any(depth: depth + 1)
                guard take(sign: ")") else {
                    throw error("\")\" was expected, not \(next.description)", at: next)
                }
            } else {
                filter = try comparison()
            }
            return isNegated ? .not(filter) : filter
        }

        private mutating func comparison() throws(FilterError) -> SearchFilter {
            let token = take()
            guard case .word(let name) = token.kind else {
                throw error("the name of a field was expected, not \(token.description)", at: token)
            }
            if let facet = parser.facets[name] { return try facetComparison(facet, name: name) }
            if let number = parser.numbers[name] { return try numberComparison(number, name: name) }
            let names = (parser.facets.keys.sorted() + parser.numbers.keys.sorted()).joined(separator: ", ")
            throw error("there is no field \(token.description); there are \(names)", at: token)
        }

        private mutating func facetComparison(_ facet: Int, name: String) throws(FilterError) -> SearchFilter
        {
            let token = next
            if take(sign: "=") { return .facet(facet, anyOf: [try value()]) }
            if take(sign: "!=") { return .not(.facet(facet, anyOf: [try value()])) }
            if take(word: "in") { return .facet(facet, anyOf: try values()) }
            throw error("after \(name) one of =, !=, in was expected, not \(token.description)", at: token)
        }

        private mutating func numberComparison(_ number: Int, name: String) throws(FilterError)
            -> SearchFilter
        {
            let token = take()
            switch token.kind {
            case .sign("="): return .number(number, try span())
            case .sign("!="): return .not(.number(number, try span()))
            case .sign(">="): return .number(number, try self.number()...Double.infinity)
            case .sign("<="): return .number(number, -Double.infinity...(try self.number()))
            case .sign(">"): return .number(number, (try self.number()).nextUp...Double.infinity)
            case .sign("<"): return .number(number, -Double.infinity...(try self.number()).nextDown)
            case .word(let word) where word.lowercased() == "in":
                var ranges: [SearchFilter] = []
                let values = try values()
                for value in values { ranges.append(.number(number, try Self.span(value, at: token))) }
                return ranges.count == 1 ? ranges[0] : .any(ranges)
            default:
                throw error(
                    "after \(name) one of =, !=, <, <=, >, >=, in was expected, not \(token.description)",
                    at: token
                )
            }
        }

        private mutating func value() throws(FilterError) -> String {
            let token = take()
            terms += 1
            guard terms <= FilterParser.maximumTerms else {
                throw error("a filter has at most \(FilterParser.maximumTerms) values", at: token)
            }
            switch token.kind {
            case .word(let text), .quoted(let text): return text
            default: throw error("a value was expected, not \(token.description)", at: token)
            }
        }

        private mutating func values() throws(FilterError) -> [String] {
            guard take(sign: "[") else {
                throw error("\"[\" was expected, not \(next.description)", at: next)
            }
            var values = [try value()]
            while take(sign: ",") { values.append(try value()) }
            guard take(sign: "]") else {
                throw error("\",\" or \"]\" was expected, not \(next.description)", at: next)
            }
            return values
        }

        private mutating func number() throws(FilterError) -> Double {
            let token = next
            guard let number = Double(try value()), number.isFinite else {
                throw error("a number was expected, not \(token.description)", at: token)
            }
            return number
        }

        private mutating func span() throws(FilterError) -> ClosedRange<Double> {
            let token = next
            return try Self.span(try value(), at: token)
        }

        private static func span(_ text: String, at token: FilterToken) throws(FilterError) -> ClosedRange<
            Double
        > {
            guard let range = FilterParser.span(text) else {
                throw FilterError(
                    column: token.column,
                    reason: "a number or a span such as 1990..1999 was expected, not \"\(text.prefix(50))\""
                )
            }
            return range
        }
    }

    /// Reads `1994`, `1990..1999`, `1990..` or `..1999`; nil for anything else.
    public static func span(_ text: String) -> ClosedRange<Double>? {
        func number(_ text: Substring) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
        guard let dots = text.firstRange(of: "..") else { return number(text[...]).map { $0...$0 } }
        let (lower, upper) = (text[..<dots.lowerBound], text[dots.upperBound...])
        guard !(lower.isEmpty && upper.isEmpty),
            let first = lower.isEmpty ? -Double.infinity : number(lower),
            let last = upper.isEmpty ? Double.infinity : number(upper), first <= last
        else { return nil }
        return first...last
    }
}

/// What is wrong with a filter, and where.
public struct FilterError: Error, Hashable, CustomStringConvertible {
    /// The character, from 1, at which the wrong part begins.
    public let column: Int
    public let reason: String

    public var description: String { "column \(column): \(reason)" }
}
