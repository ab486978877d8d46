import Contracts
import Mongo

extension Credit.Role {
    /// Writes `character` (where it is known) and `billing`, or `job`.
    func encode(to writer: inout BSONWriter) {
        switch self {
        case .cast(let character, let billing):
            writer.append("character", ifPresent: character)
            writer.append("billing", billing)
        case .crew(let job):
            writer.append("job", job)
        }
    }
}

/// The fields of a role as far as they were read.
struct PartialRole {
    private var character: String?
    private var billing: Int?
    private var job: String?

    /// Takes the field if it belongs to a role.
    mutating func read(_ field: BSONField) throws(BSONError) {
        switch field.name {
        case "character": character = try field.string()
        case "billing": billing = try field.int()
        case "job": job = try field.string()
        default: break
        }
    }

    func finish() throws(BSONError) -> Credit.Role {
        if let job { return .crew(job: job) }
        return .cast(character: character, billing: try billing.required("billing"))
    }
}
