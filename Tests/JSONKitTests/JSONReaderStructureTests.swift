import JSONKit
import Testing

@Suite("The strict reader")
struct JSONReaderStructureTests {
    @Test(
        "refuses what RFC 8259 does not allow",
        arguments: [
            "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "[1 2]", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#,
            #"{,}"#,
            #"{a:1}"#, #"{'a':1}"#, #"{1:2}"#, "tru", "True", "nul", "nulll", "falsey", "1 2", "{}{}", "[]]",
            "// x\n1", "/**/1", "\u{FEFF}1", "\u{A0}1", #""a"#, "\u{0}", "1\u{0}", "undefined",
        ]
    )
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test("reads white space everywhere it may stand")
    func readsWhiteSpace() throws {
        let text = " \t\r\n{ \"a\" : [ 1 , true ] , \"b\" : { } } \n"
        let value = try JSONValue(parsing: Array(text.utf8))
        #expect(value["a"] == .array([.int(1), .bool(true)]))
        #expect(value["b"] == .object([]))
    }

    @Test("names the byte where the wrong thing is")
    func namesTheOffset() {
        #expect(throws: JSONError("a comma or the end of the array was expected", at: 3)) {
            try JSONValue(parsing: Array("[1 2]".utf8))
        }
    }

    @Test("refuses every beginning of a document, wherever it is cut")
    func refusesTruncated() throws {
        let whole = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00é😀",true,false,null],"b":{"c":{}}}"#.utf8)
        _ = try JSONValue(parsing: whole)
        for length in 0..<whole.count {
            #expect(throws: JSONError.self, "\(length) bytes") {
                try JSONValue(parsing: Array(whole[..<length]))
            }
        }
    }

    @Test("refuses a key that comes twice, also when it is written differently")
    func refusesDuplicateKeys() {
        for text in [#"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"[{"x":{"b":1,"c":2,"b":3}}]"#] {
            #expect(throws: JSONError.self, "\(text)") { try JSONValue(parsing: Array(text.utf8)) }
        }
    }

    @Test("takes the same key in different objects")
    func takesSameKeyElsewhere() throws {
        _ = try JSONValue(parsing: Array(#"{"a":{"a":1},"b":[{"a":1},{"a":2}]}"#.utf8))
    }

    @Test("gives back what a switch over escaped and plain keys reads")
    func comparesKeys() throws {
        var found: [String] = []
        try JSONReader.read(Array(#"{"title":1,"titl\u0065":2,"titles":3,"":4}"#.utf8)) {
            (reader: inout JSONReader) throws(JSONError) in
            try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
                let number = try reader.int()
                switch key {
                case "title": found.append("title \(number)")
                case "": found.append("empty \(number)")
                default: found.append("other \(key.text)")
                }
            }
        }
        #expect(found == ["title 1", "title 2", "other titles", "empty 4"])
    }
}
