public import Contracts
public import GRDB

/// The rules of one part of the product: its tables, its commands, its events, and nothing about how they are stored,
/// queued or sent.
///
/// `decide` and `evolve` are plain functions over the tables: `decide` looks and changes nothing, `evolve` changes
/// and decides nothing. All tables can therefore be made again from the log, and ``TablesVerifier`` proves that they
/// are what the log says. Both run on the writer's thread, one command after the other; they may block, and must be quick.
///
/// Whether this caller may do this is decided here too: a service that cares carries the caller in its commands.
public protocol Service: Sendable {
    associatedtype Command: Sendable
    associatedtype Event: Sendable

    /// The log that the service writes; also the name of its file.
    static var log: LogName { get }

    /// Every table that ``migrate(_:)`` makes.
    static var tables: [String] { get }

    /// Registers the migrations that make the service's tables. They must not look at the log's tables.
    static func migrate(_ migrator: inout DatabaseMigrator)

    /// Says what a command leads to, looking at the tables as all earlier commands left them.
    ///
    /// - Throws: ``Refusal`` when the command cannot be accepted. Any other error is a fault of the program.
    func decide(_ command: Command, in tables: Database) throws -> Decision<Event>

    /// Applies one event to the tables: the only code that changes them.
    ///
    /// It must depend on nothing but the event and the tables, so that the log always leads to the same tables.
    func evolve(_ event: Event, in tables: Database) throws

    /// The entity whose fact an event is, such as `movie-42`.
    func stream(of event: Event) -> String

    /// Puts an event into the form in which the log keeps it for ever: its type, the number of its shape, and one line of
    /// JSON.
    func encode(_ event: Event) throws -> (type: String, schema: Int, payload: [UInt8])

    /// Reads an event of any schema that was ever written.
    func decode(type: String, schema: Int, payload: [UInt8]) throws -> Event
}
