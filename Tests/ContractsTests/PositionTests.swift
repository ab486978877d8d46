import Contracts
import Testing

@Suite("A place in a log")
struct PositionTests {
    @Test("is read as it is written", arguments: ["catalog:0", "catalog:1234", "a-b:9223372036854775807"])
    func roundTrip(text: String) throws {
        #expect(try #require(LogPosition(text)).description == text)
    }

    @Test(
        "is refused when it has another form",
        arguments: [
            "", "catalog", "catalog:", ":1", "catalog:-1", "catalog:+1", "catalog:1.0", "catalog: 1",
            "catalog:1 ",
            "catalog:1:2", "Catalog:1", "cata log:1", "catalog:9223372036854775808", "catalog:١", "1:catalog",
        ]
    )
    func refused(text: String) {
        #expect(LogPosition(text) == nil)
    }

    @Test("comes after the one before it")
    func order() {
        #expect(Position.start.next == Position(rawValue: 1))
        #expect(Position(rawValue: 9) < Position(rawValue: 10))
    }
}

@Suite("The name of a log")
struct LogNameTests {
    @Test(
        "is 1 to 32 lowercase letters and hyphens",
        arguments: ["a", "catalog", "a-b", String(repeating: "x", count: 32)]
    )
    func accepted(name: String) {
        #expect(LogName(rawValue: name)?.description == name)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "A", "a1", "a_b", "a.b", "a/b", "a b", "é", "a\n", "$a", String(repeating: "x", count: 33),
        ]
    )
    func refused(name: String) {
        #expect(LogName(rawValue: name) == nil)
    }
}
