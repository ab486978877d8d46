/// How projectors of one process work, with every bound that they keep.
public struct ProjectorSettings: Sendable {
    /// Who this process is, for leases. The same name takes its own lease over at once, so a process that alone may run
    /// on a data folder should use a name that stays the same; two processes that run at a time need different names.
    public var holder: String
    /// How long a lease lasts without a renewal; a dead projector is replaced after this.
    public var leaseTime: Duration = .seconds(5)
    /// Events in a live batch at most. A batch is never waited for.
    public var batchEvents = 2_000
    /// Bytes of documents that each projection keeps in memory while it is live, about.
    public var cacheBytes = 8 << 20
    /// Bytes of documents that a rebuild or a verification has in memory at most, about.
    public var rebuildBudget = 256 << 20
    /// Where an empty model has this many events to catch up with, it is rebuilt instead of applied live.
    public var initialRebuildEvents: Int64 = 5_000
    /// How long events may wait without progress before a projector counts as stalled.
    public var stallLimit: Duration = .seconds(15)
    /// The longest pause between attempts while the system is at fault.
    public var longestPause: Duration = .seconds(5)
    /// For tests.
    package var faults = Faults.none

    public init(holder: String) {
        self.holder = holder
    }
}
