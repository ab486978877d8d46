public import Contracts
public import Mongo

/// What `projections/NAME.yaml` says about a projection: everything but the fold.
///
/// ```yaml
/// name: genres
/// version: 1
/// collection: genres          # collections are genres_v1_g1, genres_v1_g2, …; default: the name
/// sources: [catalog]
/// indexes:
///   - name: by_slug
///     keys: {slug: 1}
///     unique: true
/// validator:                  # a $jsonSchema
///   required: [name]
///   properties: {name: {bsonType: string}}
/// shard_key: {_id: hashed}
/// search:
///   fields: [{name: title, weight: 10}]
///   facets: [genre]
///   synonyms: [[film, movie]]
///   stop_words: [the]
/// ```
public struct Manifest: Sendable, Hashable {
    public var name: String
    /// The version of the fold and of the document's shape.
    public var version: Int
    /// What the names of its collections begin with.
    public var collection: String
    /// The log whose events are folded. A projection of several logs is refused for now.
    public var source: LogName
    public var indexes: [IndexModel]
    /// The `$jsonSchema` that every document must match that is not a tombstone.
    public var validator: BSONDocument?
    /// How the collection is to be split over shards; kept for the operator, not applied.
    public var shardKey: BSONDocument?
    public var search: SearchSettings
    /// The file that it was read from.
    public var file: String

    public init(
        name: String,
        version: Int,
        collection: String? = nil,
        source: LogName = .catalog,
        indexes: [IndexModel] = [],
        validator: BSONDocument? = nil,
        shardKey: BSONDocument? = nil,
        search: SearchSettings = SearchSettings(),
        file: String = ""
    ) {
        self.name = name
        self.version = version
        self.collection = collection ?? name
        self.source = source
        self.indexes = indexes
        self.validator = validator
        self.shardKey = shardKey
        self.search = search
        self.file = file
    }
}

extension Manifest {
    /// The `$jsonSchema` as it is set on collections: the manifest's own, or a tombstone.
    package var storedValidator: BSONDocument? {
        validator.map { schema in
            ["anyOf": [.document(schema), ["required": ["gone"], "properties": ["gone": ["enum": [true]]]]]]
        }
    }
}

/// What the search engine is told about a projection's documents.
public struct SearchSettings: Sendable, Hashable {
    /// A field that is searched, and how much a match in it counts: 1 to 255.
    public struct Field: Sendable, Hashable {
        public var name: String
        public var weight: Int

        public init(name: String, weight: Int) {
            self.name = name
            self.weight = weight
        }
    }

    public var fields: [Field]
    /// Groups of words that mean the same.
    public var synonyms: [[String]]
    public var stopWords: [String]

    public init(fields: [Field] = [], synonyms: [[String]] = [], stopWords: [String] = []) {
        self.fields = fields
        self.synonyms = synonyms
        self.stopWords = stopWords
    }
}
