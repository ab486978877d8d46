import Contracts
import HTTPKit
import HummingbirdCore
import Mongo
import NIOCore
import Projection

/// What a read waits for, and until when.
struct ReadContext: Sendable {
    /// Positions that the answer must include.
    let positions: [LogPosition]
    let deadline: ContinuousClock.Instant

    init(_ call: Call, wait: Duration) throws(Problem) {
        let positions = try call.positionsToAwait()
        for position in positions where position.log != .catalog {
            throw Problem(.invalidHeader, "Kinoteka-After: these reads include the log catalog only.")
        }
        self.positions = positions
        deadline = .now + wait
    }
}

extension Response {
    /// Says which position the answer includes at least.
    mutating func setPosition(of model: ActiveModel) {
        setPosition(LogPosition(log: .catalog, position: model.checkpoint[.catalog] ?? .start))
    }
}

extension QueryReader {
    /// The fields that a list shows: all without the parameter, else the named ones and the key.
    mutating func shape(of model: ReadModelInfo) -> JSONShape {
        fields(among: [model.key] + model.fields).map(model.shape(of:)) ?? model.shape
    }

    /// The fields that a thing's own page shows, and whether those that only a page has are among them.
    mutating func pageShape(of model: ReadModelInfo) -> (shape: JSONShape, hasPageFields: Bool) {
        let known = [model.key] + model.fields + model.pageFields
        guard let fields = fields(among: known) else { return (model.shape, !model.pageFields.isEmpty) }
        return (model.shape(of: fields), model.pageFields.contains(where: fields.contains))
    }

    private mutating func fields(among known: [String]) -> [String]? {
        guard let fields = list("fields", atMost: 32) else { return nil }
        let unknown = fields.filter { !known.contains($0) }
        if !unknown.isEmpty {
            fail(
                "fields",
                "there is no \(unknown.map { $0.prefix(50) }.joined(separator: ", ")); "
                    + "there are \(known.joined(separator: ", "))"
            )
        }
        return fields
    }

    /// How many items a page has.
    mutating func limit(_ range: ClosedRange<Int64>, default standard: Int) -> Int {
        int("limit", range).map(Int.init) ?? standard
    }
}

/// Writes `{"items": [...], "next": cursor}`.
struct ListAnswer {
    var buffer: ByteBuffer

    init(_ documents: [BSONDocument], _ shape: JSONShape, next: String?) throws(ReadError) {
        buffer = ByteBuffer()
        buffer.writeStaticString("{\"items\":[")
        for (index, document) in documents.enumerated() {
            if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
            do {
                try document.writeJSON(into: &buffer, shape)
            } catch {
                throw .broken(reason: error.description)
            }
        }
        buffer.writeStaticString("],\"next\":")
        if let next {
            // A cursor has no letter that JSON would escape.
            buffer.writeString("\"\(next)\"}")
        } else {
            buffer.writeStaticString("null}")
        }
    }

    func response(_ call: Call, next: String?, from model: ActiveModel) -> Response {
        var response = Response.json(buffer)
        response.setPosition(of: model)
        if let next { response.setNextLink(call, cursor: next) }
        return response
    }
}
