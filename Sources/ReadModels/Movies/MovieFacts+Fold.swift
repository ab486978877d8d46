import Contracts

extension MovieFacts {
    /// Applies a revision of the film's own facts.
    mutating func revise(_ revision: MovieRevised) {
        if let title = revision.title { self.title = title }
        if let year = revision.year { self.year = year }
        revision.originalTitle.apply(to: &originalTitle)
        revision.runtime.apply(to: &runtime)
        revision.overview.apply(to: &overview)
        revision.posterURL.apply(to: &posterURL)
        revision.popularity.apply(to: &popularity)
        revision.rating.apply(to: &rating)
        genres.apply(revision.genres, by: \.id)
        countries.apply(revision.countries, by: \.code)
        languages.apply(revision.languages, by: \.code)
        alternativeTitles.apply(revision.alternativeTitles, by: \.self)
        externalIDs.apply(revision.externalIDs, by: \.self)
    }

    /// Adds a credit, or gives the credit of this identifier its new role and place.
    mutating func put(_ credit: Credit) {
        removeCredit(credit.id)
        credits.upsert(credit, by: \.place)
    }

    mutating func removeCredit(_ id: CreditID) {
        guard let index = credits.firstIndex(where: { $0.id == id }) else { return }
        credits.remove(at: index)
    }

    /// Shows a person's new name in all of their credits.
    mutating func rename(person id: PersonID, to name: String) {
        for index in credits.indices where credits[index].person.id == id {
            credits[index].person.name = name
        }
    }
}

extension Credit {
    /// Where a film lists the credit: the cast by billing, then the crew; what is equal there by identifier.
    struct Place: Comparable {
        let isCrew: Bool
        let billing: Int
        let id: CreditID

        static func < (left: Place, right: Place) -> Bool {
            if left.isCrew != right.isCrew { return right.isCrew }
            return left.billing == right.billing ? left.id < right.id : left.billing < right.billing
        }
    }

    var place: Place {
        switch role {
        case .cast(_, let billing): Place(isCrew: false, billing: billing, id: id)
        case .crew: Place(isCrew: true, billing: 0, id: id)
        }
    }
}

extension Array where Element: Hashable & Sendable {
    /// Applies a revision of a set that is kept sorted by its keys.
    mutating func apply<Key: Comparable>(_ change: SetChange<Element, Key>, by key: (Element) -> Key) {
        for gone in change.removed { remove(gone, by: key) }
        for member in change.added { upsert(member, by: key) }
    }

    /// Replaces the element that has the key of this one, if the sorted set has one.
    mutating func refresh<Key: Comparable>(_ element: Element, by key: (Element) -> Key) {
        let place = key(element)
        let index = partitionPoint { key($0) < place }
        if index < count, key(self[index]) == place { self[index] = element }
    }
}
