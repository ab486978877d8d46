import Glibc

/// The time of day, for what people read; never for deciding who may write.
enum WallClock {
    /// Milliseconds since 1970, UTC.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
