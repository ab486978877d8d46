/// Places where a test lets the engine die.
package enum FaultPoint: String, Sendable, CaseIterable {
    case liveLoaded = "live.loaded"
    case liveParked = "live.parked"
    case liveWriting = "live.writing"
    case liveWritten = "live.written"
    case liveCheckpoint = "live.checkpoint"
    case rebuildFold = "rebuild.fold"
    case rebuildIndex = "rebuild.index"
    case rebuildCatchUp = "rebuild.catch-up"
    case rebuildVerify = "rebuild.verify"
    case rebuildSwitch = "rebuild.switch"
    case rebuildSwitched = "rebuild.switched"
    case repairSeized = "repair.seized"
}

/// What happens at a ``FaultPoint``: nothing, outside tests.
package struct Faults: Sendable {
    private let action: @Sendable (FaultPoint) async throws -> Void

    /// Does nothing anywhere.
    package static let none = Faults { _ in }

    /// Calls `action` at every point that is reached; it may throw, wait, or end the process.
    package init(_ action: @escaping @Sendable (FaultPoint) async throws -> Void) {
        self.action = action
    }

    func reach(_ point: FaultPoint) async throws {
        try await action(point)
    }
}
