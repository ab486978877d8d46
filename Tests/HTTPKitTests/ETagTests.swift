import Testing

@testable import HTTPKit

@Suite("Entity tags")
struct ETagTests {
    @Test("are written in quotes, and say their version")
    func text() {
        #expect(ETag(version: 3).description == "\"3\"")
        #expect(ETag(version: 3, position: 1234).description == "\"3.1234\"")
        #expect(ETag(version: 3, position: 1234).version == 3)
        #expect(ETag("3", isWeak: true).description == "W/\"3\"")
    }

    @Test(
        "that no answer had have no version",
        arguments: ["", "abc", "-1", "1e3", ".5", "99999999999999999999"]
    )
    func noVersion(_ value: String) {
        #expect(ETag(value).version == nil)
    }

    @Test("are read from a header with all its forms")
    func conditions() {
        #expect(ETagCondition(" * ") == .any)
        #expect(ETagCondition("\"3\"") == .tags([ETag("3")]))
        #expect(
            ETagCondition("\"3\",W/\"4.5\" ,\t\"\"")
                == .tags([ETag("3"), ETag("4.5", isWeak: true), ETag("")])
        )
    }

    @Test(
        "are refused where a header is no list of them",
        arguments: [
            "", "3", "\"3", "3\"", "\"3\" \"4\"", "\"3\",", ",\"3\"", "*, \"3\"", "\"3\", *", "w/\"3\"",
            "W/ \"3\"",
            "\"a b\"", "\"a\u{7F}\"",
        ]
    )
    func malformed(_ text: String) {
        #expect(ETagCondition(text) == nil)
    }

    @Test("are read up to a bound")
    func bound() {
        let tags = { (count: Int) in (0..<count).map { "\"\($0)\"" }.joined(separator: ",") }
        #expect(ETagCondition(tags(ETagCondition.limit)) != nil)
        #expect(ETagCondition(tags(ETagCondition.limit + 1)) == nil)
    }

    @Test("match weakly: what stands between the quotes counts")
    func matching() {
        let condition = ETagCondition.tags([ETag("2"), ETag("3", isWeak: true)])
        #expect(condition.matches(ETag("3")))
        #expect(!condition.matches(ETag("4")))
        #expect(ETagCondition.any.matches(ETag("4")))
    }
}
