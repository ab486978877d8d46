import JSONKit
import Testing

@Suite("Genres, countries and languages over HTTP", .timeLimit(.minutes(5)))
struct ReferenceDataTests {
    /// A kind of thing: its collection, a body that makes one, where it is then, and its other name.
    struct Kind: Sendable, CustomTestStringConvertible {
        let collection: String
        let body: String
        let item: String
        let other: String

        var testDescription: String { collection }
    }

    static let kinds = [
        Kind(collection: "/api/genres", body: #"{"name":"Drama"}"#, item: "1", other: #"{"name":"Noir"}"#),
        Kind(
            collection: "/api/countries",
            body: #"{"code":"FR","name":"France"}"#,
            item: "FR",
            other: #"{"code":"DE","name":"Germany"}"#
        ),
        Kind(
            collection: "/api/languages",
            body: #"{"code":"fr","name":"French"}"#,
            item: "fr",
            other: #"{"code":"yue","name":"Cantonese"}"#
        ),
    ]

    @Test("are registered, renamed, withdrawn and restored", arguments: kinds)
    func wholeLife(_ kind: Kind) async throws {
        try await Desk.with { desk in
            let made = try await desk.ask("POST", kind.collection, kind.body)
            #expect(made.status == 201)
            let path = try #require(made.header("location"))
            #expect(path == "\(kind.collection)/\(kind.item)")
            for (method, path, body, status, version) in [
                ("PATCH", path, #"{"name":"A"}"#, 200, 2), ("PUT", path, #"{"name":"B"}"#, 200, 3),
                ("PUT", path, #"{"name":"B"}"#, 200, 3), ("DELETE", path, nil, 204, 4),
                ("DELETE", path, nil, 204, 4), ("PUT", path, #"{"name":"C"}"#, 410, nil),
                ("POST", path + "/restore", nil, 200, 5), ("PUT", path, #"{"name":"C"}"#, 200, 6),
            ] as [(String, String, String?, Int, Int?)] {
                let answer = try await desk.ask(method, path, body)
                #expect(answer.status == status, "\(method) \(body ?? "")")
                if let version { #expect(answer.header("etag") == "\"\(version)\"") }
            }
        }
    }

    @Test("have names and codes of their own", arguments: kinds)
    func taken(_ kind: Kind) async throws {
        try await Desk.with { desk in
            try await desk.make(kind.collection, kind.body)
            #expect(try await desk.ask("POST", kind.collection, kind.body).status == 409)
            let other = try await desk.ask("POST", kind.collection, kind.other)
            let name = try #require(try JSONValue(parsing: Array(kind.body.utf8))["name"]?.text)
            let renamed = try await desk.ask(
                "PUT",
                try #require(other.header("location")),
                #"{"name":"\#(name)"}"#
            )
            #expect(renamed.status == 409)
            #expect(renamed.json["type"] == .string("/problems/conflict"))
        }
    }

    @Test("cannot be withdrawn while a film has them", arguments: kinds)
    func used(_ kind: Kind) async throws {
        try await Desk.with { desk in
            try await desk.furnish()
            let film =
                #"{"title":"Le Petit Soldat","year":1963,"genres":[1],"countries":["FR"],"languages":["fr"]}"#
            try await desk.make("/api/movies", film)
            #expect(try await desk.ask("DELETE", "\(kind.collection)/\(kind.item)").status == 409)
        }
    }

    @Test(
        "that are not there are 404",
        arguments: [
            "genres/7", "genres/x", "countries/XX", "countries/fr", "countries/FRA", "languages/FR",
            "languages/xx",
        ]
    )
    func unknown(_ path: String) async throws {
        try await Desk.with { desk in
            let answer = try await desk.ask("PUT", "/api/" + path, #"{"name":"A"}"#)
            #expect(answer.status == 404)
            #expect(answer.json["type"] == .string("/problems/not-found"))
        }
    }

    @Test("have their code in the path, not in the body")
    func codeInBody() async throws {
        try await Desk.with { desk in
            try await desk.furnish()
            let answer = try await desk.ask("PUT", "/api/countries/FR", #"{"code":"DE","name":"A"}"#)
            #expect(answer.status == 400)
            #expect(answer.json.pointers == ["/code"])
        }
    }
}
