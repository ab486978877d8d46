public import JSONKit

/// Why a command was not accepted. A refused command leaves nothing behind, not even its idempotency key, so that
/// sending it again when the reason is gone runs it.
public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of reason it is; each kind is one HTTP status.
    public enum Kind: Sendable, Hashable {
        /// The command itself is wrong, in these places.
        case invalid([FieldError])
        /// This caller may not do this.
        case forbidden
        /// What the command is about does not exist.
        case notFound
        /// What the command is about was withdrawn.
        case gone
        /// The command contradicts what is there.
        case conflict
        /// The entity has another version than the caller asked for.
        case preconditionFailed(version: Int64)
        /// The idempotency key was used for another request.
        case keyReused
    }

    public let kind: Kind
    /// A sentence for the person who gave the command.
    public let detail: String

    public init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    /// Wrong input, with every wrong field.
    public static func invalid(_ errors: [FieldError]) -> Refusal {
        Refusal(
            .invalid(errors),
            errors.count == 1 ? "One field is wrong." : "\(errors.count) fields are wrong."
        )
    }

    /// One wrong field.
    public static func invalid(_ pointer: String, _ detail: String) -> Refusal {
        .invalid([FieldError(pointer: pointer, detail: detail)])
    }

    public static func forbidden(_ detail: String) -> Refusal { Refusal(.forbidden, detail) }
    public static func notFound(_ detail: String) -> Refusal { Refusal(.notFound, detail) }
    public static func gone(_ detail: String) -> Refusal { Refusal(.gone, detail) }
    public static func conflict(_ detail: String) -> Refusal { Refusal(.conflict, detail) }

    public var description: String {
        guard case .invalid(let errors) = kind else { return detail }
        return "\(detail) \(errors.map(\.description).joined(separator: "; "))"
    }
}
