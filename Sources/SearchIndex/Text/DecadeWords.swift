/// Decades as people type them, of which films have the years: `1970s`, `70s`, `seventies`.
enum DecadeWords {
    private static let names = [
        "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties",
    ]

    /// By word, its first year.
    private static let firstYears: [[UInt8]: Int] = {
        var years: [[UInt8]: Int] = ["00s": 2000, "10s": 2010].reduce(into: [:]) {
            $0[Array($1.key.utf8)] = $1.value
        }
        for (index, name) in names.enumerated() {
            years[Array(name.utf8)] = 1920 + index * 10
            years[Array("\((index + 2) * 10)s".utf8)] = 1920 + index * 10
        }
        for year in stride(from: 1870, to: 2100, by: 10) { years[Array("\(year)s".utf8)] = year }
        return years
    }()

    /// The ten years of a decade; none for what is no decade.
    static func years(of word: [UInt8]) -> [[UInt8]] {
        guard word.last == UInt8(ascii: "s"), let first = firstYears[word] else { return [] }
        return (first..<(first + 10)).map { Array(String($0).utf8) }
    }
}
