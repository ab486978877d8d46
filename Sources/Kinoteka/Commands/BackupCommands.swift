import ArgumentParser
import Contracts
import EventLog
import Foundation

/// `kinoteka backup`: a consistent copy of what cannot be made again.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the log, the tables and the token into a new folder, also while the server runs.",
        discussion: """
            The read models are not copied: they are made again from the log.
            Example: kinoteka backup /backups/monday --data data
            """
    )
    @Argument(help: "The folder to make.")
    var target: String
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let folder = try data.folder()
        try folder.check()
        try FileManager.default.requireLog(folder)
        let copy = DataFolder(path: target)
        guard !FileManager.default.fileExists(atPath: copy.path) else {
            throw CommandFailure.failed("\(copy.path) exists already; choose another name.")
        }
        try FileManager.default.createDirectory(
            atPath: copy.path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let head = try await LogBackup(folder, log: .catalog).copy(to: copy.file(of: .catalog))
        for file in [\DataFolder.tokenFile, \.formatFile]
        where FileManager.default.fileExists(atPath: folder[keyPath: file]) {
            try FileManager.default.copyItem(atPath: folder[keyPath: file], toPath: copy[keyPath: file])
        }
        if output.json {
            JSONLine.print {
                $0.field("position", head.rawValue)
                $0.field("folder", copy.path)
            }
        } else {
            Console.line("\(copy.path) holds the log up to position \(head).")
        }
    }
}

/// `kinoteka restore`: a data folder from a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a data folder from a backup, and prove its log.",
        discussion: "Example: kinoteka restore /backups/monday --data data2"
    )
    @Argument(help: "A folder that `kinoteka backup` made.")
    var source: String
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let backup = DataFolder(path: source)
        try backup.check()
        try FileManager.default.requireLog(backup)
        let folder = try data.folder()
        guard !FileManager.default.fileExists(atPath: folder.file(of: .catalog)) else {
            throw CommandFailure.failed("\(folder.path) has a log already; restore into a new folder.")
        }
        let lock = try folder.lock()
        defer { lock.release() }
        let head = try await LogBackup(backup, log: .catalog).copy(to: folder.file(of: .catalog))
        let report = try await LogVerifier(folder, log: .catalog).verify()
        if let finding = report.finding {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: folder.file(of: .catalog) + suffix)
            }
            throw CommandFailure.failed("The backup's log is damaged, so nothing was restored. \(finding)")
        }
        if FileManager.default.fileExists(atPath: backup.tokenFile) {
            try? FileManager.default.removeItem(atPath: folder.tokenFile)
            try FileManager.default.copyItem(atPath: backup.tokenFile, toPath: folder.tokenFile)
        }
        if output.json {
            JSONLine.print {
                $0.field("position", head.rawValue)
                $0.field("folder", folder.path)
            }
        } else {
            Console.line(
                "\(folder.path) holds the log up to position \(head); `kinoteka up` makes the read models."
            )
        }
    }
}
