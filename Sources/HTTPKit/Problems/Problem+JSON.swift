import HTTPTypes
public import HummingbirdCore
public import JSONKit
import NIOCore

extension Problem {
    /// The media type of a problem document.
    public static let mediaType = "application/problem+json"

    /// Writes the document; `instance` is the path of the request, cut where it is unreasonably long.
    public func write(to writer: inout JSONWriter, instance: String? = nil, requestID: String? = nil) {
        writer.beginObject()
        writeMembers(to: &writer, instance: instance, requestID: requestID)
        writer.endObject()
    }

    /// Writes the document's members into an object that is open.
    public func writeMembers(to writer: inout JSONWriter, instance: String? = nil, requestID: String? = nil) {
        writer.key("type")
        writer.string(kind.type)
        writer.key("title")
        writer.string(kind.title)
        writer.key("status")
        writer.int(kind.status)
        writer.key("detail")
        writer.string(detail)
        if let instance {
            writer.key("instance")
            writer.string(instance.count > 200 ? String(instance.prefix(200)) + "…" : instance)
        }
        if let requestID {
            writer.key("request_id")
            writer.string(requestID)
        }
        if !errors.isEmpty {
            writer.key("errors")
            writer.beginArray()
            for error in errors {
                writer.beginObject()
                writer.key("pointer")
                writer.string(error.pointer)
                writer.key("detail")
                writer.string(error.detail)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    /// The document as bytes.
    func document(instance: String? = nil, requestID: String? = nil) -> ByteBuffer {
        var writer = JSONWriter(capacity: 512)
        write(to: &writer, instance: instance, requestID: requestID)
        return ByteBuffer(bytes: writer.bytes)
    }

    /// The answer that carries the document.
    public func response(instance: String? = nil, requestID: String? = nil) -> Response {
        var response = Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: document(instance: instance, requestID: requestID))
        )
        response.headers[.contentType] = Self.mediaType
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
