import Testing

@testable import Mongo

@Suite("The search for a mongod")
struct MongodBinaryTests {
    @Test("takes the named one, then the path's, then the candidates")
    func order() throws {
        let environment = ["KINOTEKA_MONGOD": "/bin/true", "PATH": "/nowhere"]
        #expect(try MongodBinary.find(candidates: ["/bin/sh"]) { environment[$0] } == "/bin/true")
        #expect(
            try MongodBinary.find(candidates: ["/nowhere/x", "/bin/sh"]) { $0 == "PATH" ? "/nowhere" : nil }
                == "/bin/sh"
        )
    }

    @Test("says where it looked")
    func notFound() {
        let error = #expect(throws: MongodError.self) {
            try MongodBinary.find(candidates: ["/nowhere/mongod"]) { _ in nil }
        }
        #expect(error?.kind == .notFound)
        #expect(error?.message.contains("/nowhere/mongod") == true)
        let named = #expect(throws: MongodError.self) {
            try MongodBinary.find(candidates: ["/bin/sh"]) { $0 == "KINOTEKA_MONGOD" ? "/tmp" : nil }
        }
        #expect(named?.message.contains("KINOTEKA_MONGOD") == true)
    }

    @Test(
        "accepts 5.0 and newer",
        arguments: [("5.0.0", true), ("6.0.5", true), ("10.1", true), ("4.4.29", false), ("", false)]
    )
    func versions(_ version: String, _ isSupported: Bool) {
        #expect(MongodBinary.isSupported(version) == isSupported)
    }
}
