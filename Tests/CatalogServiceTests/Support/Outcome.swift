import Contracts
import JSONKit
import WriteSide

/// What a command led to: its answer, and the events that it left.
struct Outcome {
    var result: Result<Receipt, CommandError>
    var events: [CatalogEvent]

    var receipt: Receipt? { try? result.get() }

    var refusal: Refusal? {
        guard case .failure(.refused(let refusal)) = result else { return nil }
        return refusal
    }

    /// The fields of a refused command that were wrong, such as `/genres/0: no genre has the id 7`.
    var wrongFields: [String] {
        guard case .invalid(let errors)? = refusal?.kind else { return [] }
        return errors.map(\.description)
    }

    /// The answer's body as text.
    var body: String { String(decoding: receipt?.body ?? [], as: UTF8.self) }

    /// The slug in the answer.
    var slug: String? {
        guard case .string(let slug)? = (try? JSONValue(parsing: receipt?.body ?? []))?["slug"] else {
            return nil
        }
        return slug
    }

    var kinds: [CatalogEvent.Kind] { events.map(\.kind) }

    /// The facts of the film that was registered or restored.
    var movie: MovieFacts? {
        for case .movieRegistered(let event) in events { return event.facts }
        for case .movieRestored(let event) in events { return event.facts }
        return nil
    }

    var revision: MovieRevised? {
        for case .movieRevised(let event) in events { return event }
        return nil
    }

    /// Whether the command was accepted and found everything as it wanted it.
    var isUnchanged: Bool { receipt?.outcome == .unchanged && events.isEmpty }
}
