/// What a page's address and first sentence say.
struct WikipediaPage {
    /// The page's title without the part in parentheses that tells it from others.
    let title: String
    /// The year in `(1997_film)`.
    let titleYear: Int?
    private let extract: String?

    init?(href: String?, extract: String?) {
        guard let href else { return nil }
        let page = Self.decoded(href.split(separator: "#", omittingEmptySubsequences: false)[0])
        var title = page.map { $0 == "_" ? " " : $0 }.reduce(into: "") { $0.append($1) }
        var year: Int?
        if title.hasSuffix(")"), let open = title.lastIndex(of: "(") {
            let inside = title[title.index(after: open)...].dropLast()
            if inside.hasSuffix("film") {
                year = inside.split(separator: " ").first.flatMap { $0.count == 4 ? Int($0) : nil }
                title = TextCleaning.tidySpaces(String(title[..<open]))
            }
        }
        self.title = title
        titleYear = year.flatMap { (1870...2200).contains($0) ? $0 : nil }
        self.extract = extract
    }

    /// The year after the first "is a" or "was a", at most three words on.
    var textYear: Int? {
        guard let extract else { return nil }
        let words = extract.prefix(400).split(whereSeparator: { $0 == " " || $0 == "," })
        for (index, word) in words.enumerated().dropFirst() where word == "a" || word == "an" {
            guard words[index - 1] == "is" || words[index - 1] == "was" else { continue }
            let next = words[(index + 1)...].prefix(3)
            return next.lazy.compactMap { $0.count == 4 ? Int($0) : nil }.first { (1870...2200).contains($0) }
        }
        return nil
    }

    /// Undoes percent-encoding; what is no valid encoding stays as it is.
    private static func decoded(_ text: Substring) -> String {
        guard text.utf8.contains(0x25) else { return String(text) }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x25, index + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
