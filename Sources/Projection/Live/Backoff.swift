/// Growing pauses between attempts, with a random part so that projectors do not come all at once; bounded, for ever.
struct Backoff {
    let first: Duration
    let longest: Duration
    private var attempts = 0

    init(first: Duration = .milliseconds(50), longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// The next pause: twice the one before, between half and the whole of it.
    mutating func next() -> Duration {
        let whole = min(longest, first * (1 << min(attempts, 12)))
        attempts += 1
        return whole * Double.random(in: 0.5...1)
    }

    mutating func reset() {
        attempts = 0
    }
}
