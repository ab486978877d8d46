public import HTTPTypes
public import HummingbirdCore
public import NIOCore

extension Response {
    /// JSON in one piece, which goes out in one write.
    public static func json(
        _ body: ByteBuffer,
        status: HTTPResponse.Status = .ok,
        etag: ETag? = nil
    ) -> Response {
        var response = Response(status: status, body: ResponseBody(byteBuffer: body))
        response.headers[.contentType] = "application/json"
        if let etag { response.headers[.eTag] = etag.description }
        return response
    }

    /// JSON in one piece.
    public static func json(
        _ body: [UInt8],
        status: HTTPResponse.Status = .ok,
        etag: ETag? = nil
    ) -> Response {
        json(ByteBuffer(bytes: body), status: status, etag: etag)
    }

    /// An answer without a body.
    public static func empty(_ status: HTTPResponse.Status = .noContent, etag: ETag? = nil) -> Response {
        var response = Response(status: status)
        // 204 has no length (RFC 9110, section 8.6).
        if status == .noContent || status == .notModified { response.headers[.contentLength] = nil }
        if let etag { response.headers[.eTag] = etag.description }
        return response
    }

    /// "You have the current one": 304.
    public static func notModified(_ etag: ETag) -> Response {
        empty(.notModified, etag: etag)
    }

    /// Points to the next page: `Link: <…>; rel="next"`.
    ///
    /// - Parameter parameters: The query of this page; `cursor` is replaced or added.
    public mutating func setNextLink(_ call: Call, cursor: String) {
        let kept = (call.request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        let query = (kept + ["cursor=" + cursor[...]]).joined(separator: "&")
        headers[.link] = "<\(call.request.uri.path)?\(query)>; rel=\"next\""
    }
}
