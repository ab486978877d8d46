import JSONKit
import Testing

@Suite("The bounds of a field")
struct FieldBoundsTests {
    private func check<Value>(
        _ json: JSONValue,
        _ read: (inout FieldReader) -> Value?
    ) -> (value: Value?, errors: [String]) {
        let errors = FieldErrors()
        var fields = FieldReader(
            .object([JSONValue.Member(key: "f", value: json)]),
            errors: errors
        )
        let value = read(&fields)
        return (value, errors.all.map(\.description))
    }

    @Test("count characters, not bytes")
    func characters() {
        let five = check(.string("ééé😀👩‍👩‍👧")) { $0.string("f", 1...5) }
        #expect(five.value == "ééé😀👩‍👩‍👧")
        let six = check(.string("éééééé")) { $0.string("f", 1...5) }
        #expect(six.errors == ["/f: must have at most 5 characters, not 6"])
    }

    @Test("hold for text without the space around it")
    func trims() {
        #expect(check(.string("  a b\n")) { $0.string("f", 1...3) }.value == "a b")
        #expect(check(.string(" \t ")) { $0.string("f", 1...3) }.errors == ["/f: must not be empty"])
        #expect(
            check(.string(" a ")) { $0.string("f", 2...3) }.errors == ["/f: must have at least 2 characters"]
        )
    }

    @Test("refuse enormous text without counting it")
    func enormous() {
        let text = String(repeating: "x", count: 1_000_000)
        #expect(
            check(.string(text)) { $0.string("f", 1...5) }.errors == ["/f: must have at most 5 characters"]
        )
    }

    @Test("keep control characters out, NUL among them", arguments: ["\u{0}", "\u{7}", "\u{7F}", "\u{9F}"])
    func controls(control: String) {
        let checked = check(.string("a\(control)b")) { $0.string("f", 1...5) }
        #expect(checked.value == nil)
        #expect(checked.errors == ["/f: must not contain control characters"])
    }

    @Test(
        "let lines end in texts but not in titles",
        arguments: ["\n", "\t", "\r\n", "\u{2028}", "\u{2029}"]
    )
    func lines(separator: String) {
        #expect(check(.string("a\(separator)b")) { $0.string("f", 1...5) }.value == "a\(separator)b")
        #expect(check(.string("a\(separator)b")) { $0.line("f", 1...5) }.value == nil)
    }

    @Test("include both ends")
    func ends() {
        #expect(check(.int(3)) { $0.int("f", 3...5) }.value == 3)
        #expect(check(.int(5)) { $0.int("f", 3...5) }.value == 5)
        #expect(check(.int(6)) { $0.int("f", 3...5) }.errors == ["/f: must be from 3 to 5, not 6"])
        #expect(check(.int(0)) { $0.int("f", 1...Int64.max) }.errors == ["/f: must be at least 1, not 0"])
        #expect(check(.int(10)) { $0.double("f", 0...10) }.value == 10)
        #expect(
            check(.double(10.01)) { $0.double("f", 0...10) }.errors == ["/f: must be from 0 to 10, not 10.01"]
        )
    }

    @Test("ask for whole numbers where fractions make no sense")
    func whole() {
        #expect(check(.double(1.5)) { $0.int("f", 1...5) }.errors == ["/f: a whole number was expected"])
        #expect(check(.bool(true)) { $0.int("f", 1...5) }.value == nil)
    }

    @Test("limit the elements of an array")
    func arrays() {
        let three = JSONValue.array([.int(1), .int(2), .int(3)])
        #expect(check(three) { $0.array("f", atMost: 3) }.value?.map(\.pointer) == ["/f/0", "/f/1", "/f/2"])
        #expect(
            check(three) { $0.array("f", atMost: 2) }.errors == ["/f: must have at most 2 elements, not 3"]
        )
        #expect(
            check(.string("x")) { $0.array("f", atMost: 2) }.errors == [
                "/f: an array was expected, not a string"
            ]
        )
    }
}
