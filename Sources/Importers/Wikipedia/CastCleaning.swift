import CatalogService

/// Makes a cast out of the links and scraps that a list's cast column was cut into.
struct CastCleaning {
    private(set) var cast: [MovieImport.CastMember] = []
    private(set) var crew: [MovieImport.CrewMember] = []
    private(set) var tally = CleaningTally()
    private var seen: Set<String> = []
    /// Set between `Dir.:` and `Cast:`.
    private var isListingDirectors = false

    /// More names than this before a role, such as `(writers)`, are not taken for its bearers.
    private static let longestByline = 6

    init(_ entries: [String]) {
        for entry in entries { add(entry) }
    }

    private mutating func add(_ entry: String) {
        let tidy = TextCleaning.isTidy(entry) ? entry : TextCleaning.tidySpaces(entry)
        if tidy != entry { tally.add(.spaces) }
        var text = TextCleaning.withoutFootnotes(tidy)
        if text != tidy { tally.add(.castFootnote) }
        if text.isEmpty { return }
        if joinSuffix(text) { return }
        if startsSection(&text) { return }
        guard let name = withoutRemark(text) else { return }
        add(name: name)
    }

    /// `Sr.` alone belongs to the name before it.
    private mutating func joinSuffix(_ text: String) -> Bool {
        guard NameParts.suffixes.contains(text), let last = cast.last else { return false }
        cast[cast.count - 1].name = "\(last.name) \(text)"
        tally.add(.castSpelling)
        return true
    }

    /// `Dir.:` and `Cast:` say what the names behind them are.
    private mutating func startsSection(_ text: inout String) -> Bool {
        if text == "Cast:" {
            isListingDirectors = false
        } else if text == "Dir.:" {
            isListingDirectors = true
        } else if text.hasPrefix("Dir.: ") {
            let name = text.dropFirst("Dir.: ".count).split(separator: "(").first.map {
                TextCleaning.tidySpaces(String($0))
            }
            if let name, NameParts.isName(name) { addCrew(name, job: "Director") }
            return true
        } else {
            return false
        }
        tally.add(.castFragment)
        return true
    }

    /// The name before a remark in parentheses; nil when nothing is left. Remarks that name a role make those who stand
    /// before it crew or narrator.
    private mutating func withoutRemark(_ text: String) -> String? {
        guard let remark = Remark(text) else { return text }
        if let job = NameParts.jobs[remark.words] {
            if let name = remark.name { add(name: name) } else { tally.add(.castFragment) }
            if cast.count <= Self.longestByline { moveToCrew(job: job) }
            return nil
        }
        if remark.words == "narrator" || remark.words == "narrated by" {
            if let name = remark.name { add(name: name) } else { tally.add(.castFragment) }
            if !cast.isEmpty {
                cast[cast.count - 1].character = "Narrator"
                tally.add(.castNarrator)
            }
            return nil
        }
        guard let name = remark.name else {
            tally.add(.castFragment)
            return nil
        }
        tally.add(.castHint)
        return name
    }

    private mutating func add(name original: String) {
        let name = NameParts.plainSpelling(original)
        if name != original { tally.add(.castSpelling) }
        guard NameParts.isName(name) else {
            tally.add(NameParts.isFragment(name) ? .castFragment : .castSentence)
            return
        }
        if isListingDirectors { return addCrew(name, job: "Director") }
        guard seen.insert(name).inserted else { return tally.add(.castNamedTwice) }
        cast.append(MovieImport.CastMember(name: name))
    }

    /// Appends the people of another record of the same film.
    mutating func absorb(_ other: CastCleaning) {
        for member in other.cast where seen.insert(member.name).inserted { cast.append(member) }
        for member in other.crew where !crew.contains(member) { crew.append(member) }
    }

    private mutating func moveToCrew(job: String) {
        for member in cast {
            addCrew(member.name, job: job)
            seen.remove(member.name)
        }
        cast = []
    }

    private mutating func addCrew(_ name: String, job: String) {
        tally.add(.castToCrew)
        if crew.contains(where: { $0.name == name && $0.job == job }) { return }
        crew.append(MovieImport.CrewMember(name: name, job: job))
    }

    /// A name and what stands behind it in parentheses, of which either may be missing: `X (writer)`, `(voice)`,
    /// `writer)`, `(The`.
    private struct Remark {
        let name: String?
        /// Lowercase.
        let words: String

        init?(_ text: String) {
            if let open = text.firstIndex(of: "(") {
                // What goes on behind the parenthesis is a nickname inside a name: Dave (Tex) O'Brien.
                if let close = text.lastIndex(of: ")"), text.index(after: close) < text.endIndex {
                    return nil
                }
                let base = TextCleaning.tidySpaces(String(text[..<open]))
                name = base.isEmpty ? nil : base
                words = text[open...].filter { $0 != "(" && $0 != ")" }.lowercased()
            } else if text.hasSuffix(")") {
                name = nil
                words = text.dropLast().lowercased()
            } else {
                return nil
            }
        }
    }
}
