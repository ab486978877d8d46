public import JSONKit

/// Lifts old payloads to the newest shape of their event type, one schema number at a time.
///
/// Old events are never rewritten: a shape that changes gets a new schema number and a step here. No event type has
/// changed its shape yet.
public struct Upcasters: Sendable {
    /// Turns a payload of one schema into the same event's payload of the next.
    public typealias Step = @Sendable ([UInt8]) throws(JSONError) -> [UInt8]

    private let steps: [String: [Int: Step]]

    /// `steps[type][n]` lifts a payload of `type` from schema `n` to `n + 1`.
    public init(_ steps: [String: [Int: Step]]) {
        self.steps = steps
    }

    /// The steps of the catalog's events.
    public static let catalog = Upcasters([:])

    /// The newest schema number of a type: one above its last step.
    public func currentSchema(of type: String) -> Int {
        1 + (steps[type]?.keys.max() ?? 0)
    }

    /// The payload in the newest shape.
    func lift(type: String, schema: Int, payload: [UInt8]) throws(EventDecodingError) -> [UInt8] {
        let current = currentSchema(of: type)
        guard schema <= current else { throw .newerSchema(type: type, schema: schema, known: current) }
        guard schema < current else { return payload }
        var lifted = payload
        for number in schema..<current {
            guard let step = steps[type]?[number] else { continue }
            do {
                lifted = try step(lifted)
            } catch {
                throw .malformed(type: type, schema: number, error)
            }
        }
        return lifted
    }
}
