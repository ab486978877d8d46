import NIOCore

/// How far a connection is in its requests and answers, and for how long it may stay there. Does no I/O.
///
/// Three things can take too long: the head of the next request (an idle connection is the same thing), a body that
/// the server waits for, and an answer that the client does not read. Time in which the server itself is busy counts
/// for none of them.
struct ConnectionState {
    struct Limits {
        var idle: TimeAmount
        var body: TimeAmount
        /// Bytes per second.
        var bodyRate: Int
        var write: TimeAmount
        /// How much of a body is read away after its request was answered.
        var surplus = 1 << 20
    }

    enum Expiry: Equatable {
        case idle, slowBody, slowReader
    }

    private let limits: Limits
    /// Requests whose head has come and whose answer has not ended.
    private(set) var unanswered = 0
    /// Whether the body of the last request is still coming.
    private(set) var isReadingRequest = false
    /// Whether the head of the answer to the first unanswered request is out.
    private(set) var isAnswering = false
    private var idleSince: NIODeadline
    private var bodyBytes = 0
    private var bodyWait = TimeAmount.zero
    private var readSince: NIODeadline?
    private var blockedSince: NIODeadline?
    private var surplus = 0

    init(limits: Limits, now: NIODeadline) {
        self.limits = limits
        idleSince = now
    }

    /// Whether an answer may still be put in the place of the handler's.
    var canAnswerInstead: Bool { unanswered <= 1 && !isAnswering }

    mutating func requestBegan() {
        unanswered += 1
        isReadingRequest = true
        bodyBytes = 0
        surplus = 0
        bodyWait = .zero
        readSince = nil
    }

    /// The server asks for more of the request.
    mutating func reading(now: NIODeadline) {
        if isReadingRequest, readSince == nil { readSince = now }
    }

    /// Some of the body came; false when it is more than is read away for an answered request.
    mutating func bodyCame(_ count: Int, now: NIODeadline) -> Bool {
        if let since = readSince { bodyWait = bodyWait + (now - since) }
        readSince = nil
        bodyBytes += count
        guard unanswered == 0 else { return true }
        surplus += count
        return surplus <= limits.surplus
    }

    mutating func requestEnded(now: NIODeadline) {
        isReadingRequest = false
        readSince = nil
        if unanswered == 0 { idleSince = now }
    }

    mutating func answerBegan() {
        isAnswering = true
    }

    mutating func answerEnded(now: NIODeadline) {
        unanswered -= 1
        isAnswering = false
        idleSince = now
    }

    mutating func writabilityChanged(_ isWritable: Bool, now: NIODeadline) {
        blockedSince = isWritable ? nil : now
    }

    /// When the connection has been where it is for too long; nil while the server is at work.
    var deadline: (at: NIODeadline, reason: Expiry)? {
        if let blockedSince { return (blockedSince + limits.write, .slowReader) }
        if isReadingRequest {
            guard let readSince else { return nil }
            let earned = TimeAmount.nanoseconds(
                Int64(bodyBytes) * 1_000_000_000 / Int64(max(1, limits.bodyRate))
            )
            return (readSince + limits.body + earned - bodyWait, .slowBody)
        }
        return unanswered == 0 ? (idleSince + limits.idle, .idle) : nil
    }

    func expired(now: NIODeadline) -> Expiry? {
        guard let deadline, deadline.at <= now else { return nil }
        return deadline.reason
    }

    /// When to look again: at the deadline, or soon enough to notice one that comes up meanwhile.
    func nextLook(now: NIODeadline) -> NIODeadline {
        let pause = TimeAmount.nanoseconds(
            min(limits.idle.nanoseconds, limits.body.nanoseconds, limits.write.nanoseconds) / 2
        )
        return max(min(deadline?.at ?? .distantFuture, now + pause), now + .milliseconds(5))
    }
}
