public import Contracts

extension ReadAPI {
    /// Returns when every model that the routes read has been made, the search index is loaded and all of them include
    /// `position`, or the task is cancelled.
    public func untilReady(including position: LogPosition) async {
        for model in ReadModelInfo.all {
            await untilDone { _ = try await watch.model(model.name, including: [position], until: $0) }
        }
        await untilDone { _ = try await replica.view(including: [position], until: $0) }
    }

    private func untilDone(_ wait: (_ deadline: ContinuousClock.Instant) async throws -> Void) async {
        while !Task.isCancelled {
            if (try? await wait(.now + .seconds(1))) != nil { return }
            // What is made for the first time fails at once instead of waiting.
            try? await Task.sleep(for: .milliseconds(20))
        }
    }
}
