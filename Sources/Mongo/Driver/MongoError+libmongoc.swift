import CMongoShim

extension kin_error {
    /// The message as a string.
    var text: String {
        withUnsafeBytes(of: message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

extension MongoError {
    /// What libmongoc reports, in our words.
    ///
    /// libmongoc says "socket error or timeout" for both, so the caller tells how long the operation took.
    init(_ failure: kin_error, timedOut: Bool) {
        let text = failure.text
        switch Int(failure.domain) {
        case KIN_DOMAIN_SERVER_SELECTION:
            self.init(.network, "No server can be reached: \(text)", code: Self.awayCode)
        case KIN_DOMAIN_STREAM:
            self.init(timedOut ? .timeout : .network, text)
        case KIN_DOMAIN_SERVER, KIN_DOMAIN_WRITE_CONCERN:
            self = .server(code: Int32(bitPattern: failure.code), text)
        case KIN_DOMAIN_CURSOR:
            self.init(.cursor, text)
        case KIN_DOMAIN_CLIENT:
            self.init(.configuration, text)
        case KIN_DOMAIN_SHIM where Int(failure.code) == KIN_RESULT_TOO_LARGE:
            self.init(.cursor, "\(text) Ask for less, or scan in batches.")
        default:
            self.init(.malformed, text)
        }
    }

    /// Marks the errors of a server selection that found nobody; libmongoc's own number for it.
    private static let awayCode: Int32 = 13_053

    /// Whether no server could be found at all.
    var isServerAway: Bool { kind == .network && code == Self.awayCode }
}
