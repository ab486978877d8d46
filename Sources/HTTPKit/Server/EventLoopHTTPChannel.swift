import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// Hummingbird's HTTP/1.1 connection, with all of its tasks on its own event loop.
struct EventLoopHTTPChannel: ServerChildChannel {
    let base: HTTP1Channel
    let executors: EventLoopExecutors

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
        base.setup(channel: channel, logger: logger).map(AcceptedConnection.init)
    }

    func handle(value: AcceptedConnection, logger: Logger) async {
        let connection = value.take()
        await withTaskExecutorPreference(executors.executor(of: connection.channel.eventLoop)) {
            await base.handle(value: connection, logger: logger)
        }
    }
}

/// A connection that waits for its handler.
///
/// Where the server stops before one comes, it is closed in order. Just dropped, NIO would end the process.
final class AcceptedConnection: ServerChildChannelValue {
    private let connection: HTTP1Channel.Value
    private let isTaken = Atomic(false)

    init(_ connection: HTTP1Channel.Value) {
        self.connection = connection
    }

    deinit {
        guard !isTaken.load(ordering: .relaxed) else { return }
        Task { [connection] in
            try? await connection.executeThenClose { _, _ in }
        }
    }

    var channel: any Channel { connection.channel }

    func take() -> HTTP1Channel.Value {
        isTaken.store(true, ordering: .relaxed)
        return connection
    }
}
