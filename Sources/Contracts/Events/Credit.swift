/// One person's part in one film.
public struct Credit: Hashable, Sendable {
    /// What the person did.
    public enum Role: Hashable, Sendable {
        /// Played somebody. `billing` is the place in the cast list, from 1; `character` may be unknown.
        case cast(character: String?, billing: Int)
        /// Did a job behind the camera, such as `Director`.
        case crew(job: String)
    }

    public var id: CreditID
    public var person: PersonReference
    public var role: Role

    public init(id: CreditID, person: PersonReference, role: Role) {
        self.id = id
        self.person = person
        self.role = role
    }
}
