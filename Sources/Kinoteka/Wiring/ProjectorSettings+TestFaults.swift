import Foundation
import Projection

extension ProjectorSettings {
    /// Lets the system tests kill the process at a named point: `KINOTEKA_TEST_KILL_AT=rebuild.fold`.
    func withTestFaults() -> ProjectorSettings {
        guard let name = ProcessInfo.processInfo.environment["KINOTEKA_TEST_KILL_AT"],
            let point = FaultPoint(rawValue: name)
        else { return self }
        var settings = self
        settings.faults = Faults { reached in
            if reached == point { kill(getpid(), SIGKILL) }
        }
        return settings
    }
}
