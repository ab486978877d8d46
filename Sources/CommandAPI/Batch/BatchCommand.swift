import CatalogService
import HTTPKit
import JSONKit
import WriteSide

/// One line of `/api/commands`, read.
struct BatchCommand: Sendable {
    let command: CatalogCommand
    let idempotency: Idempotency?

    /// The longest line, in bytes.
    static let limit = 1 << 20

    /// Reads a line.
    init(_ line: LineSplitter.Line) throws(Problem) {
        guard let bytes = line.bytes else {
            throw Problem(.bodyTooLarge, "A line may have at most \(Self.limit) bytes.")
        }
        do {
            let (json, key) = try Self.takeKey(JSONValue(parsing: bytes))
            command = try CatalogCommand(json: json)
            idempotency = key.map { Idempotency(key: $0, fingerprint: RequestFingerprint(of: [bytes])) }
        } catch let error as JSONError {
            throw .malformedJSON(error, in: bytes)
        } catch let error as InvalidCommand {
            throw .validation(error.errors)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.internalError, "The line could not be read.")
        }
    }

    /// Takes `idempotency_key`, which is no part of the command, out of the line's object.
    private static func takeKey(_ json: JSONValue) throws(Problem) -> (JSONValue, key: String?) {
        guard case .object(let members) = json, let value = json["idempotency_key"] else {
            return (json, nil)
        }
        guard case .string(let key) = value, IdempotencyKey.isUsable(key) else {
            throw .validation([FieldError(pointer: "/idempotency_key", detail: IdempotencyKey.rule)])
        }
        return (.object(members.filter { $0.key != "idempotency_key" }), key)
    }
}
