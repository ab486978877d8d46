import Testing

@Suite("Words of a search")
struct SearchWordsTests {
    @Test("are found in titles of all kinds, in cast and crew, and in genres")
    func places() async throws {
        try await FilmShelf.serve { server async throws in
            let searches = [
                ("casablanca", "Casablanca"), ("poulain", "Amélie"), ("羅生門", "Rashomon"),
                ("everybody comes to ricks", "Casablanca"), ("tautou", "Amélie"), ("curtiz", "Casablanca"),
                ("bogart 1946", "The Big Sleep"), ("reeves action 1994", "Speed"),
            ]
            for (text, title) in searches {
                let answer = try await server.search(text, ["type": "movie"])
                #expect(answer.titles.first == title, "\(text)")
            }
        }
    }

    @Test("may be written with any case, without accents, and joined")
    func spelling() async throws {
        try await FilmShelf.serve { server async throws in
            for text in ["AMELIE", "amélie", "Ame\u{301}lie", "ＡＭＥＬＩＥ"] {
                #expect(try await server.search(text).titles.first == "Amélie", "\(text)")
            }
            #expect(try await server.search("big sleep").titles == ["The Big Sleep"])
            #expect(try await server.search("bigsleep").titles == ["The Big Sleep"])
        }
    }

    @Test("may have typos: one from four letters on, two from eight")
    func typos() async throws {
        try await FilmShelf.serve { server async throws in
            for text in ["casblanca", "casabalnca", "cassablancca", "casablanka "] {
                #expect(try await server.search(text).titles == ["Casablanca"], "\(text)")
            }
            #expect(try await server.search("matirx").titles.contains("The Matrix"))
            // Three letters must be right, and four may have one wrong.
            #expect(try await server.search("brif encounter").titles == ["Brief Encounter"])
            #expect(try await server.search("bjg").total == 0)
        }
    }

    @Test("are finished for the user, as long as nothing follows the last one")
    func prefix() async throws {
        try await FilmShelf.serve { server async throws in
            #expect(try await server.search("casa").titles == ["Casablanca"])
            #expect(try await server.search("matrix rel").titles.first == "The Matrix Reloaded")
            #expect(try await server.search("notor").total == 1)
            #expect(try await server.search("notor ").total == 0)
        }
    }

    @Test("in quotation marks stand together, as they are")
    func phrase() async throws {
        try await FilmShelf.serve { server async throws in
            #expect(try await server.search("\"big sleep\"").titles == ["The Big Sleep"])
            #expect(try await server.search("\"sleep big\"").total == 0)
            #expect(try await server.search("sleep big").titles == ["The Big Sleep"])
            #expect(try await server.search("\"casblanca\"").total == 0)
            #expect(try await server.search("\"matrix rel\"").total == 0)
        }
    }

    @Test("with a minus must not be there")
    func exclusion() async throws {
        try await FilmShelf.serve { server async throws in
            let matrix = try await server.search("matrix -reloaded", ["type": "movie"])
            #expect(matrix.titles == ["The Matrix", "The Matrix Revolutions"])
            let phrase = try await server.search("matrix -\"matrix revolutions\"", ["type": "movie"])
            #expect(phrase.titles == ["The Matrix", "The Matrix Reloaded"])
            #expect(
                try await server.search("-matrix", ["limit": "100"]).titles.contains("The Matrix") == false
            )
        }
    }

    @Test("find what means the same")
    func synonyms() async throws {
        try await FilmShelf.serve { server async throws in
            for text in ["sci fi", "scifi", "science fiction"] {
                let answer = try await server.search(text, ["type": "movie", "sort": "year"])
                #expect(
                    answer.titles
                        == ["Solaris", "The Matrix", "The Matrix Reloaded", "The Matrix Revolutions"],
                    "\(text)"
                )
            }
            #expect(try await server.search("doc").titles == ["Man with a Movie Camera"])
        }
    }

    @Test("that say little need not be there")
    func stopWords() async throws {
        try await FilmShelf.serve { server async throws in
            #expect(try await server.search("casablanca by the ").titles == ["Casablanca"])
            #expect(try await server.search("casablanca by the ").json["dropped_words"] == nil)
        }
    }

    @Test("that lead nowhere are left out, and named")
    func droppedWords() async throws {
        try await FilmShelf.serve { server async throws in
            let nobody = try await server.search("casablanca xyzzyplugh ")
            #expect(nobody.titles == ["Casablanca"])
            #expect(nobody.json["dropped_words"] as? [String] == ["xyzzyplugh"])
            // Both exist, but not together.
            let apart = try await server.search("casablanca samurai ", ["type": "movie"])
            #expect(apart.titles == ["Casablanca"])
            #expect(apart.json["dropped_words"] as? [String] == ["samurai"])
            #expect(try await server.search("casablanca").json["dropped_words"] == nil)
        }
    }

    @Test("lead to a proposal when only typos found something")
    func didYouMean() async throws {
        try await FilmShelf.serve { server async throws in
            let typed = try await server.search("humphry bogart ")
            #expect(typed.json["did_you_mean"] as? String == "humphrey bogart")
            #expect(try await server.search("humphrey bogart ").json["did_you_mean"] == nil)
        }
    }

    @Test(
        "are no error, whatever they are",
        arguments: ["", " ", "\"", "-", "\"\"", "\\", "🎬🎬", "()[]", "\0"]
    )
    func anything(text: String) async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search(text)
            #expect(answer.status == 200)
            #expect(answer.total == answer.total)
        }
    }
}
