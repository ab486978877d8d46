import Contracts
import GRDB
import JSONKit
import WriteSide

/// What commands about single credits lead to.
extension MovieDecisions {
    func addCredit(_ id: MovieID, _ draft: CreditDraft) throws -> Decision<CatalogEvent> {
        let state = try live(id)
        let isCast = if case .cast = draft { true } else { false }
        let credits = try isCast ? state.cast() : state.crew()
        let same = credits.count
        guard same < MovieBounds.credits else {
            throw Refusal.conflict(
                "Movie \(id) has \(same) credits in the \(isCast ? "cast" : "crew") already, the most there can be."
            )
        }
        let references = References(tables: tables)
        let personID: PersonID
        let role: Credit.Role
        switch draft {
        case .cast(let cast):
            personID = cast.person
            let last = credits.compactMap { credit -> Int? in
                if case .cast(_, let billing) = credit.role { billing } else { nil }
            }
            role = .cast(character: cast.character, billing: cast.billing ?? (last.max() ?? 0) + 1)
        case .crew(let crew):
            personID = crew.person
            role = .crew(job: crew.job)
            if credits.contains(where: { $0.person.id == crew.person && $0.role == role }) {
                throw Refusal.conflict(
                    "Person \(crew.person) has the job \"\(crew.job)\" in movie \(id) already."
                )
            }
        }
        let person = try references.person(personID, at: "/person")
        try refuse(references)
        guard let person else { throw unknown(id) }
        let credit = Credit(id: try NextIDs.credit(in: tables), person: person, role: role)
        let event = CreditAdded(movie: state.reference, credit: credit)
        return .credit(credit.id, of: id, created: true, [.creditAdded(event)])
    }

    func reviseCredit(_ id: MovieID, _ creditID: CreditID, _ patch: CreditPatch) throws -> Decision<
        CatalogEvent
    > {
        let credits = try live(id).credits()
        guard var credit = credits.first(where: { $0.id == creditID }) else {
            throw Refusal.notFound("Movie \(id) has no credit \(creditID).")
        }
        let old = credit
        switch credit.role {
        case .cast(var character, let billing):
            if patch.job != nil { throw Refusal.invalid("/job", "a role in the cast has no job") }
            patch.character.apply(to: &character)
            credit.role = .cast(character: character, billing: patch.billing ?? billing)
        case .crew(let job):
            if patch.character != .keep {
                throw Refusal.invalid("/character", "a job in the crew has no character")
            }
            if patch.billing != nil { throw Refusal.invalid("/billing", "a job in the crew has no billing") }
            credit.role = .crew(job: patch.job ?? job)
            let other = credits.contains {
                $0.id != creditID && $0.person.id == credit.person.id && $0.role == credit.role
            }
            if other {
                throw Refusal.conflict("Person \(credit.person.id) has that job in movie \(id) already.")
            }
        }
        let event = CatalogEvent.creditRevised(CreditRevised(movieID: id, credit: credit))
        return .credit(creditID, of: id, credit == old ? [] : [event])
    }

    /// Taking away a credit that is not there leaves no event, so that a DELETE can be repeated.
    func removeCredit(_ id: MovieID, _ creditID: CreditID) throws -> Decision<CatalogEvent> {
        let credits = try live(id).credits()
        guard let credit = credits.first(where: { $0.id == creditID }) else {
            guard creditID < (try NextIDs.credit(in: tables)) else {
                throw Refusal.notFound("Movie \(id) has no credit \(creditID).")
            }
            return .credit(creditID, of: id, [])
        }
        let event = CreditRemoved(movieID: id, creditID: creditID, personID: credit.person.id)
        return .credit(creditID, of: id, [.creditRemoved(event)])
    }
}
