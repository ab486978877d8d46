import ServiceLifecycle

/// Work without an end of its own: cancelled when its group shuts down.
struct Background: Service {
    private let work: @Sendable () async -> Void

    init(_ work: @escaping @Sendable () async -> Void) {
        self.work = work
    }

    /// Work that takes the processor's time that commands and reads leave.
    static func lowPriority(_ work: @escaping @Sendable () async -> Void) -> Background {
        Background { await withTaskExecutorPreference(LowPriorityThreads.shared) { await work() } }
    }

    func run() async {
        let work = work
        await cancelWhenGracefulShutdown { await work() }
    }
}
