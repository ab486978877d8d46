import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("A country and a language")
struct CountryAndLanguageTests {
    private static let country = Kind(
        register: { .registerCountry($0 == 1 ? "FR" : "DE", name: $1) },
        revise: { .reviseCountry("FR", name: $0) },
        withdraw: .withdrawCountry("FR"),
        restore: .restoreCountry("FR"),
        use: { $0.countries = ["FR"] },
        stopUsing: { $0.countries = [] },
        life: [.countryRegistered, .countryRevised, .countryWithdrawn, .countryRestored]
    )

    private static let language = Kind(
        register: { .registerLanguage($0 == 1 ? "fr" : "de", name: $1) },
        revise: { .reviseLanguage("fr", name: $0) },
        withdraw: .withdrawLanguage("fr"),
        restore: .restoreLanguage("fr"),
        use: { $0.languages = ["fr"] },
        stopUsing: { $0.languages = [] },
        life: [.languageRegistered, .languageRevised, .languageWithdrawn, .languageRestored]
    )

    @Test("are registered, renamed, withdrawn and restored", arguments: [country, language])
    fileprivate func life(kind: Kind) async throws {
        try await withCatalog { catalog in
            let commands = [kind.register(1, "One"), kind.revise("Uno"), kind.withdraw, kind.restore]
            var kinds: [CatalogEvent.Kind] = []
            for command in commands {
                kinds += try await catalog.when(command).kinds
                let again = try await catalog.when(command)
                #expect(again.isUnchanged || again.refusal?.kind == .conflict, "\(command)")
            }
            #expect(kinds == kind.life)
        }
    }

    @Test("have a code and a name of their own", arguments: [country, language])
    fileprivate func names(kind: Kind) async throws {
        try await withCatalog { catalog in
            try await catalog.given(kind.register(1, "One"), kind.register(2, "Two"))
            #expect(try await catalog.when(kind.register(1, "Three")).refusal?.kind == .conflict)
            #expect(try await catalog.when(kind.revise("Two")).refusal?.kind == .conflict)
            try await catalog.given(kind.withdraw)
            #expect(try await catalog.when(kind.register(1, "Three")).refusal?.kind == .conflict)
            #expect(try await catalog.when(kind.revise("Three")).refusal?.kind == .gone)
        }
    }

    @Test("that films have cannot be withdrawn", arguments: [country, language])
    fileprivate func used(kind: Kind) async throws {
        try await withCatalog { catalog in
            try await catalog.given(kind.register(1, "One"), .movie("X", 1999, kind.use))
            #expect(try await catalog.when(kind.withdraw).refusal?.kind == .conflict)
            try await catalog.given(.revise(movie: 1, kind.stopUsing), kind.withdraw)
            let use = try await catalog.when(.movie("Y", 1999, kind.use))
            #expect(use.wrongFields.count == 1)
        }
    }

    @Test("that never were are not found", arguments: [country, language])
    fileprivate func unknown(kind: Kind) async throws {
        try await withCatalog { catalog in
            for command in [kind.revise("A"), kind.withdraw, kind.restore] {
                let outcome = try await catalog.when(command)
                #expect(outcome.refusal?.kind == .notFound, "\(command)")
            }
        }
    }
}

/// The same commands for either.
private struct Kind: Sendable {
    var register: @Sendable (_ number: Int, _ name: String) -> CatalogCommand
    var revise: @Sendable (_ name: String) -> CatalogCommand
    var withdraw: CatalogCommand
    var restore: CatalogCommand
    var use: @Sendable (inout MovieDraft) -> Void
    var stopUsing: @Sendable (inout MoviePatch) -> Void
    var life: [CatalogEvent.Kind]
}
