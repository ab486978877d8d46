import JSONKit
import Testing

@testable import HTTPKit

@Suite("The parameters of a query")
struct QueryReaderTests {
    private enum Order: String, CaseIterable {
        case title, year
    }

    /// The pointers of what is wrong with a query of `name`, `limit`, `sort` and `tags`.
    private func wrong(_ text: String) throws -> [String] {
        do {
            var query = try QueryReader(text)
            _ = query.string("name", 1...5)
            _ = query.int("limit", 1...100)
            _ = query.word("sort", Order.self)
            _ = query.list("tags", atMost: 3)
            try query.finish()
            return []
        } catch {
            #expect(error.kind == .validation)
            return error.errors.map(\.pointer).sorted()
        }
    }

    @Test("are read with their types")
    func values() throws {
        var query = try QueryReader("name=+J%C3%BCrgen%20&limit=20&sort=year&tags=a,b%2Cc")
        #expect(query.string("name", 1...10) == "Jürgen")
        #expect(query.int("limit", 1...100) == 20)
        #expect(query.word("sort", Order.self) == .year)
        #expect(query.list("tags", atMost: 3) == ["a", "b", "c"])
        try query.finish()
    }

    @Test("may be absent, all of them")
    func absent() throws {
        #expect(try wrong("") == [])
        #expect(try wrong("&&") == [])
    }

    @Test(
        "are refused one by one",
        arguments: [
            ("name=", "?name"), ("name=%20", "?name"), ("name=toolong", "?name"), ("name=a%00b", "?name"),
            ("name=%FF", "?name"), ("name=%", "?name"), ("name=%4", "?name"), ("name=%zz", "?name"),
            ("name=a&name=b", "?name"), ("limit=0", "?limit"), ("limit=101", "?limit"), ("limit=", "?limit"),
            ("limit=ten", "?limit"), ("limit=+5", "?limit"), ("limit=%2B5", "?limit"),
            ("limit=1.0", "?limit"),
            ("limit=99999999999999999999", "?limit"), ("sort=Title", "?sort"), ("sort=", "?sort"),
            ("tags=", "?tags"), ("tags=a,,b", "?tags"), ("tags=a,b,a", "?tags"), ("tags=a,b,c,d", "?tags"),
            ("page=2", "?page"), ("NAME=a", "?NAME"), ("=x", "?"), ("%FF=x", "?%FF"),
        ]
    )
    func single(_ text: String, pointer: String) throws {
        #expect(try wrong(text) == [pointer])
    }

    @Test("are all named when several are wrong")
    func several() throws {
        #expect(
            try wrong("name=&limit=0&sort=x&tags=,&page=2&size=3")
                == ["?limit", "?name", "?page", "?size", "?sort", "?tags"]
        )
    }

    @Test("are refused as a whole when the query is too long")
    func tooLong() {
        let error = #expect(throws: Problem.self) { try QueryReader(String(repeating: "x", count: 2049)) }
        #expect(error?.kind == .queryTooLong)
        #expect(throws: Never.self) { try QueryReader(String(repeating: "x", count: 2048)) }
    }
}
