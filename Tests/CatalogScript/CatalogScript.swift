public import Contracts

/// A catalog that random editors work on: every event is one that the catalog service could have left.
///
/// It keeps its own plain tables, so a test can ask what documents must say without folding anything.
public struct CatalogScript: Sendable {
    public struct Movie: Sendable {
        public var facts: MovieFacts
        public var isWithdrawn = false
    }

    public struct Person: Sendable {
        public var facts: PersonFacts
        public var isWithdrawn = false
    }

    public private(set) var log = ScriptedLog()
    /// Names inside the facts may be old; ``facts(of:)`` gives them as they are now.
    public private(set) var movies: [MovieID: Movie] = [:]
    public private(set) var people: [PersonID: Person] = [:]
    public private(set) var genres: [GenreID: GenreReference] = [:]
    public private(set) var countries: [CountryCode: String] = [:]
    public private(set) var languages: [LanguageCode: String] = [:]
    private var random: SeededGenerator
    private var nextCredit: Int64 = 1

    static let countryCodes = ["AT", "DE", "FR", "GB", "IT", "JP", "SU", "US"].compactMap(CountryCode.init)
    static let languageCodes = ["de", "en", "fr", "it", "ja", "yue"].compactMap(LanguageCode.init)
    static let words = [
        "The", "A", "Night", "of", "Élan", "Müller", "2001", "Red", "and", "Blue", "Über", "Dog", "Король",
        "七人の侍",
        "O'Hara", "Vol. 2", "🎬", "ghost", "An", "River",
    ]

    public init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        for name in ["Drama", "Comedy", "Noir"] { registerGenre(name) }
        for code in Self.countryCodes.prefix(4) { register(country: code) }
        for code in Self.languageCodes.prefix(3) { register(language: code) }
        for _ in 1...4 { registerPerson() }
    }

    /// Lets something happen, `count` times.
    public mutating func run(_ count: Int) {
        for _ in 0..<count { step() }
    }

    private mutating func step() {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: registerMovie()
        case 25..<42: reviseMovie()
        case 42..<47: withdrawMovie()
        case 47..<53: restoreMovie()
        case 53..<68: addCredit()
        case 68..<73: reviseCredit()
        case 73..<78: removeCredit()
        case 78..<86: registerPerson()
        case 86..<91: revisePerson()
        case 91: withdrawPerson()
        case 92: restorePerson()
        case 93: registerGenre("Genre \(genres.count)")
        case 94: reviseGenre()
        case 95: register(country: Self.countryCodes.randomElement(using: &random))
        case 96: reviseCountry()
        case 97: register(language: Self.languageCodes.randomElement(using: &random))
        case 98: reviseLanguage()
        default: pin()
        }
    }

    // What is asked of the tables.

    /// A film's facts with the names that everything has now.
    public func facts(of id: MovieID) -> MovieFacts? {
        guard var facts = movies[id]?.facts else { return nil }
        facts.genres = facts.genres.compactMap { genres[$0.id] }
        facts.countries = facts.countries.map {
            CountryReference(code: $0.code, name: countries[$0.code] ?? $0.name)
        }
        facts.languages = facts.languages.map {
            LanguageReference(code: $0.code, name: languages[$0.code] ?? $0.name)
        }
        for index in facts.credits.indices {
            guard let person = people[facts.credits[index].person.id] else { continue }
            facts.credits[index].person.name = person.facts.name
        }
        return facts
    }

    /// The films that are in the catalog now, in ascending order.
    public var liveMovies: [MovieID] {
        movies.filter { !$0.value.isWithdrawn }.keys.sorted()
    }

    private func reference(_ id: MovieID, _ facts: MovieFacts) -> MovieReference {
        MovieReference(id: id, slug: facts.slug, title: facts.title, year: facts.year)
    }

    private func person(_ id: PersonID, _ person: Person) -> PersonReference {
        PersonReference(id: id, slug: person.facts.slug, name: person.facts.name)
    }

    // Chances, in an order that does not depend on hashing.

    private mutating func anyMovie(withdrawn: Bool = false) -> MovieID? {
        movies.filter { $0.value.isWithdrawn == withdrawn }.keys.sorted().randomElement(using: &random)
    }

    private mutating func anyPerson(withdrawn: Bool = false) -> PersonID? {
        people.filter { $0.value.isWithdrawn == withdrawn }.keys.sorted().randomElement(using: &random)
    }

    private mutating func text(_ words: ClosedRange<Int>) -> String {
        (0..<Int.random(in: words, using: &random))
            .compactMap { _ in Self.words.randomElement(using: &random) }
            .joined(separator: " ")
    }

    // Films.

    private mutating func registerMovie() {
        let id = MovieID(rawValue: Int64(movies.count + 1))
        var facts = MovieFacts(
            slug: "film-\(id)",
            title: text(1...4),
            year: Int.random(in: 1950...1970, using: &random)
        )
        if random.chance(0.3) { facts.originalTitle = text(1...3) }
        if random.chance(0.5) { facts.runtime = Int.random(in: 1...300, using: &random) }
        if random.chance(0.3) { facts.overview = text(5...20) }
        if random.chance(0.6) { facts.popularity = Double(Int.random(in: 0...8, using: &random)) / 2 }
        if random.chance(0.4) { facts.rating = Double.random(in: 0...10, using: &random) }
        facts.genres = some(of: genres.values.sorted { $0.id < $1.id })
        facts.countries = some(of: countries.keys.sorted()).map {
            CountryReference(code: $0, name: countries[$0] ?? "")
        }
        facts.languages = some(of: languages.keys.sorted()).map {
            LanguageReference(code: $0, name: languages[$0] ?? "")
        }
        if random.chance(0.3) { facts.alternativeTitles = Array(Set([text(1...2), text(1...2)])).sorted() }
        facts.externalIDs = [ExternalID(source: "script", id: "\(id)")]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            if let credit = newCredit() { facts.credits.append(credit) }
        }
        facts.credits.sort(by: Self.precedes)
        movies[id] = Movie(facts: facts)
        log.append(.movieRegistered(MovieRegistered(id: id, facts: facts)))
    }

    private mutating func some<Element>(of all: [Element]) -> [Element] {
        var chosen: [Element] = []
        for element in all where random.chance(0.35) { chosen.append(element) }
        return chosen
    }

    private mutating func reviseMovie() {
        guard let id = anyMovie(), var facts = movies[id]?.facts else { return }
        var revision = MovieRevised(id: id)
        if random.chance(0.4) { revision.title = text(1...3) }
        if random.chance(0.3) { revision.year = Int.random(in: 1950...1970, using: &random) }
        if random.chance(0.3) { revision.popularity = random.chance(0.5) ? .clear : .set(4.25) }
        if random.chance(0.3) { revision.overview = random.chance(0.5) ? .clear : .set(text(3...9)) }
        if random.chance(0.4),
            let genre = genres.values.sorted(by: { $0.id < $1.id }).randomElement(using: &random)
        {
            if let index = facts.genres.firstIndex(where: { $0.id == genre.id }) {
                revision.genres.removed = [genre.id]
                facts.genres.remove(at: index)
            } else {
                revision.genres.added = [genre]
                facts.genres = (facts.genres + [genre]).sorted { $0.id < $1.id }
            }
        }
        if random.chance(0.3), let code = countries.keys.sorted().randomElement(using: &random) {
            let country = CountryReference(code: code, name: countries[code] ?? "")
            if let index = facts.countries.firstIndex(where: { $0.code == code }) {
                revision.countries.removed = [code]
                facts.countries.remove(at: index)
            } else {
                revision.countries.added = [country]
                facts.countries = (facts.countries + [country]).sorted { $0.code < $1.code }
            }
        }
        if let title = revision.title { facts.title = title }
        if let year = revision.year { facts.year = year }
        revision.popularity.apply(to: &facts.popularity)
        revision.overview.apply(to: &facts.overview)
        movies[id]?.facts = facts
        log.append(.movieRevised(revision))
    }

    private mutating func withdrawMovie() {
        guard let id = anyMovie(), let facts = movies[id]?.facts else { return }
        movies[id]?.isWithdrawn = true
        log.append(
            .movieWithdrawn(
                MovieWithdrawn(
                    id: id,
                    genres: facts.genres.map(\.id),
                    countries: facts.countries.map(\.code),
                    languages: facts.languages.map(\.code),
                    people: Set(facts.credits.map(\.person.id)).sorted()
                )
            )
        )
    }

    private mutating func restoreMovie() {
        guard let id = anyMovie(withdrawn: true), let facts = facts(of: id) else { return }
        movies[id]?.isWithdrawn = false
        log.append(.movieRestored(MovieRestored(id: id, facts: facts)))
    }

    // Credits.

    /// Cast by billing, then crew; what is equal there by identifier.
    static func precedes(_ left: Credit, _ right: Credit) -> Bool {
        switch (left.role, right.role) {
        case (.cast(_, let one), .cast(_, let other)): one == other ? left.id < right.id : one < other
        case (.cast, .crew): true
        case (.crew, .cast): false
        case (.crew, .crew): left.id < right.id
        }
    }

    private mutating func newCredit() -> Credit? {
        guard let id = anyPerson(), let person = people[id] else { return nil }
        defer { nextCredit += 1 }
        let role: Credit.Role =
            random.chance(0.7)
            ? .cast(
                character: random.chance(0.7) ? text(1...2) : nil,
                billing: Int.random(in: 1...5, using: &random)
            ) : .crew(job: ["Director", "Writer"].randomElement(using: &random) ?? "Writer")
        return Credit(id: CreditID(rawValue: nextCredit), person: self.person(id, person), role: role)
    }

    private mutating func addCredit() {
        guard let id = anyMovie(), let credit = newCredit(), var facts = movies[id]?.facts else { return }
        facts.credits.append(credit)
        facts.credits.sort(by: Self.precedes)
        movies[id]?.facts = facts
        log.append(.creditAdded(CreditAdded(movie: reference(id, facts), credit: credit)))
    }

    private mutating func reviseCredit() {
        guard let id = anyMovie(), var facts = movies[id]?.facts,
            let index = facts.credits.indices.randomElement(using: &random)
        else { return }
        switch facts.credits[index].role {
        case .cast:
            facts.credits[index].role = .cast(
                character: text(1...1),
                billing: Int.random(in: 1...5, using: &random)
            )
        case .crew: facts.credits[index].role = .crew(job: "Editor")
        }
        var credit = facts.credits[index]
        if let person = people[credit.person.id] { credit.person = self.person(credit.person.id, person) }
        facts.credits.sort(by: Self.precedes)
        movies[id]?.facts = facts
        log.append(.creditRevised(CreditRevised(movieID: id, credit: credit)))
    }

    private mutating func removeCredit() {
        guard let id = anyMovie(), var facts = movies[id]?.facts,
            let index = facts.credits.indices.randomElement(using: &random)
        else { return }
        let credit = facts.credits.remove(at: index)
        movies[id]?.facts = facts
        log.append(
            .creditRemoved(CreditRemoved(movieID: id, creditID: credit.id, personID: credit.person.id))
        )
    }

    // People.

    private mutating func registerPerson() {
        let id = PersonID(rawValue: Int64(people.count + 1))
        var facts = PersonFacts(slug: "person-\(id)", name: text(2...2))
        if random.chance(0.5) { facts.birthYear = Int.random(in: 1880...1950, using: &random) }
        people[id] = Person(facts: facts)
        log.append(.personRegistered(PersonRegistered(id: id, facts: facts)))
    }

    private mutating func revisePerson() {
        guard let id = anyPerson() else { return }
        var revision = PersonRevised(id: id)
        if random.chance(0.8) { revision.name = text(2...3) }
        // Events from before they named the films, too.
        if revision.name != nil, id.rawValue.isMultiple(of: 2) {
            revision.movies = movies.filter { $0.value.facts.credits.contains { $0.person.id == id } }.keys
                .sorted()
        }
        if random.chance(0.3) { revision.deathYear = .set(1999) }
        if let name = revision.name { people[id]?.facts.name = name }
        if case .set(let year) = revision.deathYear { people[id]?.facts.deathYear = year }
        log.append(.personRevised(revision))
    }

    private mutating func withdrawPerson() {
        let credited = Set(movies.values.flatMap { $0.facts.credits.map(\.person.id) })
        let free = people.filter { !$0.value.isWithdrawn && !credited.contains($0.key) }.keys.sorted()
        guard free.count > 2, let id = free.randomElement(using: &random) else { return }
        people[id]?.isWithdrawn = true
        log.append(.personWithdrawn(PersonWithdrawn(id: id)))
    }

    private mutating func restorePerson() {
        guard let id = anyPerson(withdrawn: true), let facts = people[id]?.facts else { return }
        people[id]?.isWithdrawn = false
        log.append(.personRestored(PersonRegistered(id: id, facts: facts)))
    }

    // Reference data and pins.

    private mutating func registerGenre(_ name: String) {
        let id = GenreID(rawValue: Int64(genres.count + 1))
        let genre = GenreReference(id: id, slug: "genre-\(id)", name: name)
        genres[id] = genre
        log.append(.genreRegistered(GenreChanged(genre: genre)))
    }

    private mutating func reviseGenre() {
        guard var genre = genres.values.sorted(by: { $0.id < $1.id }).randomElement(using: &random) else {
            return
        }
        genre.name = text(1...2)
        genres[genre.id] = genre
        log.append(.genreRevised(GenreChanged(genre: genre)))
    }

    private mutating func register(country code: CountryCode?) {
        guard let code, countries[code] == nil else { return }
        countries[code] = "Country \(code)"
        log.append(
            .countryRegistered(CountryChanged(country: CountryReference(code: code, name: "Country \(code)")))
        )
    }

    private mutating func reviseCountry() {
        guard let code = countries.keys.sorted().randomElement(using: &random) else { return }
        let name = text(1...2)
        countries[code] = name
        log.append(.countryRevised(CountryChanged(country: CountryReference(code: code, name: name))))
    }

    private mutating func register(language code: LanguageCode?) {
        guard let code, languages[code] == nil else { return }
        languages[code] = "Language \(code)"
        log.append(
            .languageRegistered(
                LanguageChanged(language: LanguageReference(code: code, name: "Language \(code)"))
            )
        )
    }

    private mutating func reviseLanguage() {
        guard let code = languages.keys.sorted().randomElement(using: &random) else { return }
        let name = text(1...2)
        languages[code] = name
        log.append(.languageRevised(LanguageChanged(language: LanguageReference(code: code, name: name))))
    }

    private mutating func pin() {
        if random.chance(0.5), let id = anyMovie() {
            log.append(.searchPinSet(SearchPinSet(query: "river", movies: [id])))
        } else {
            log.append(.searchPinCleared(SearchPinCleared(query: "river")))
        }
    }
}
