import HTTPTypes
import JSONKit
import Testing

@testable import HTTPKit

@Suite("A problem document")
struct ProblemTests {
    private func document(_ problem: Problem, instance: String? = nil, requestID: String? = nil) throws
        -> JSONValue
    {
        var writer = JSONWriter()
        problem.write(to: &writer, instance: instance, requestID: requestID)
        return try JSONValue(parsing: writer.bytes)
    }

    @Test("has the members of RFC 9457, the request's identifier and every wrong field")
    func members() throws {
        let problem = Problem.validation([
            FieldError(pointer: "/title", detail: "is missing"),
            FieldError(pointer: "?limit", detail: "too large"),
        ])
        let json = try document(problem, instance: "/api/movies", requestID: "r-1")
        #expect(json.keys == ["type", "title", "status", "detail", "instance", "request_id", "errors"])
        #expect(json["type"] == .string("/problems/validation"))
        #expect(json["status"] == .int(400))
        #expect(json["detail"] == .string("2 fields are wrong."))
        #expect(json["instance"] == .string("/api/movies"))
        #expect(json["request_id"] == .string("r-1"))
        #expect(json.pointers == ["/title", "?limit"])
    }

    @Test("without wrong fields has no list of them")
    func short() throws {
        let json = try document(Problem(.notFound, "There is no movie 42."))
        #expect(json.keys == ["type", "title", "status", "detail"])
    }

    @Test("shows only the beginning of an unreasonably long path")
    func longPath() throws {
        let json = try document(
            Problem(.noSuchRoute, "No."),
            instance: "/" + String(repeating: "x", count: 5000)
        )
        #expect(json["instance"]?.text?.count == 201)
    }

    @Test("says how many wrong fields it does not list")
    func omitted() throws {
        let errors = FieldErrors()
        for index in 0..<150 { errors.add("/cast/\(index)", "is wrong") }
        let json = try document(.validation(errors))
        #expect(json["detail"] == .string("150 fields are wrong. The first 100 are listed."))
        #expect(json.pointers.count == 100)
    }

    @Test("of text that is no JSON says where")
    func malformedJSON() throws {
        let bytes = Array("{\n  \"title\": tru\n}".utf8)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        let json = try document(.malformedJSON(try #require(error), in: bytes))
        #expect(json["type"] == .string("/problems/malformed-json"))
        #expect(json["detail"]?.text?.hasPrefix("Line 2, column ") == true)
    }

    @Test("of waiting says for how long, at least a second")
    func retry() {
        #expect(Problem.retry(.busy, after: 5, "Later.").headers[.retryAfter] == "5")
        #expect(Problem.retry(.busy, after: 0, "Later.").headers[.retryAfter] == "1")
    }

    @Test("has a kind whose name, status and title nobody else has")
    func kinds() {
        #expect(Set(ProblemKind.all.map(\.name)).count == ProblemKind.all.count)
        #expect(Set(ProblemKind.all.map(\.title)).count == ProblemKind.all.count)
        #expect(ProblemKind.all.allSatisfy { (400...599).contains($0.status) })
    }
}
