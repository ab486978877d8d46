import EventLog
import Foundation
import JSONKit

/// What a running `kinoteka up` tells the other commands: its process, where it listens, and its MongoDB.
///
/// Kept in the data folder with mode 0600, because a MongoDB URI may carry a password.
struct RunningServer {
    let pid: Int32
    let url: String
    let mongo: String

    /// The server that runs on the folder; nil when none does.
    static func find(_ folder: DataFolder) -> RunningServer? {
        guard let data = FileManager.default.contents(atPath: folder.serverFile),
            let json = try? JSONValue(parsing: [UInt8](data)),
            case .int(let pid)? = json["pid"], case .string(let url)? = json["url"],
            case .string(let mongo)? = json["mongo"]
        else { return nil }
        // A file that a crash left behind names a process that is gone.
        guard let pid = Int32(exactly: pid), kill(pid, 0) == 0 else { return nil }
        return RunningServer(pid: pid, url: url, mongo: mongo)
    }

    func write(_ folder: DataFolder) throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("pid")
        writer.int(pid)
        writer.key("url")
        writer.string(url)
        writer.key("mongo")
        writer.string(mongo)
        writer.endObject()
        let part = folder.serverFile + ".part"
        guard
            FileManager.default.createFile(
                atPath: part,
                contents: Data(writer.bytes),
                attributes: [.posixPermissions: 0o600]
            ),
            rename(part, folder.serverFile) == 0
        else { throw CommandFailure.failed("\(folder.serverFile) cannot be written.") }
    }

    static func forget(_ folder: DataFolder) {
        try? FileManager.default.removeItem(atPath: folder.serverFile)
    }
}
