import Contracts
import EventLog
import Foundation
import Glibc
import Synchronization
import Testing
import WriteSide

@Suite("A writer whose process is killed", .serialized)
struct KilledWriterTests {
    @Test("has lost nothing that it acknowledged, and the next one goes on", arguments: 1...10)
    func killed(round: Int) async throws {
        try await withDataFolder { folder in
            let path = folder.path
            let acknowledgements = 5 + round * 17 % 90
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, acknowledgements = acknowledgements as Int] in
                try await writeUntilKilled(path, after: acknowledgements)
            }

            let acknowledged = try String(contentsOfFile: path + ".acknowledged", encoding: .utf8)
                .split(separator: "\n").compactMap { Int64($0) }
            try FileManager.default.removeItem(atPath: path + ".acknowledged")
            try await withShelf(in: folder) { shelf in
                let last = try await shelf.submit(.make("after the kill"))
                let positions = try await shelf.events().map(\.position.rawValue)
                #expect(acknowledged.count >= acknowledgements)
                #expect(Set(acknowledged).count == acknowledged.count)
                #expect(acknowledged.allSatisfy { $0 < last.position.rawValue })
                #expect(positions == Array(1...last.position.rawValue))
                try await shelf.expectSound()
            }
        }
    }
}

/// Runs in a process of its own: writes from eight callers, notes what was acknowledged, and is killed in the middle.
private func writeUntilKilled(_ path: String, after acknowledgements: Int) async throws {
    let notes = Notes(path + ".acknowledged", killingAfter: acknowledgements)
    try await withShelf(in: DataFolder(path: path)) { shelf in
        await withTaskGroup { callers in
            for caller in 1...8 {
                callers.addTask {
                    for number in 1... {
                        guard let receipt = try? await shelf.submit(.make("box \(caller) \(number)")) else {
                            return
                        }
                        notes.write("\(receipt.position)\n")
                    }
                }
            }
        }
    }
}

/// A file of what was acknowledged, which survives its process.
private final class Notes: Sendable {
    private let file: Int32
    private let limit: Int
    private let count = Atomic(0)

    init(_ path: String, killingAfter limit: Int) {
        file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        self.limit = limit
    }

    func write(_ line: String) {
        let bytes = Array(line.utf8)
        _ = Glibc.write(file, bytes, bytes.count)
        if count.add(1, ordering: .relaxed).newValue == limit { kill(getpid(), SIGKILL) }
    }
}
