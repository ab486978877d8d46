/// The people of one film, out of the links and scraps of a list's cast column.
struct RealCast {
    private(set) var cast: [String] = []
    private(set) var crew: [String] = []

    private static let connectives: Set<String> = [
        "and", "with", "the", "of", "by", "in", "a", "voice of", "voices of", "narrated by", "voices",
        "narrator", "cast", "starring", "featuring",
    ]
    private static let jobs: Set<String> = [
        "writer", "writers", "written", "screenwriter", "screenwriters", "screenplay", "story", "novel",
        "director", "producer", "produced",
    ]
    private static let particles: Set<Substring> = [
        "de", "da", "di", "du", "del", "della", "des", "dos", "van", "von", "der", "den", "la", "le", "el",
        "al",
    ]

    mutating func add(_ entry: String) {
        if ["Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"].contains(entry), let last = cast.popLast() {
            return cast.append("\(last) \(entry)")
        }
        var name = entry
        if name.hasPrefix("Dir.: ") {
            name = String(name.dropFirst(6).prefix { $0 != "(" })
            return crew.append(name)
        }
        if let open = name.firstIndex(of: "("), name.hasSuffix(")") || !name.contains(")") {
            let remark = name[open...].filter { $0 != "(" && $0 != ")" }.lowercased()
            name = String(name[..<open]).split(separator: " ").joined(separator: " ")
            take(name)
            if Self.jobs.contains(remark), cast.count <= 6 {
                crew += cast
                cast = []
            }
        } else if !name.hasSuffix(")") || name.contains("(") {
            take(name)
        }
    }

    private mutating func take(_ original: String) {
        var name = original
        for prefix in ["and ", "And ", "& ", ". "] where name.hasPrefix(prefix) {
            if name.dropFirst(prefix.count).first?.isUppercase ?? false {
                name = String(name.dropFirst(prefix.count))
            }
        }
        while let last = name.last, ",;:".contains(last) { name.removeLast() }
        for suffix in [" Jr.", " Sr."] where name.hasSuffix("," + suffix) {
            name = name.dropLast(suffix.count + 1) + suffix
        }
        if Self.isName(name), !cast.contains(name) { cast.append(name) }
    }

    private static func isName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard let first = words.first, text.contains(where: \.isLetter), words.count < 8, text.count <= 100
        else { return false }
        if connectives.contains(text.lowercased()) { return false }
        if first.count == 4, words.count > 1, let year = Int(first), (1800...2100).contains(year) {
            return false
        }
        return !(first.first?.isLowercase ?? false) || particles.contains(first)
            || first.contains { $0.isUppercase || $0 == "." || $0 == "'" }
    }
}
