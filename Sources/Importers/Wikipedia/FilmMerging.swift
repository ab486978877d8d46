/// Finds the records that tell of the same film, and gives each film the key under which it is known.
///
/// A page belongs to one film: the record whose year fits the page best, the earlier one when several do. Records of the same
/// page with the same title, at most two years apart, are that film listed again (a film is often listed in the year of
/// its first showing and in that of its release). Other records of the page are films of their own that the list linked
/// wrongly; they lose the page. The result depends on nothing but the records and their order.
struct FilmMerging {
    /// Years between two listings of one film.
    static let longestGap = 2

    struct Film {
        var film: WikipediaFilm
        var key: String
    }

    private(set) var films: [Film] = []
    private(set) var merged: Int64 = 0
    private(set) var tally = CleaningTally()

    init(_ records: [WikipediaFilm]) {
        var byPage: [String: [Int]] = [:]
        for (index, record) in records.enumerated() {
            if let page = record.page { byPage[page, default: []].append(index) }
        }
        var owners: [String: Int] = [:]
        var listedAgain: [Int: [Int]] = [:]
        var absorbed: Set<Int> = []
        for (page, indices) in byPage where indices.count > 1 {
            let owner = Self.owner(indices, records)
            owners[page] = owner
            let again = indices.filter { $0 != owner && Self.isSame(records[$0], records[owner]) }
            listedAgain[owner] = again
            absorbed.formUnion(again)
        }

        var keys: Set<String> = Set(byPage.keys)
        films.reserveCapacity(records.count)
        for (index, record) in records.enumerated() {
            for (cleaning, count) in record.tally.counts { tally.add(cleaning, Int(count)) }
            if absorbed.contains(index) {
                merged += 1
                continue
            }
            var film = record
            for other in listedAgain[index] ?? [] { film.absorb(records[other]) }
            if let page = film.page, owners[page] ?? index == index {
                films.append(Film(film: film, key: page))
                continue
            }
            if film.page != nil {
                tally.add(.sharedPage)
                film.page = nil
                film.extract = nil
                film.poster = nil
            }
            films.append(Film(film: film, key: Self.derivedKey(film, &keys)))
        }
    }

    private static func owner(_ indices: [Int], _ records: [WikipediaFilm]) -> Int {
        let year = indices.lazy.compactMap { records[$0].textYear }.first
        func distance(_ index: Int) -> Int { year.map { abs(records[index].year - $0) } ?? 0 }
        return indices.min { (distance($0), $0) < (distance($1), $1) } ?? indices[0]
    }

    private static func isSame(_ one: WikipediaFilm, _ other: WikipediaFilm) -> Bool {
        one.title.lowercased() == other.title.lowercased()
            && (one.isRerelease || abs(one.year - other.year) <= longestGap)
    }

    /// `the-bank-1915`: the title's letters and digits and the year; numbered when another film has it.
    private static func derivedKey(_ film: WikipediaFilm, _ keys: inout Set<String>) -> String {
        let words = film.title.lowercased().split { !$0.isLetter && !$0.isNumber }
        let base = words.joined(separator: "-").prefix(200) + "-\(film.year)"
        var key = String(base)
        var number = 1
        while !keys.insert(key).inserted {
            number += 1
            key = "\(base)-\(number)"
        }
        return key
    }
}

extension WikipediaFilm {
    /// Takes over what another record of the same film knows more.
    mutating func absorb(_ other: WikipediaFilm) {
        credits.absorb(other.credits)
        for genre in other.genres where !genres.contains(genre) { genres.append(genre) }
        extract = extract ?? other.extract
        poster = poster ?? other.poster
    }
}
