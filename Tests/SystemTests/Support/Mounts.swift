import Foundation

/// Small file systems of the tests' own, for a full disk and a read-only folder.
enum Mounts {
    /// Only a user who may mount can make them; elsewhere the tests say that they were skipped.
    static let areAllowed: Bool = {
        guard getuid() == 0, let folder = try? KinotekaBinary.temporaryFolder("mount-probe") else {
            return false
        }
        defer { KinotekaBinary.remove(folder) }
        guard mount("tmpfs", folder, "tmpfs", 0, "size=1m") == 0 else { return false }
        umount2(folder, 0)
        return true
    }()

    static func withTemporaryFileSystem(size: String, _ body: @Sendable (String) async throws -> Void)
        async throws
    {
        let folder = try KinotekaBinary.temporaryFolder("mount")
        guard mount("tmpfs", folder, "tmpfs", 0, "size=\(size)") == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EPERM)
        }
        defer {
            umount2(folder, Int32(MNT_DETACH))
            KinotekaBinary.remove(folder)
        }
        try await body(folder)
    }

    static func remountReadOnly(_ folder: String) async throws {
        let flags = UInt(MS_REMOUNT) | UInt(MS_RDONLY)
        guard mount("tmpfs", folder, "tmpfs", flags, nil) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EPERM)
        }
    }
}
