import Contracts
import JSONKit

/// The credits that a command wants a film to have, with their people looked up, before they have numbers.
struct CreditList {
    struct Wanted {
        var person: PersonReference
        var role: Credit.Role
    }

    var wanted: [Wanted]

    /// Looks the people up; a role without a billing follows the one before it, a job named twice is refused.
    init(cast: [CastDraft], crew: [CrewDraft], _ references: References) throws {
        wanted = []
        wanted.reserveCapacity(cast.count + crew.count)
        var billing = 0
        for (index, draft) in cast.enumerated() {
            billing = draft.billing ?? billing + 1
            if let person = try references.person(draft.person, at: "/cast/\(index)/person") {
                wanted.append(
                    Wanted(person: person, role: .cast(character: draft.character, billing: billing))
                )
            }
        }
        var jobs: Set<CrewDraft> = []
        for (index, draft) in crew.enumerated() {
            if !jobs.insert(draft).inserted {
                references.errors.add("/crew/\(index)", "repeats the same job of the same person")
            }
            if let person = try references.person(draft.person, at: "/crew/\(index)/person") {
                wanted.append(Wanted(person: person, role: .crew(job: draft.job)))
            }
        }
    }

    init(_ wanted: [Wanted]) {
        self.wanted = wanted
    }

    /// The credits with numbers, in the order in which events keep them: cast by billing, then crew.
    func numbered(from first: CreditID) -> [Credit] {
        let ordered = wanted.enumerated().sorted {
            ($0.element.role.order, $0.offset) < ($1.element.role.order, $1.offset)
        }
        return ordered.enumerated().map { offset, element in
            Credit(
                id: CreditID(rawValue: first.rawValue + Int64(offset)),
                person: element.element.person,
                role: element.element.role
            )
        }
    }
}

extension Credit.Role {
    /// Cast by billing, then crew.
    var order: Int {
        switch self {
        case .cast(_, let billing): billing
        case .crew: .max
        }
    }

    var isCast: Bool {
        if case .cast = self { true } else { false }
    }
}
