import Foundation
import NIOHTTP1
import Testing

@Suite("The whole way, from a command to the read API")
struct WholeWayTests {
    @Test("A film is registered, read, revised, withdrawn and restored")
    func lifeOfAFilm() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)

            let genre = try await kinoteka.post("/api/genres", #"{"name":"Science Fiction"}"#)
            #expect(genre.status == 201)
            let person = try await kinoteka.post("/api/people", #"{"name":"Keanu Reeves"}"#)
            let registered = try await kinoteka.registerMovie(
                "The Matrix",
                more: #","genres":[\#(genre.id)],"cast":[{"person":\#(person.id),"character":"Neo"}]"#
            )
            #expect(registered.status == 201)
            #expect(registered.headers.first(name: "Location") == "/api/movies/\(registered.id)")

            let read = try await kinoteka.get("/api/movies/\(registered.id)", after: registered.position)
            #expect(read.status == 200)
            #expect(read.json["slug"] as? String == "the-matrix-1999")
            #expect((read.json["cast"] as? [[String: Any]])?.first?["name"] as? String == "Keanu Reeves")

            let bySlug = try await kinoteka.get("/api/movies/the-matrix-1999")
            #expect(bySlug.body == read.body)
            let unchanged = try await kinoteka.get(
                "/api/movies/\(registered.id)",
                headers: ["If-None-Match": try #require(read.etag)]
            )
            #expect(unchanged.status == 304)

            let renamed = try await kinoteka.write(
                .PATCH,
                "/api/people/\(person.id)",
                #"{"name":"Keanu C. Reeves"}"#,
                headers: ["Content-Type": "application/merge-patch+json"]
            )
            #expect(renamed.status == 200)
            let again = try await kinoteka.get("/api/movies/\(registered.id)", after: renamed.position)
            #expect((again.json["cast"] as? [[String: Any]])?.first?["name"] as? String == "Keanu C. Reeves")

            let stale = try await kinoteka.write(
                .PATCH,
                "/api/movies/\(registered.id)",
                #"{"year":2000}"#,
                headers: ["If-Match": "\"77\""]
            )
            #expect(stale.status == 412)
            let revised = try await kinoteka.write(
                .PATCH,
                "/api/movies/\(registered.id)",
                #"{"runtime":136}"#,
                headers: ["If-Match": try #require(again.etag)]
            )
            #expect(revised.status == 200)

            let withdrawn = try await kinoteka.write(.DELETE, "/api/movies/\(registered.id)")
            #expect(withdrawn.status == 204)
            #expect(try await kinoteka.write(.DELETE, "/api/movies/\(registered.id)").status == 204)
            let gone = try await kinoteka.get("/api/movies/\(registered.id)", after: withdrawn.position)
            #expect(gone.status == 410)
            #expect(gone.headers.first(name: "Content-Type") == "application/problem+json")
            let filmography = try await kinoteka.get("/api/people/\(person.id)", after: withdrawn.position)
            #expect((filmography.json["filmography"] as? [Any])?.isEmpty == true)

            let restored = try await kinoteka.post("/api/movies/\(registered.id)/restore", "")
            #expect(restored.status == 200)
            let back = try await kinoteka.get("/api/movies/\(registered.id)", after: restored.position)
            #expect(back.json["runtime"] as? Int == 136)

            #expect(await kinoteka.stop() == 0)
        }
    }

    @Test("Writing needs the token of the data folder")
    func authorization() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            for header in [[:], ["Authorization": "Bearer wrong"], ["Authorization": "Basic x"]] {
                let answer = try await kinoteka.send(
                    .POST,
                    "/api/genres",
                    headers: header.merging(["Content-Type": "application/json"]) { $1 },
                    body: Array(#"{"name":"Noir"}"#.utf8)
                )
                #expect(answer.status == 401)
                #expect(answer.headers.first(name: "WWW-Authenticate")?.hasPrefix("Bearer") == true)
            }
            let mode = try FileManager.default.attributesOfItem(atPath: folder + "/token")[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
            await kinoteka.stop()
        }
    }
}
