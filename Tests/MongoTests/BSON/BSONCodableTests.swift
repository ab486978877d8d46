import Foundation
import Mongo
import Testing

@Suite("A Codable value")
struct BSONCodableTests {
    struct Movie: Codable, Equatable {
        enum Kind: String, Codable { case feature, short }
        struct Credit: Codable, Equatable {
            var name: String
            var order: UInt8?
        }
        var id: Int64
        var year: Int32?
        var rating: Double
        var isGone: Bool
        var added: Date
        var kind: Kind
        var credits: [Credit]
        var titles: [String: String]
        var matrix: [[Int]]
        var optionals: [Int?]
    }

    static let movie = Movie(
        id: 42,
        year: nil,
        rating: 8.5,
        isGone: false,
        added: Date(timeIntervalSince1970: 1.25),
        kind: .short,
        credits: [.init(name: "Lang", order: 1), .init(name: "Lorre", order: nil)],
        titles: ["de": "M"],
        matrix: [[1], [], [2, 3]],
        optionals: [1, nil]
    )

    @Test("is the same after encoding and decoding")
    func roundTrip() throws {
        let document = try BSONEncoder().encode(Self.movie)
        #expect(try BSONDecoder().decode(Movie.self, from: document) == Self.movie)
        #expect(document["added"] == .date(millisecondsSince1970: 1_250))
        #expect(document["year"] == nil)
        #expect(document["credits.0.order"] == 1)
    }

    @Test("is refused with the path of a wrong, missing or unfitting field")
    func refused() throws {
        func path(_ document: BSONDocument) -> [String]? {
            do {
                _ = try BSONDecoder().decode([String: [Movie.Credit]].self, from: document)
                return nil
            } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context),
                DecodingError.keyNotFound(_, let context), DecodingError.valueNotFound(_, let context)
            {
                return context.codingPath.map(\.stringValue)
            } catch {
                return nil
            }
        }
        #expect(path(["a": [["name": 1]]]) == ["a", "name"])
        #expect(path(["a": [["order": 1]]]) == ["a"])
        #expect(path(["a": [["name": "x", "order": 300]]]) == ["a", "order"])
        #expect(path(["a": nil]) == ["a"])
    }

    @Test("that has no names at its top, or an integer beyond int64, is refused")
    func unencodable() {
        #expect(throws: EncodingError.self) { try BSONEncoder().encode([1, 2]) }
        #expect(throws: EncodingError.self) { try BSONEncoder().encode(["a": UInt64.max]) }
    }
}
