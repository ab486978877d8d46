import Contracts

/// An event that was not applied to a document, or to anything, and why.
struct ParkedEvent: Sendable {
    enum Cause: Sendable {
        /// It failed; the reason.
        case failed(String)
        /// It could not be read; the reason. Its whole stream waits.
        case undecodable(String)
        /// It waits behind an earlier one.
        case waiting
    }

    let place: EventPlace
    let type: String
    /// The document that it was not applied to; nil where it is not known which ones.
    let key: DocumentKey?
    let cause: Cause
}
