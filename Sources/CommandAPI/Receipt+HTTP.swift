import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import WriteSide

extension Receipt {
    var status: Int { outcome == .created ? 201 : 200 }

    /// The answer to a REST request: 201 for what was made, 204 for a `DELETE`, 200 otherwise.
    func response(to call: Call) -> Response {
        let etag = ETag(version: version)
        var response: Response
        if call.request.method == .delete {
            response = .empty(.noContent, etag: etag)
        } else {
            var writer = JSONWriter(capacity: body.count + 64)
            writer.beginObject()
            writeMembers(to: &writer)
            writer.endObject()
            response = .json(writer.bytes, status: outcome == .created ? .created : .ok, etag: etag)
        }
        if outcome == .created { response.headers[.location] = location(call) }
        response.setPosition(LogPosition(log: .catalog, position: position))
        return response
    }

    /// Writes the answer's members, then `version` and `position`, into an object that is open.
    func writeMembers(to writer: inout JSONWriter) {
        if let inside = Self.inside(of: body), !inside.isEmpty { writer.members(inside) }
        writer.key("version")
        writer.int(version)
        writer.key("position")
        writer.string(LogPosition(log: .catalog, position: position).description)
    }

    /// Where the thing that was made is found: under its identifier, unless the request named it already.
    private func location(_ call: Call) -> String {
        let path = call.request.uri.path
        guard call.request.method == .post, let id = (try? JSONValue(parsing: body))?["id"] else {
            return path
        }
        switch id {
        case .int(let number): return "\(path)/\(number)"
        case .string(let text): return "\(path)/\(text)"
        default: return path
        }
    }

    private static func inside(of object: [UInt8]) -> ArraySlice<UInt8>? {
        guard object.first == 0x7B, object.last == 0x7D else { return nil }
        return object[1..<(object.count - 1)]
    }
}

extension JSONWriter {
    /// Writes members that are JSON already: `"id":1,"slug":"x"`.
    fileprivate mutating func members(_ bytes: ArraySlice<UInt8>) {
        raw(bytes)
    }
}
