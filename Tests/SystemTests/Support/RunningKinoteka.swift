import AsyncHTTPClient
import Foundation
import NIOCore
import Synchronization

/// A server of the built binary, `kinoteka up` or one role of it, with real processes behind it.
final class RunningKinoteka: Sendable {
    let data: String
    /// Such as `http://127.0.0.1:41234`.
    let url: String
    let token: String
    private let process: ProcessBox

    /// Starts `kinoteka up` on a free port and returns when it says that it is ready.
    static func up(
        data: String,
        arguments: [String] = ["--no-fixtures"],
        environment: [String: String] = [:]
    ) async throws -> RunningKinoteka {
        try await start(["up", "--data", data] + arguments, data: data, environment: environment)
    }

    /// Starts a server on a free port and returns when it says that it is ready.
    static func start(
        _ arguments: [String],
        data: String,
        environment: [String: String] = [:]
    ) async throws -> RunningKinoteka {
        let process = Process()
        process.executableURL = URL(filePath: KinotekaBinary.path)
        process.arguments = arguments + ["--listen", "127.0.0.1:0"]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let output = Pipe()
        let log = "\(data).\(arguments[0]).log"
        try Data().write(to: URL(filePath: log))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: URL(filePath: log))
        let box = ProcessBox(process)
        try process.run()
        guard let url = await readyURL(in: output) else {
            box.signal(SIGKILL)
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw StartFailure(said: said)
        }
        let token = (try? String(contentsOfFile: data + "/token", encoding: .utf8)) ?? ""
        return RunningKinoteka(
            data: data,
            url: url,
            token: token.trimmingCharacters(in: .whitespacesAndNewlines),
            process: box
        )
    }

    private init(data: String, url: String, token: String, process: ProcessBox) {
        self.data = data
        self.url = url
        self.token = token
        self.process = process
    }

    var processID: Int32 { process.id }

    /// Runs another command on the same folder.
    func command(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandLineRun {
        try await CommandLineRun.kinoteka(arguments, on: data, environment: environment)
    }

    /// Ends the process as a crash would, and waits until it is gone.
    func kill() async {
        process.signal(SIGKILL)
        await process.waitUntilGone()
    }

    /// Ends the process as Ctrl-C would; returns its exit code.
    @discardableResult
    func stop() async -> Int32 {
        process.signal(SIGINT)
        await process.waitUntilGone()
        return process.exitCode
    }

    /// Stops the process where it is, as a machine that sleeps would, until ``resume()``.
    func freeze() { process.signal(SIGSTOP) }
    func resume() { process.signal(SIGCONT) }

    struct StartFailure: Error, CustomStringConvertible {
        let said: String
        var description: String { "kinoteka did not get ready; it said: \(said)" }
    }

    /// Reads the standard output up to the line `Ready at URL`; nil when the output ends before.
    private static func readyURL(in pipe: Pipe) async -> String? {
        let lines = AsyncStream<String>.makeStream()
        let rest = Mutex<[UInt8]>([])
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty {
                handle.readabilityHandler = nil
                lines.continuation.finish()
                return
            }
            rest.withLock { rest in
                rest.append(contentsOf: data)
                while let end = rest.firstIndex(of: 10) {
                    lines.continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                    rest.removeSubrange(...end)
                }
            }
        }
        for await line in lines.stream where line.hasPrefix("Ready at ") {
            return line.dropFirst("Ready at ".count).split(separator: " ").first.map(String.init)
        }
        return nil
    }
}

/// A child process that several tasks may signal.
///
/// `@unchecked Sendable`: `Process` is only started before it is boxed and only signalled and awaited afterwards,
/// which Foundation allows from any thread.
final class ProcessBox: @unchecked Sendable {
    private let process: Process
    private let ended: AsyncStream<Void>

    init(_ process: Process) {
        self.process = process
        let ended = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in ended.continuation.finish() }
        self.ended = ended.stream
    }

    deinit { if process.isRunning { signal(SIGKILL) } }

    var id: Int32 { process.processIdentifier }
    var exitCode: Int32 { process.terminationStatus }

    func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }

    func waitUntilGone() async {
        for await _ in ended {}
    }
}
