import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import Testing

@Suite("The documents of genres, countries and languages")
struct ReferenceDataProjectionTests {
    private let named: CatalogEvent = .genreRegistered(GenreChanged(genre: Story.drama))

    @Test("count the films that are in the catalog")
    func counts() throws {
        #expect(try given(ReferenceDataProjection(.genre), named).document(1)?.filmCount == 0)
        let one = try given(ReferenceDataProjection(.genre), named, Story.registered)
        #expect(one.document(1) == ReferenceDataDocument(slug: "drama", name: "Drama", filmCount: 1))
        let moved = try given(
            ReferenceDataProjection(.genre),
            named,
            Story.registered,
            Story.revised { $0.genres = SetChange(added: [Story.noir], removed: [Story.drama.id]) }
        )
        #expect(moved.document(1)?.filmCount == 0)
        #expect(moved.document(2)?.filmCount == 1)
        let gone = try given(ReferenceDataProjection(.genre), named, Story.registered, Story.withdrawn)
        #expect(gone.document(1)?.filmCount == 0)
        let back = try given(
            ReferenceDataProjection(.genre),
            named,
            Story.registered,
            Story.withdrawn,
            Story.restored
        )
        #expect(back.document(1)?.filmCount == 1)
    }

    @Test("know countries and languages by their code")
    func codes() throws {
        #expect(
            try given(ReferenceDataProjection(.country), Story.registered).document("US")
                == ReferenceDataDocument(name: "United States", filmCount: 1)
        )
        #expect(
            try given(ReferenceDataProjection(.language), Story.registered).document("en")
                == ReferenceDataDocument(name: "English", filmCount: 1)
        )
    }

    @Test("keep the count through a new name, and are tombstones while withdrawn")
    func names() throws {
        let renamed = GenreReference(id: Story.drama.id, slug: "drama", name: "Drame")
        let model = try given(
            ReferenceDataProjection(.genre),
            named,
            Story.registered,
            .genreRevised(GenreChanged(genre: renamed))
        )
        #expect(model.document(1) == ReferenceDataDocument(slug: "drama", name: "Drame", filmCount: 1))
        let gone = try given(
            ReferenceDataProjection(.genre),
            named,
            .genreWithdrawn(GenreChanged(genre: Story.drama))
        )
        #expect(gone.isGone(1))
        let back = try given(
            ReferenceDataProjection(.genre),
            named,
            .genreWithdrawn(GenreChanged(genre: Story.drama)),
            .genreRestored(GenreChanged(genre: Story.drama))
        )
        #expect(back.document(1) == ReferenceDataDocument(slug: "drama", name: "Drama"))
    }

    @Test("do not care about what a film revises apart from them")
    func otherRevisions() throws {
        let revision = Story.revised { $0.title = "?" }
        for kind in [ReferenceDataProjection.Kind.genre, .country, .language] {
            #expect(ReferenceDataProjection(kind).touches(revision).isEmpty)
        }
    }
}
