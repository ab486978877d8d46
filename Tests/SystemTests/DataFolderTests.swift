import Foundation
import NIOHTTP1
import Testing

@Suite("A data folder that cannot be used is refused in one clear sentence")
struct DataFolderTests {
    @Test("because another process writes to it")
    func twoProcesses() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let second = try await Self.up(folder)
            #expect(second.exitCode == 1)
            #expect(second.errors.contains("\(kinoteka.processID)"), "\(second.errors)")
            #expect(Self.isOneSentence(second.errors))
            await kinoteka.stop()
        }
    }

    @Test("because it was made by a newer version")
    func newerVersion() async throws {
        try await withDataFolder { folder in
            try "99\n".write(toFile: folder + "/format", atomically: true, encoding: .utf8)
            let run = try await Self.up(folder)
            #expect(run.exitCode == 1)
            #expect(run.errors.contains("newer"))
            #expect(Self.isOneSentence(run.errors))
        }
    }

    @Test("because its mongod is too old or missing")
    func oldMongod() async throws {
        try await withDataFolder { folder in
            let fake = folder + "-old-mongod"
            try "#!/bin/sh\necho 'db version v4.2.1'\n".write(toFile: fake, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
            let old = try await Self.up(folder, environment: ["KINOTEKA_MONGOD": fake])
            #expect(old.exitCode == 1)
            #expect(old.errors.contains("4.2.1"), "\(old.errors)")
            let missing = try await Self.up(
                folder,
                environment: ["KINOTEKA_MONGOD": folder + "/nothing-here"]
            )
            #expect(missing.exitCode == 1)
            #expect(missing.errors.contains("nothing-here"), "\(missing.errors)")
        }
    }

    @Test("because its log is no database")
    func notADatabase() async throws {
        try await withDataFolder { folder in
            try String(repeating: "not a database ", count: 1000)
                .write(toFile: folder + "/catalog.sqlite", atomically: true, encoding: .utf8)
            let run = try await Self.up(folder)
            #expect(run.exitCode == 1)
            #expect(run.errors.contains("catalog.sqlite"))
        }
    }

    @Test(
        "because it is on a read-only file system",
        .enabled(if: Mounts.areAllowed, "needs the right to mount")
    )
    func readOnly() async throws {
        try await Mounts.withTemporaryFileSystem(size: "64m") { folder in
            try await Mounts.remountReadOnly(folder)
            let run = try await Self.up(folder)
            #expect(run.exitCode == 1)
            #expect(run.errors.lowercased().contains("read-only"), "\(run.errors)")
            #expect(Self.isOneSentence(run.errors))
        }
    }

    @Test(
        "A full disk refuses commands with 503 and loses nothing",
        .enabled(if: Mounts.areAllowed, "needs the right to mount")
    )
    func fullDisk() async throws {
        try await Mounts.withTemporaryFileSystem(size: "700m") { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let before = try await kinoteka.registerMovie("Before")
            #expect(before.status == 201)
            let ballast = folder + "/ballast"
            _ = try await CommandLineRun.run("/bin/sh", ["-c", "cat /dev/zero > \(ballast)"])

            // Given a full disk, a large command is refused, and says why.
            var refusal: Answer?
            var accepted: [Answer] = []
            for number in 1...200 where refusal == nil {
                let answer = try await kinoteka.registerMovie(
                    "Full \(number)",
                    more: #","overview":"\#(String(repeating: "x", count: 19_000))""#
                )
                if answer.status == 201 { accepted.append(answer) } else { refusal = answer }
            }
            #expect(refusal?.status == 503)
            #expect(refusal?.headers.first(name: "Content-Type") == "application/problem+json")
            #expect(refusal?.text.contains("full") == true, "\(refusal?.text ?? "")")

            // When there is room again, commands are accepted by the same process.
            try FileManager.default.removeItem(atPath: ballast)
            let after = try await kinoteka.registerMovie("After")
            #expect(after.status == 201)
            await kinoteka.stop()
            try await CommandLineRun.kinoteka(["log", "verify"], on: folder).succeeded()
            try await CommandLineRun.kinoteka(["verify", "tables"], on: folder).succeeded()
            let log = try await CommandLineRun.kinoteka(["log", "export"], on: folder)
            let lines = log.output.split(separator: "\n").count
            #expect(lines == accepted.count + 2)
        }
    }

    @Test("A log that is moved away under a running server takes no commands until it is back")
    func movedLog() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            _ = try await kinoteka.registerMovie("Before")
            try FileManager.default.moveItem(
                atPath: folder + "/catalog.sqlite",
                toPath: folder + "/elsewhere"
            )
            let refusal = try await kinoteka.registerMovie("Meanwhile")
            #expect(refusal.status == 503)
            #expect(refusal.text.contains("moved or deleted"), "\(refusal.text)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/catalog.sqlite"))
            try FileManager.default.moveItem(
                atPath: folder + "/elsewhere",
                toPath: folder + "/catalog.sqlite"
            )
            #expect(try await kinoteka.registerMovie("After").status == 201)
            await kinoteka.stop()
            try await CommandLineRun.kinoteka(["log", "verify"], on: folder).succeeded()
        }
    }

    private static func up(_ folder: String, environment: [String: String] = [:]) async throws
        -> CommandLineRun
    {
        try await CommandLineRun.kinoteka(
            ["up", "--listen", "127.0.0.1:0"],
            on: folder,
            environment: environment
        )
    }

    /// One line, ended by a full stop, without a stack or a type name in front.
    static func isOneSentence(_ errors: String) -> Bool {
        let lines = errors.split(separator: "\n").filter { $0.hasPrefix("kinoteka:") }
        return lines.count == 1 && lines[0].hasSuffix(".")
    }
}
