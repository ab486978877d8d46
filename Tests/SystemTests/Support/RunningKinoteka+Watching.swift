import Foundation

extension RunningKinoteka {
    /// Looks again and again until the metrics have this line, at most for three minutes.
    func untilMetrics(say line: String) async throws {
        try await until("/metrics says \(line)") {
            try await self.get("/metrics").text.split(separator: "\n").contains { $0 == line }
        }
    }

    /// Proves the log, the tables and every read model; the server goes on meanwhile.
    func verifyEverything() async throws {
        try await command("log", "verify").succeeded()
        try await command("verify", "tables").succeeded()
        for name in Self.models { try await command("projections", "verify", name).succeeded() }
    }

    static let models = ["countries", "genres", "languages", "movies", "people", "search_pins"]
}

/// Looks again and again until the condition holds, at most for three minutes.
func until(_ what: String, _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(180)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverHappened(what: what) }
        try await Task.sleep(for: .milliseconds(20))
    }
}

struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    var description: String { "This never came: \(what)" }
}

/// Running processes whose command line is a mongod's and mentions `text`.
func mongods(mentioning text: String) throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter { pid in
        guard let command = try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8) else {
            return false
        }
        return command.hasPrefix("/") && command.contains("mongod") && command.contains(text)
    }
}
