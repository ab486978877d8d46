/// Says a failure once, and again when it is another one or a minute has passed: a database that is away for a night
/// must not fill the disk with the same line.
struct Warnings {
    private var last: (reason: String, at: ContinuousClock.Instant)?

    mutating func isDue(_ reason: String) -> Bool {
        let now = ContinuousClock.now
        if let last, last.reason == reason, now - last.at < .seconds(60) { return false }
        last = (reason, now)
        return true
    }
}
