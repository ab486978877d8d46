import ServiceLifecycle

/// Work without an end of its own: cancelled when its group shuts down.
struct Background: Service {
    private let work: @Sendable () async -> Void

    init(_ work: @escaping @Sendable () async -> Void) {
        self.work = work
    }

    /// Long work, on threads of its own.
    static func onThreads(_ work: @escaping @Sendable () async -> Void) -> Background {
        Background { await withTaskExecutorPreference(BackgroundThreads.shared) { await work() } }
    }

    func run() async {
        let work = work
        await cancelWhenGracefulShutdown { await work() }
    }
}
