import JSONKit
import Testing

@Suite("A reader of fields")
struct FieldReaderTests {
    private func reader(_ text: String, _ errors: FieldErrors) throws -> FieldReader {
        FieldReader(try JSONValue(parsing: Array(text.utf8)), errors: errors)
    }

    @Test("notes every wrong field at once, each at its place")
    func collectsAll() throws {
        let errors = FieldErrors()
        let text = #"{"name":7,"year":1200,"rating":"good","tags":["a",5,""],"colour":1}"#
        var fields = try reader(text, errors)
        let wrong: [Any?] = [
            fields.requiredLine("name", 1...10), fields.requiredInt("year", 1888...2100),
            fields.double("rating", 0...10), fields.requiredString("title", 1...10),
        ]
        #expect(wrong.allSatisfy { $0 == nil })
        let tags = fields.array("tags", atMost: 5) { value, pointer, errors in
            FieldReader.line(value, 1...10, at: pointer, errors)
        }
        #expect(tags == ["a"])
        _ = fields.string("color", 1...10)
        fields.finish()
        #expect(
            errors.all == [
                FieldError(pointer: "/name", detail: "a string was expected, not a number"),
                FieldError(pointer: "/year", detail: "must be from 1888 to 2100, not 1200"),
                FieldError(pointer: "/rating", detail: "a number was expected, not a string"),
                FieldError(pointer: "/title", detail: "is required"),
                FieldError(pointer: "/tags/1", detail: "a string was expected, not a number"),
                FieldError(pointer: "/tags/2", detail: "must not be empty"),
                FieldError(pointer: "/colour", detail: "there is no such field; did you mean \"color\"?"),
            ]
        )
    }

    @Test("says once that the input is no object", arguments: ["[]", "1", "null", #""a""#])
    func refusesOthers(text: String) throws {
        let errors = FieldErrors()
        var fields = try reader(text, errors)
        _ = fields.requiredString("name", 1...10)
        _ = fields.requiredInt("year", 1...10)
        fields.finish()
        #expect(errors.all.map(\.pointer) == [""])
    }

    @Test("takes null for absent, but tells it apart when asked")
    func nulls() throws {
        let errors = FieldErrors()
        var fields = try reader(#"{"a":null}"#, errors)
        let (isNull, isThere) = (fields.isNull("a"), fields.has("a"))
        #expect(isNull && isThere)
        let (isMissingNull, isMissingThere) = (fields.isNull("b"), fields.has("b"))
        #expect(!isMissingNull && !isMissingThere)
        let optional = fields.int("a", 0...1)
        #expect(optional == nil && errors.isEmpty)
        let required = fields.requiredInt("a", 0...1)
        #expect(required == nil)
        #expect(errors.all.map(\.description) == ["/a: is required"])
    }

    @Test("escapes pointers as RFC 6901 says")
    func pointers() throws {
        let errors = FieldErrors()
        let fields = try reader("{}", errors)
        #expect(fields.path("a/b~c") == "/a~1b~0c")
    }

    @Test("keeps a bounded number of errors and counts the rest")
    func bounded() throws {
        let errors = FieldErrors()
        let members = (0..<250).map { #""x\#($0)":1"# }.joined(separator: ",")
        let fields = try reader("{\(members)}", errors)
        fields.finish()
        #expect(errors.all.count == FieldErrors.limit)
        #expect(errors.omitted == 250 - FieldErrors.limit)
    }
}
