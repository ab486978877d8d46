import Contracts
import EventLog
import JSONKit
import Testing

@Suite("A request for events over HTTP")
struct FeedRequestTests {
    @Test("has defaults for everything")
    func defaults() {
        let errors = FieldErrors()
        let request = FeedRequest(log: .catalog, parameter: { _ in nil }, errors: errors)
        #expect(errors.isEmpty)
        #expect(request.path == "/logs/catalog/events?after=0&limit=1000")
    }

    @Test("reads what its URL says")
    func parameters() {
        let errors = FieldErrors()
        let given = ["after": "17", "limit": "5", "wait": "2500", "stream": "movie-42"]
        let request = FeedRequest(log: .catalog, parameter: { given[$0] }, errors: errors)
        #expect(errors.isEmpty)
        #expect(request.path == "/logs/catalog/events?after=17&limit=5&wait=2500&stream=movie-42")
        #expect(request.wait == .milliseconds(2500))
    }

    @Test("names every wrong parameter")
    func wrong() {
        let errors = FieldErrors()
        let given = ["after": "-1", "limit": "10001", "wait": "long"]
        _ = FeedRequest(log: .catalog, parameter: { given[$0] }, errors: errors)
        #expect(errors.all.map(\.pointer) == ["/after", "/limit", "/wait"])
    }
}
