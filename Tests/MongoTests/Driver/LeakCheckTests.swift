import Foundation
import Testing

/// What `scripts/check-leaks` is shown, so that it can be seen to find something.
@Suite("The leak check")
struct LeakCheckTests {
    @Test(
        "sees memory that is lost",
        .enabled(if: ProcessInfo.processInfo.environment["KINOTEKA_LOSE_MEMORY"] != nil)
    )
    func lostMemory() {
        for _ in 0..<100 { lose() }
    }

    @inline(never)
    private func lose() {
        // Written to, so that it is really taken.
        malloc(4_321)?.storeBytes(of: 1, as: UInt8.self)
    }
}
