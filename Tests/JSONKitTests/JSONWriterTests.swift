import JSONKit
import Testing

@Suite("The writer")
struct JSONWriterTests {
    @Test("puts commas between members and elements, and nowhere else")
    func commas() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.int(1)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.endArray()
        writer.key("b")
        writer.bool(false)
        writer.endObject()
        #expect(writer.text == #"{"a":[1,null,{}],"b":false}"#)
    }

    @Test("escapes quotes, backslashes and control characters only")
    func escapes() {
        var writer = JSONWriter()
        writer.string("\u{0}\u{8}\t\n\u{C}\r\u{1F}\"\\/é\u{2028}😀")
        #expect(writer.text == #""\u0000\b\t\n\f\r\u001f\"\\/é"# + "\u{2028}😀\"")
    }

    @Test("escapes keys that are known at run time")
    func escapesKeys() {
        var writer = JSONWriter()
        writer.beginObject()
        let key = "a\"\n"
        writer.key(key)
        writer.int(1)
        writer.endObject()
        #expect(writer.text == #"{"a\"\n":1}"#)
    }

    @Test(
        "writes whole doubles without a fraction and others with the shortest digits",
        arguments: [
            (3.0, "3"), (-2.0, "-2"), (0.1, "0.1"), (1e300, "1e+300"),
            (Double.leastNonzeroMagnitude, "5e-324"),
        ]
    )
    func doubles(number: Double, text: String) {
        var writer = JSONWriter()
        writer.double(number)
        #expect(writer.text == text)
    }

    @Test("writes null for what JSON cannot say", arguments: [Double.infinity, -.infinity, .nan])
    func notFinite(number: Double) {
        var writer = JSONWriter()
        writer.beginArray()
        writer.double(number)
        writer.int(1)
        writer.endArray()
        #expect(writer.text == "[null,1]")
    }

    @Test("writes the extreme integers")
    func integers() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.int(Int64.min)
        writer.int(UInt64.max)
        writer.int(Int8(-7))
        writer.int(0)
        writer.endArray()
        #expect(writer.text == "[-9223372036854775808,18446744073709551615,-7,0]")
    }

    @Test("starts afresh after a line end and after being emptied")
    func startsAfresh() {
        var writer = JSONWriter()
        writer.int(1)
        writer.newline()
        writer.int(2)
        #expect(writer.text == "1\n2")
        writer.removeAll()
        writer.int(3)
        #expect(writer.text == "3")
    }
}
