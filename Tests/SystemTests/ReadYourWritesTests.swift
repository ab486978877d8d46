import Foundation
import NIOHTTP1
import Testing

@Suite("Reading one's own writes", .serialized)
struct ReadYourWritesTests {
    @Test("10,000 pairs from 16 clients never see an older state, also during rebuilds")
    func duringRebuilds() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let pairs = WriteThenRead(writer: kinoteka, reader: kinoteka, count: 10_000, clients: 16)
            try await pairs.run {
                try await kinoteka.command("projections", "rebuild", "movies").succeeded()
                try await pairs.untilDone(1_000)
            }
            #expect(pairs.wrong.value.prefix(5) == [])
            #expect(pairs.refused.value < 100)
            await kinoteka.stop()
        }
    }

    @Test(
        "2,000 pairs between servers of one role each never see an older state, though the projector is killed"
    )
    func projectorKilled() async throws {
        try await withDataFolder { folder in
            let mongo = try await PrivateMongod.start(beside: folder)
            let writer = try await RunningKinoteka.start(["write", "--data", folder], data: folder)
            let reader = try await RunningKinoteka.start(["read", "--mongo", mongo.uri], data: folder)
            let project = ["project", "--log-server", writer.url, "--mongo", mongo.uri]
            let token = ["KINOTEKA_TOKEN": writer.token]
            let first = try await RunningKinoteka.start(project, data: folder, environment: token)
            try await until("reads are served") { try await reader.get("/readyz").status == 200 }

            // Given two projectors, of which one waits for the other's leases, when each is killed in turn…
            let projector = Shared(first)
            let kills = Shared(0)
            let pairs = WriteThenRead(writer: writer, reader: reader, count: 2_000, clients: 16)
            try await pairs.run {
                guard kills.value < 3 else { return }
                let next = try await RunningKinoteka.start(project, data: folder, environment: token)
                await projector.value.kill()
                projector.change { $0 = next }
                kills.add(1)
                try await pairs.untilDone(100)
            }
            // … then reads were right or refused: leases run out after five seconds, and reads wait for two.
            #expect(pairs.wrong.value.prefix(5) == [])
            #expect(kills.value == 3)
            await projector.value.stop()
            await reader.stop()
            await writer.stop()
            await mongo.stop()
        }
    }
}

/// Clients that write and read what they wrote, each one film of its own.
private struct WriteThenRead: Sendable {
    let writer: RunningKinoteka
    let reader: RunningKinoteka
    let clients: Int
    let remaining: Shared<Int>
    let done = Shared(0)
    /// Reads that were told to come again later: allowed, but not the rule.
    let refused = Shared(0)
    /// Answers that should not be.
    let wrong = Shared<[String]>([])

    init(writer: RunningKinoteka, reader: RunningKinoteka, count: Int, clients: Int) {
        self.writer = writer
        self.reader = reader
        self.clients = clients
        remaining = Shared(count)
    }

    var isOver: Bool { remaining.value <= 0 }

    /// Returns when so many pairs more are done, or all.
    func untilDone(_ count: Int) async throws {
        let enough = done.value + count
        try await until("\(count) pairs more") { done.value >= enough || isOver }
    }

    /// Repeats `meanwhile` until all pairs are done.
    func run(_ meanwhile: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            for client in 1...clients {
                group.addTask { try await self.writeAndRead(client) }
            }
            group.addTask {
                while !self.isOver { try await meanwhile() }
            }
            try await group.waitForAll()
        }
    }

    private func writeAndRead(_ client: Int) async throws {
        let film = try await writer.registerMovie("Film of client \(client)")
        var runtime = 0
        while remaining.add(-1) >= 0 {
            runtime = runtime % 6000 + 1
            let written = try await writer.write(
                .PATCH,
                "/api/movies/\(film.id)",
                #"{"runtime":\#(runtime)}"#,
                headers: ["Content-Type": "application/merge-patch+json"]
            )
            guard written.status == 200 else {
                wrong.append(written.text)
                continue
            }
            let read = try await reader.get("/api/movies/\(film.id)", after: written.position)
            if read.status == 503, read.headers.first(name: "Retry-After") != nil {
                refused.add(1)
            } else if read.json["runtime"] as? Int != runtime {
                wrong.append("\(read.status), wanted \(runtime): \(read.text)")
            }
            done.add(1)
        }
    }
}
