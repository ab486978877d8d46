public import HTTPTypes

extension HTTPField.Name {
    /// The position of a command's events: `catalog:1234`.
    public static let kinotekaPosition = known("Kinoteka-Position")
    /// Positions that a read must include.
    public static let kinotekaAfter = known("Kinoteka-After")
    public static let idempotencyKey = known("Idempotency-Key")
    public static let xRequestID = known("X-Request-Id")
    public static let link = known("Link")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return name
    }
}
