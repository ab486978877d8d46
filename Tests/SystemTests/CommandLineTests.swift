import Foundation
import Testing

@Suite("The command line", .serialized)
struct CommandLineTests {
    @Test("says how it is used, with examples, for every command")
    func help() async throws {
        let commands = [
            ["up"], ["write"], ["project"], ["read"], ["import"], ["import", "wikipedia"],
            ["import", "ndjson"],
            ["generate"], ["projections"], ["projections", "list"], ["projections", "check"],
            ["projections", "rebuild"], ["projections", "verify"], ["projections", "cancel"],
            ["projections", "rollback"], ["projections", "drop"], ["projections", "show"],
            ["dead-letters"], ["dead-letters", "list"], ["dead-letters", "retry"],
            ["log"], ["log", "verify"], ["log", "tail"], ["log", "export"], ["log", "show"],
            ["verify"], ["verify", "tables"], ["backup"], ["restore"],
        ]
        for command in commands {
            let run = try await CommandLineRun.run(KinotekaBinary.path, command + ["--help"])
            #expect(run.exitCode == 0, "\(command)")
            #expect(
                run.output.contains("kinoteka " + command.joined(separator: " ")),
                "\(command): no example"
            )
        }
    }

    @Test(
        "refuses wrong usage with exit code 2",
        arguments: [
            ["nonsense"], ["up", "--listen", "somewhere"], ["import", "ndjson"],
            ["generate", "--movies", "-1", "--seed", "1"],
            ["projections", "rebuild"], ["projections", "rebuild", "nothing", "--data", "/tmp"],
            ["log", "show", "--data", "/tmp"], ["projections", "show", "movies", "--data", "/tmp"],
        ]
    )
    func wrongUsage(arguments: [String]) async throws {
        let run = try await CommandLineRun.run(KinotekaBinary.path, arguments)
        #expect(run.exitCode == 2, "\(run.errors)")
        #expect(!run.errors.isEmpty)
    }

    @Test("works on a folder while the server runs on it and while it does not")
    func bothWays() async throws {
        try await withDataFolder { folder in
            let file = folder + "-films.ndjson"
            try Self.film.write(toFile: file, atomically: true, encoding: .utf8)

            // Given a folder on which nothing ever ran, a film is imported and read models are made.
            let first = try await CommandLineRun.kinoteka(["import", "ndjson", file, "--json"], on: folder)
            #expect(try first.succeeded().objects().first?["created"] as? Int == 1)
            for name in RunningKinoteka.models {
                try await CommandLineRun.kinoteka(["projections", "rebuild", name], on: folder).succeeded()
            }
            try await Self.exercise(folder, withoutJSON: false)

            // When a server runs, then each command gives the same answers.
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let second = try await kinoteka.command("import", "ndjson", file, "--json")
            #expect(try second.succeeded().objects().first?["unchanged"] as? Int == 1)
            let third = try await CommandLineRun.kinoteka(
                ["import", "ndjson", file, "--server", kinoteka.url, "--json"],
                environment: ["KINOTEKA_TOKEN": kinoteka.token]
            )
            #expect(try third.succeeded().objects().first?["unchanged"] as? Int == 1)
            try await Self.exercise(folder, withoutJSON: true)
            await kinoteka.stop()
        }
    }

    @Test("imports lists of Wikipedia, and writes what it refuses into the file of --rejects")
    func importWikipedia() async throws {
        try await withDataFolder { folder in
            let (file, rejects) = (folder + "-films.json", folder + "-rejects.ndjson")
            let list = #"[{"title":"The Matrix","year":1999,"href":"The_Matrix"},{"title":5,"year":1999}]"#
            try list.write(toFile: file, atomically: true, encoding: .utf8)
            let run = try await CommandLineRun.kinoteka(
                ["import", "wikipedia", file, "--rejects", rejects, "--json"],
                on: folder
            )
            let summary = try run.succeeded().objects().first
            #expect(summary?["created"] as? Int == 1)
            #expect(summary?["rejected"] as? Int == 1)
            let refused = try String(contentsOfFile: rejects, encoding: .utf8)
            #expect(refused.split(separator: "\n").count == 1)
            #expect(refused.contains(#""record":2"#) && refused.contains("films.json"), "\(refused)")
        }
    }

    private static let film = #"""
        {"title":"Metropolis","year":1927,"external_id":{"source":"test","id":"metropolis"},"genres":["Drama"],\#
        "cast":[{"name":"Brigitte Helm","character":"Maria"}],"crew":[{"name":"Fritz Lang","job":"Director"}]}
        """#

    /// Runs every command on a folder that changes no facts, and reads what each prints with `--json`.
    private static func exercise(_ folder: String, withoutJSON: Bool) async throws {
        for arguments in [
            ["log", "verify"], ["log", "export"], ["log", "tail", "--limit", "3"],
            ["log", "show", "movie-1"],
            ["verify", "tables"], ["projections", "list"], ["projections", "check"],
            ["projections", "rebuild", "movies"], ["projections", "rebuild", "movies", "--key", "1"],
            ["projections", "verify", "movies"], ["projections", "verify", "people", "--repair"],
            ["projections", "show", "movies", "--key", "1"],
            ["projections", "show", "movies", "--key", "1", "--at", "4"],
            ["projections", "show", "movies", "--key", "1", "--at", "2999-12-31"],
            ["projections", "drop", "movies"], ["dead-letters", "list"], ["dead-letters", "retry"],
        ] {
            if withoutJSON { try await CommandLineRun.kinoteka(arguments, on: folder).succeeded() }
            let objects = try await CommandLineRun.kinoteka(arguments + ["--json"], on: folder).succeeded()
                .objects()
            // These two print what is wrong.
            let mayBeSilent = arguments.first == "dead-letters" || arguments.last == "check"
            #expect(!objects.isEmpty || mayBeSilent, "\(arguments) prints nothing")
        }
        let shown = try await CommandLineRun.kinoteka(
            ["projections", "show", "movies", "--key", "1"],
            on: folder
        )
        #expect(shown.output.contains("Metropolis"))
    }

    @Test("makes the same catalog from the same seed")
    func generate() async throws {
        func films(seed: Int) async throws -> String {
            try await CommandLineRun.kinoteka(["generate", "--movies", "200", "--seed", "\(seed)"])
                .succeeded().output
        }
        let films7 = try await films(seed: 7)
        #expect(try await films(seed: 7) == films7)
        #expect(try await films(seed: 8) != films7)
        #expect(films7.split(separator: "\n").count == 200)
    }

    @Test("backs a folder up while it is written to, and restores it")
    func backup() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let film = try await kinoteka.registerMovie("Kept")
            try await kinoteka.command("backup", folder + "-backup").succeeded()
            await kinoteka.stop()
            let restored = folder + "-restored"
            try await CommandLineRun.kinoteka(["restore", folder + "-backup"], on: restored).succeeded()
            let again = try await RunningKinoteka.up(data: restored)
            #expect(try await again.get("/api/movies/\(film.id)", after: film.position).status == 200)
            try await again.verifyEverything()
            await again.stop()
        }
    }
}
