/// Decades as people type them, of which films have the years: `1970s`, `70s`, `seventies`.
enum DecadeWords {
    private static let names = [
        "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties",
    ]

    /// By word, its first year. Two digits are those of the 20th century, but for `00s` and `10s`.
    private static let firstYears: [[UInt8]: Int] = {
        var years: [[UInt8]: Int] = [:]
        func add(_ word: String, _ year: Int) { years[Array(word.utf8)] = year }
        for year in stride(from: 1870, to: 2100, by: 10) { add("\(year)s", year) }
        for (name, year) in zip(names, stride(from: 1920, to: 2000, by: 10)) {
            add(name, year)
            add("\(year % 100)s", year)
        }
        add("00s", 2000)
        add("10s", 2010)
        return years
    }()

    /// The ten years of a decade; none for what is no decade.
    static func years(of word: [UInt8]) -> [[UInt8]] {
        guard let first = firstYears[word] else { return [] }
        return (first..<(first + 10)).map { Array(String($0).utf8) }
    }
}
