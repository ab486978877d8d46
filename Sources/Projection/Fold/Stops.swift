import Contracts

/// From which event on a document, or everything that a stream touches, waits behind a dead letter.
///
/// The event at the position itself is not applied either.
struct Stops: Sendable {
    private(set) var documents: [DocumentKey: Position] = [:]
    private(set) var streams: [String: Position] = [:]

    var isEmpty: Bool { documents.isEmpty && streams.isEmpty }

    func position(of key: DocumentKey) -> Position? {
        documents.isEmpty ? nil : documents[key]
    }

    func stops(_ key: DocumentKey, at position: Position) -> Bool {
        self.position(of: key).map { position >= $0 } ?? false
    }

    func stops(stream: String, at position: Position) -> Bool {
        streams.isEmpty ? false : streams[stream].map { position >= $0 } ?? false
    }

    /// Stops the document at the event, unless it stops earlier already.
    mutating func stop(_ key: DocumentKey, at position: Position) {
        documents[key] = min(position, documents[key] ?? position)
    }

    /// Stops everything that the stream's events touch.
    mutating func stop(stream: String, at position: Position) {
        streams[stream] = min(position, streams[stream] ?? position)
    }

    mutating func remove(_ key: DocumentKey) {
        documents[key] = nil
    }
}

extension Stops {
    /// Takes over every stop of the other.
    mutating func merge(_ other: Stops) {
        for (key, position) in other.documents { stop(key, at: position) }
        for (stream, position) in other.streams { stop(stream: stream, at: position) }
    }
}
