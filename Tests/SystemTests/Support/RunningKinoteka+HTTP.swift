import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// One answer, read to its end.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    /// The value of `Kinoteka-Position`, such as `catalog:12`.
    var position: String? { headers.first(name: "Kinoteka-Position") }
    var etag: String? { headers.first(name: "ETag") }

    /// The body as a JSON object; empty when it is none.
    var json: [String: Any] {
        ((try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]) ?? [:]
    }

    var items: [[String: Any]] { json["items"] as? [[String: Any]] ?? [] }
    var id: Int64 { (json["id"] as? NSNumber)?.int64Value ?? 0 }
}

extension RunningKinoteka {
    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send(.GET, path, headers: headers, body: nil)
    }

    /// Reads what includes `position`.
    func get(_ path: String, after position: String?) async throws -> Answer {
        try await get(path, headers: position.map { ["Kinoteka-After": $0] } ?? [:])
    }

    func post(_ path: String, _ body: String, headers: [String: String] = [:]) async throws -> Answer {
        try await write(.POST, path, body, headers: headers)
    }

    func write(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var all = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
        all.merge(headers) { _, new in new }
        return try await send(method, path, headers: all, body: body.map { Array($0.utf8) })
    }

    func post(_ path: String, bytes: [UInt8]) async throws -> Answer {
        let headers = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
        return try await send(.POST, path, headers: headers, body: bytes)
    }

    func send(
        _ method: HTTPMethod,
        _ path: String,
        headers: [String: String],
        body: [UInt8]?,
        timeout: TimeAmount = .seconds(30)
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: timeout)
        let bytes = try await response.body.collect(upTo: 64 << 20)
        return Answer(
            status: Int(response.status.code),
            headers: response.headers,
            body: Array(bytes.readableBytesView)
        )
    }

    /// Registers a film and returns the answer; `position` and `id` say the rest.
    func registerMovie(_ title: String, year: Int = 1999, more: String = "") async throws -> Answer {
        try await post("/api/movies", #"{"title":"\#(title)","year":\#(year)\#(more)}"#)
    }
}
