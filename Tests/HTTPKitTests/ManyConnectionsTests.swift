import HTTPKit
import JSONKit
import Testing

@Suite("Many connections", .timeLimit(.minutes(5)))
struct ManyConnectionsTests {
    @Test("are served up to the bound; the next one gets 503 and may come again later")
    func bound() async throws {
        let bound = 300
        try await RunningServer.with([.hello], configure: { $0.maximumConnections = bound }) { server in
            var wires: [Wire] = []
            for _ in 0..<bound { wires.append(try await server.open()) }
            // Every one of them was accepted, and stays.
            for index in wires.indices {
                let answer = try await wires[index].ask("GET /hello/\(index) HTTP/1.1\r\nhost: t\r\n\r\n")
                #expect(answer.text == "hello \(index)")
            }
            var surplus = try await server.open()
            let answer = try await surplus.answer()
            #expect(answer.status == 503)
            #expect(answer.json["type"] == .string("/problems/busy"))
            #expect(answer.header("retry-after") == "1")
            #expect(await surplus.rest() == [])

            #expect(try await wires[0].ask("GET /hello/again HTTP/1.1\r\nhost: t\r\n\r\n").status == 200)
            for wire in wires { await wire.close() }
            while try await server.refuses() { await Task.yield() }
        }
    }
}

extension RunningServer {
    /// Whether a new connection is turned away.
    fileprivate func refuses() async throws -> Bool {
        var wire = try await open()
        // The answer to whoever is turned away may be there before the request is sent.
        try? await wire.send("GET /hello/late HTTP/1.1\r\nhost: t\r\n\r\n")
        let status = try await wire.answer().status
        await wire.close()
        return status == 503
    }
}
