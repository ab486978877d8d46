import Foundation

/// What one finished run of the binary printed and how it ended.
struct CommandLineRun: Sendable {
    let output: String
    let errors: String
    let exitCode: Int32

    /// Runs the binary to its end.
    static func kinoteka(
        _ arguments: [String],
        on folder: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> CommandLineRun {
        let data = folder.map { ["--data", $0] } ?? []
        return try await run(KinotekaBinary.path, arguments + data, environment: environment)
    }

    /// The run itself; fails where the command did.
    @discardableResult
    func succeeded() throws -> CommandLineRun {
        guard exitCode == 0 else { throw Failure(run: self) }
        return self
    }

    struct Failure: Error, CustomStringConvertible {
        let run: CommandLineRun
        var description: String { "exit code \(run.exitCode): \(run.output)\(run.errors)" }
    }

    /// The JSON objects that the command printed, one a line.
    func objects() throws -> [[String: Any]] {
        try output.split(separator: "\n").map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            else {
                throw Failure(run: self)
            }
            return object
        }
    }

    static func run(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> CommandLineRun {
        // Files instead of pipes: a full pipe would hang the child while nobody reads.
        let folder = try KinotekaBinary.temporaryFolder("run")
        defer { KinotekaBinary.remove(folder) }
        let outputPath = folder + "/out"
        let errorPath = folder + "/err"
        for path in [outputPath, errorPath] { try Data().write(to: URL(filePath: path)) }
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputPath))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errorPath))
        try await process.runToEnd()
        return CommandLineRun(
            output: try String(contentsOfFile: outputPath, encoding: .utf8),
            errors: try String(contentsOfFile: errorPath, encoding: .utf8),
            exitCode: process.terminationStatus
        )
    }
}

extension Process {
    /// Starts the process and waits for its end without holding a thread of the cooperative pool.
    func runToEnd() async throws {
        let ended = AsyncStream<Void>.makeStream()
        terminationHandler = { _ in ended.continuation.finish() }
        try run()
        for await _ in ended.stream {}
    }
}
