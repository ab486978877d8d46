import Foundation
import HTTPKit
import Testing

@Suite("A token's file")
final class TokenFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "kinoteka-\(UUID())")
    private var path: String { folder.appending(path: "token").path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test("is made with a token of its own, for its owner's eyes only")
    func made() throws {
        let (text, _) = try BearerToken.text(orCreateAt: path)
        #expect(text.count >= 43)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try BearerToken.text(orCreateAt: path).text == text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["token"])
        #expect(try BearerToken.text(orCreateAt: path + "2").text != text)
    }

    @Test("may end with a line break")
    func lineBreak() throws {
        try write("0123456789abcdef\n")
        #expect(try BearerToken.text(orCreateAt: path).text == "0123456789abcdef")
    }

    @Test("that others can read is refused", arguments: [0o644, 0o640, 0o604])
    func readable(_ mode: Int) throws {
        try write("0123456789abcdef", mode: mode)
        let error = #expect(throws: BearerToken.FileError.self) { try BearerToken.load(orCreateAt: path) }
        #expect(error?.description.contains("chmod 600") == true)
    }

    @Test("without a usable token is refused and kept", arguments: ["", "short", "0123456789abcdéf"])
    func unusable(_ text: String) throws {
        try write(text)
        #expect(throws: BearerToken.FileError.self) { try BearerToken.load(orCreateAt: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test("in a folder that is not there is refused")
    func noFolder() {
        #expect(throws: BearerToken.FileError.self) { try BearerToken.load(orCreateAt: path + "/x/y") }
    }
}
