import HTTPTypes
import Testing

@testable import HTTPKit

@Suite("The route table")
struct RouteTableTests {
    private static let paths = [
        "/", "/api/movies", "/api/movies/{id}", "/api/movies/{id}/credits/{credit_id}", "/api/movies/newest",
        "/api/movies/newest/{year}",
    ]
    private static let routes =
        paths.map { route(.get, $0) } + [route(.put, "/api/movies/{id}"), route(.delete, "/api/movies/{id}")]
    private let table = RouteTable(routes)

    private static func route(_ method: HTTPRequest.Method, _ path: String) -> Route {
        Route(method, path, "A route", tag: "Test", answers: [.empty(204, "Done.")]) { _ in .empty() }
    }

    /// The path of the route that is found, with the values of its parameters.
    private func found(_ path: String, _ method: HTTPRequest.Method = .get) -> String? {
        guard case .found(let index, let parameters) = table.match(method, path) else { return nil }
        let route = Self.routes[index]
        let values = ["id", "credit_id", "year"].compactMap { name in parameters[name].map { "\(name)=\($0)" }
        }
        return ([route.path] + values).joined(separator: " ")
    }

    @Test(
        "finds every route, with what stands for its names",
        arguments: [
            ("/", "/"), ("/api/movies", "/api/movies"), ("/api/movies/42", "/api/movies/{id} id=42"),
            ("/api/movies/42/credits/7", "/api/movies/{id}/credits/{credit_id} id=42 credit_id=7"),
            ("/api/movies/newest/1999", "/api/movies/newest/{year} year=1999"),
        ]
    )
    func finds(_ path: String, route: String) {
        #expect(found(path) == route)
    }

    @Test("prefers the part that is written out, and falls back where that leads nowhere")
    func literals() {
        #expect(found("/api/movies/newest") == "/api/movies/newest")
        #expect(
            found("/api/movies/newest/credits/7")
                == "/api/movies/{id}/credits/{credit_id} id=newest credit_id=7"
        )
    }

    @Test("undoes percent escapes in parameters only")
    func escapes() {
        #expect(found("/api/movies/l%C3%A9on%2F1") == "/api/movies/{id} id=léon/1")
        #expect(found("/api/m%6Fvies/1") == nil)
        #expect(found("/api/movies/a+b") == "/api/movies/{id} id=a+b")
    }

    @Test("calls a broken escape malformed", arguments: ["%", "%4", "%zz", "%FF", "%C3", "%ED%A0%80"])
    func broken(_ part: String) {
        guard case .malformed = table.match(.get, "/api/movies/\(part)") else {
            Issue.record("\(part) was taken")
            return
        }
    }

    @Test(
        "finds nothing elsewhere",
        arguments: [
            "", "*", "api/movies", "/api", "/api/", "/api/movies/", "//api/movies", "/api//movies",
            "/api/movies//",
            "/api/movies/1/", "/api/movies/1/credits", "/api/movies//credits/1", "/API/movies",
            "/api/movies/1/credits/2/3",
            String(repeating: "/api", count: 5000), String(repeating: "/", count: 5000),
        ]
    )
    func nothing(_ path: String) {
        guard case .nothing = table.match(.get, path) else {
            Issue.record("\(path.prefix(100)) was found")
            return
        }
    }

    @Test("lists the methods of a path that does not take the one asked for")
    func otherMethods() {
        guard case .otherMethods(let methods) = table.match(.post, "/api/movies/42") else {
            Issue.record("POST was taken")
            return
        }
        #expect(Set(methods) == [.get, .head, .put, .delete, .options])
    }

    @Test("answers HEAD with the route of GET")
    func head() {
        #expect(found("/api/movies/42", .head) == "/api/movies/{id} id=42")
    }
}
