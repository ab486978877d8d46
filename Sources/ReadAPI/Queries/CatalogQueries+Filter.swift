import Contracts
import Mongo

extension CatalogQueries {
    /// The filter as MongoDB takes it; nil where it names something that does not exist, so that nothing can match.
    func condition(
        _ filter: MovieFilter,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> BSONDocument? {
        var condition = BSONWriter()
        if !filter.genres.isEmpty {
            let ids = try await identifiers(filter.genres, in: "genres", including: positions, until: deadline)
            guard !ids.isEmpty else { return nil }
            condition.append("genres.id", ["$in": .array(ids)] as BSONDocument)
        }
        if !filter.people.isEmpty {
            let ids = try await identifiers(filter.people, in: "people", including: positions, until: deadline)
            guard !ids.isEmpty else { return nil }
            condition.append("_people", ["$in": .array(ids)] as BSONDocument)
        }
        if !filter.countries.isEmpty {
            let codes = filter.countries.map { BSONValue.string($0.rawValue) }
            condition.append("countries.code", ["$in": .array(codes)] as BSONDocument)
        }
        if !filter.languages.isEmpty {
            let codes = filter.languages.map { BSONValue.string($0.rawValue) }
            condition.append("languages.code", ["$in": .array(codes)] as BSONDocument)
        }
        if !filter.years.isEmpty {
            let ranges = filter.years.map { years -> BSONValue in
                ["year": ["$gte": .int(years.lowerBound), "$lte": .int(years.upperBound)]]
            }
            condition.append("$or", BSONValue.array(ranges))
        }
        return condition.finish()
    }

    /// The identifiers of entities that are named by identifier or slug; slugs that nobody has are left out.
    private func identifiers(
        _ names: [MovieFilter.Name],
        in model: String,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> [BSONValue] {
        var identifiers: [BSONValue] = []
        var slugs: [BSONValue] = []
        for name in names {
            switch name {
            case .id(let id): identifiers.append(.int64(id))
            case .slug(let slug): slugs.append(.string(slug))
            }
        }
        guard !slugs.isEmpty else { return identifiers }
        let (found, _) = try await find(
            ["slug": ["$in": .array(slugs)]],
            FindOptions(projection: ["_id": 1]),
            in: model,
            enough: slugs.count,
            including: positions,
            until: deadline
        )
        return identifiers + found.compactMap { $0["_id"] }
    }
}
