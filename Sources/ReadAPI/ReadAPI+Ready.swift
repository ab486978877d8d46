public import Contracts

extension ReadAPI {
    /// Returns when every model that the routes read has been made and includes `position`, and so does the index of
    /// them, or the task is cancelled.
    public func untilReady(including position: LogPosition) async {
        for model in ReadModelInfo.all {
            while !Task.isCancelled {
                let found = try? await watch.model(
                    model.name,
                    including: [position],
                    until: .now + .seconds(1)
                )
                if found != nil { break }
                // A model that is made for the first time fails at once instead of waiting.
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        while !Task.isCancelled {
            let view = try? await replica.view(
                including: [position],
                of: CatalogReplica.names,
                until: .now + .seconds(1)
            )
            if view != nil { break }
            try? await Task.sleep(for: .milliseconds(20))
        }
    }
}
