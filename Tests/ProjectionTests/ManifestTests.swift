import Contracts
import Mongo
import Testing

@testable import Projection

@Suite("A manifest")
struct ManifestTests {
    @Test("is read with everything that it says")
    func reads() throws {
        let manifest = try Manifest(
            yaml: """
                name: movies
                version: 3
                sources: [catalog]
                indexes:
                  - name: by_year
                    keys: {year: -1, _id: 1}
                  - name: by_slug
                    keys: {slug: 1}
                    unique: true
                    partial: {slug: {$exists: true}}
                validator:
                  required: [title]
                  properties: {year: {bsonType: [int, long], minimum: 1870}}
                shard_key: {_id: hashed}
                search:
                  fields: [{name: title, weight: 10}, {name: overview}]
                  synonyms: [[film, movie]]
                  stop_words: ["the", "no"]
                """,
            file: "movies.yaml"
        )
        #expect(manifest.name == "movies")
        #expect(manifest.version == 3)
        #expect(manifest.collection == "movies")
        #expect(manifest.indexes.map(\.name) == ["by_year", "by_slug"])
        #expect(manifest.indexes[0].keys == ["year": -1, "_id": 1])
        #expect(manifest.indexes[1].unique)
        #expect(manifest.validator?["properties.year.minimum"] == 1_870)
        #expect(manifest.validator?["required"] == ["title"])
        #expect(manifest.shardKey == ["_id": "hashed"])
        #expect(
            manifest.search.fields == [.init(name: "title", weight: 10), .init(name: "overview", weight: 1)]
        )
        #expect(manifest.search.synonyms == [["film", "movie"]])
        #expect(manifest.search.stopWords == ["the", "no"])
    }

    @Test(
        "says file, line and field where it is wrong",
        arguments: [
            ("version: 1", 1, ""), ("name: a\nversion: none", 2, "version"),
            ("name: a\nversion: 0", 2, "version"),
            ("name: a\nversion: 1\nnmae: b", 3, "nmae"), ("name: A b\nversion: 1", 1, "name"),
            ("name: a\nversion: 1\nsources: [a, b]", 3, "sources"),
            ("name: a\nversion: 1\nindexes:\n  - name: x", 4, "indexes[0]"),
            (
                "name: a\nversion: 1\nindexes:\n  - name: x\n    keys: {}\n    uniqe: true", 6,
                "indexes[0].uniqe"
            ),
            ("name: a\nversion: 1\nsearch:\n  stopwords: [a]", 4, "search.stopwords"),
            (
                "name: a\nversion: 1\nsearch:\n  fields:\n    - {name: title, weight: 300}", 5,
                "search.fields[0].weight"
            ),
            ("name: a\nversion: [", 3, ""),
        ]
    )
    func wrong(yaml: String, line: Int, field: String) throws {
        let error = try #require(throws: ManifestError.self) { try Manifest(yaml: yaml, file: "a.yaml") }
        #expect(error.file == "a.yaml")
        #expect(error.field == field)
        #expect(error.line == line)
    }

    @Test("that differs from the database is found by check, and mended when a projector starts")
    func check() async throws {
        try await Stage.run { stage in
            try await stage.project(through: .start)
            #expect(try await stage.operations().check() == [])
            var changed = stage
            changed.manifests[0].indexes = [
                IndexModel("by_actor", ["cast.name": 1]), IndexModel("by_cast", ["cast.id": 1, "title": 1]),
            ]
            changed.manifests[0].validator = ["required": ["title", "cast"]]
            let findings = try await changed.operations().check().map(\.message)
            #expect(findings.count == 4)
            for word in ["by_actor", "by_cast", "by_title", "validator"] {
                #expect(findings.contains { $0.contains(word) }, "\(word)")
            }
            try await changed.project(through: .start)
            // What the manifest does not name is not dropped unasked.
            #expect(
                try await changed.operations().check().map(\.message).filter { !$0.contains("by_title") }
                    == []
            )
            changed.manifests[0].version = 2
            #expect(try await changed.operations().check().contains { $0.message.contains("version 2") })
        }
    }
}
