import Foundation
import Testing

@Suite("The command line", .serialized)
struct CommandLineTests {
    private static let film = #"""
        {"title":"Metropolis","year":1927,"external_id":{"source":"test","id":"metropolis"},"genres":["Drama","Science Fiction"],"cast":[{"name":"Brigitte Helm","character":"Maria"}],"crew":[{"name":"Fritz Lang","job":"Director"}]}
        """#

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
            try Self.film.trimmingCharacters(in: .whitespaces).write(
                toFile: file,
                atomically: true,
                encoding: .utf8
            )
            defer { KinotekaBinary.remove(file) }

            // Given a folder on which nothing runs, when films are imported and read models asked about…
            let first = try await CommandLineRun.kinoteka(
                "import",
                "ndjson",
                file,
                "--data",
                folder,
                "--json"
            )
            #expect(first.exitCode == 0, "\(first.errors)")
            #expect(try first.number("created") == 1)
            try await Self.exerciseReadOnlyCommands(folder)

            // … and while a server runs, then each command gives the same answers.
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let second = try await CommandLineRun.kinoteka(
                "import",
                "ndjson",
                file,
                "--data",
                folder,
                "--json"
            )
            #expect(try second.number("created") == 0)
            #expect(try second.number("unchanged") == 1)
            let third = try await CommandLineRun.kinoteka(
                "import",
                "ndjson",
                file,
                "--server",
                kinoteka.url,
                "--json",
                environment: ["KINOTEKA_TOKEN": kinoteka.token]
            )
            #expect(third.exitCode == 0, "\(third.errors)")
            #expect(try third.number("unchanged") == 1)
            try await Self.exerciseReadOnlyCommands(folder)
            await kinoteka.stop()
        }
    }

    private static func exerciseReadOnlyCommands(_ folder: String) async throws {
        for arguments in [
            ["log", "verify"], ["log", "export"], ["log", "tail", "--limit", "3"],
            ["log", "show", "movie-1"],
            ["verify", "tables"], ["projections", "list"], ["projections", "check"],
            ["projections", "rebuild", "movies"], ["projections", "rebuild", "movies", "--key", "1"],
            ["projections", "verify", "movies"], ["projections", "verify", "people", "--repair"],
            ["projections", "show", "movies", "--key", "1"],
            ["projections", "show", "movies", "--key", "1", "--at", "5"],
            ["projections", "drop", "movies"], ["dead-letters", "list"], ["dead-letters", "retry"],
        ] {
            for json in [[], ["--json"]] {
                let run = try await CommandLineRun.run(
                    KinotekaBinary.path,
                    arguments + ["--data", folder] + json
                )
                #expect(run.exitCode == 0, "\(arguments + json): \(run.output) \(run.errors)")
                if !json.isEmpty {
                    for line in run.output.split(separator: "\n") {
                        let value = try? JSONSerialization.jsonObject(
                            with: Data(line.utf8),
                            options: .fragmentsAllowed
                        )
                        #expect(value != nil, "\(arguments) prints a line that is no JSON: \(line)")
                    }
                }
            }
        }
        let shown = try await CommandLineRun.kinoteka(
            "projections",
            "show",
            "movies",
            "--key",
            "1",
            "--json",
            "--data",
            folder
        )
        #expect(shown.output.contains("Metropolis"))
    }

    @Test("verifies the log and names the position whose payload was changed")
    func changedByte() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            for number in 1...5 { _ = try await kinoteka.registerMovie("Film \(number)") }
            await kinoteka.stop()
            let changed = try await CommandLineRun.run(
                "/usr/bin/env",
                [
                    "python3", "-c",
                    """
                    import sqlite3, sys
                    db = sqlite3.connect(sys.argv[1])
                    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'").fetchall():
                        db.execute(f'DROP TRIGGER {name}')
                    db.execute("UPDATE events SET payload = replace(payload, 'Film 3', 'Film X') WHERE position = 3")
                    db.commit()
                    """, folder + "/catalog.sqlite",
                ]
            )
            #expect(changed.exitCode == 0, "\(changed.errors)")
            let verified = try await CommandLineRun.kinoteka("log", "verify", "--data", folder)
            #expect(verified.exitCode == 1)
            #expect((verified.output + verified.errors).contains("3"))
        }
    }

    @Test("makes the same catalog from the same seed")
    func generate() async throws {
        let one = try await CommandLineRun.kinoteka("generate", "--movies", "200", "--seed", "7")
        let two = try await CommandLineRun.kinoteka("generate", "--movies", "200", "--seed", "7")
        let other = try await CommandLineRun.kinoteka("generate", "--movies", "200", "--seed", "8")
        #expect(one.output == two.output)
        #expect(one.output != other.output)
        #expect(one.output.split(separator: "\n").count == 200)
    }

    @Test("backs a folder up while it is written to, and restores it")
    func backup() async throws {
        try await withDataFolder { folder in
            let copy = folder + "-backup"
            let restored = folder + "-restored"
            defer {
                KinotekaBinary.remove(copy)
                KinotekaBinary.remove(restored)
            }
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let film = try await kinoteka.registerMovie("Kept")
            let backup = try await CommandLineRun.kinoteka("backup", copy, "--data", folder)
            #expect(backup.exitCode == 0, "\(backup.errors)")
            await kinoteka.stop()
            let restore = try await CommandLineRun.kinoteka("restore", copy, "--data", restored)
            #expect(restore.exitCode == 0, "\(restore.errors)")
            let again = try await RunningKinoteka.up(data: restored)
            #expect(try await again.get("/api/movies/\(film.id)", after: film.position).status == 200)
            await again.stop()
        }
    }
}

extension CommandLineRun {
    /// A number in the one JSON object that the command printed.
    func number(_ name: String) throws -> Int? {
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        return object?[name] as? Int
    }
}
