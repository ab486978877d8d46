import Foundation
import Testing

@testable import Mongo

@Suite("A child process")
struct ChildProcessTests {
    /// Starts a program on a thread that ends with `body`, and returns the pid.
    private func spawn(_ arguments: [String], output: Int32) async -> Int32 {
        await withCheckedContinuation { continuation in
            _ = startThread(named: "test-spawn") {
                continuation.resume(returning: MongodProcess.spawn(arguments, output: output))
            }
        }
    }

    @Test("is killed by the kernel when the thread that started it ends, as a killed parent's threads do")
    func diesWithThread() async {
        let child = await spawn(["/bin/sleep", "600"], output: 2)
        #expect(child > 0)
        var status: Int32 = 0
        #expect(waitpid(child, &status, 0) == child)
        #expect(status & 0x7F == SIGKILL)
    }

    @Test(
        "that cannot be started gives the system's error",
        arguments: [("/nonexistent", ENOENT), ("/tmp", EACCES)]
    )
    func cannotStart(_ path: String, _ reason: Int32) async {
        #expect(await spawn([path], output: 2) == -reason)
    }

    @Test("has its own process group, no input and none of our files")
    func surroundings() async throws {
        let secret = open("/dev/zero", O_RDONLY)
        defer { close(secret) }
        let path = NSTemporaryDirectory() + "kinoteka-child-\(UInt32.random(in: 0...UInt32.max))"
        defer { unlink(path) }
        let output = open(path, O_RDWR | O_CREAT, 0o600)
        defer { close(output) }
        let script =
            "cd /proc/self/fd && for f in *; do readlink $f; done; echo group $(ps -o pgid= -p $$) $$"
        await withCheckedContinuation { continuation in
            _ = startThread(named: "test-spawn") {
                let child = MongodProcess.spawn(["/bin/sh", "-c", script], output: output)
                waitpid(child, nil, 0)
                continuation.resume()
            }
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("/dev/null"))
        #expect(!text.contains("/dev/zero"))
        #expect(!text.contains("socket:"))
        let group = text.split(separator: "\n").last?.split(separator: " ")
        #expect(group?.count == 3)
        #expect(group?[1] == group?[2])
    }
}
