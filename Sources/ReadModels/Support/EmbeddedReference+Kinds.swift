import Contracts
import Projection

// The kinds of references that this product's documents embed.

extension EmbeddedReference {
    static func person(_ id: PersonID) -> EmbeddedReference {
        EmbeddedReference(kind: "person", key: .int(id.rawValue))
    }

    static func genre(_ id: GenreID) -> EmbeddedReference {
        EmbeddedReference(kind: "genre", key: .int(id.rawValue))
    }

    static func country(_ code: CountryCode) -> EmbeddedReference {
        EmbeddedReference(kind: "country", key: .string(code.rawValue))
    }

    static func language(_ code: LanguageCode) -> EmbeddedReference {
        EmbeddedReference(kind: "language", key: .string(code.rawValue))
    }
}
