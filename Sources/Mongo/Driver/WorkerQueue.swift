/// First in, first out, in a ring that grows up to its limit.
struct WorkerQueue {
    private var slots: [WorkerJob?] = Array(repeating: nil, count: 64)
    private var head = 0
    private(set) var count = 0

    mutating func append(_ job: WorkerJob) {
        if count == slots.count { grow() }
        slots[(head + count) & (slots.count - 1)] = job
        count += 1
    }

    mutating func popFirst() -> WorkerJob? {
        guard count > 0 else { return nil }
        let job = slots[head]
        slots[head] = nil
        head = (head + 1) & (slots.count - 1)
        count -= 1
        return job
    }

    /// Takes a job out, wherever it stands. Cost: O(count), which the limit of the queue bounds.
    mutating func remove(_ job: WorkerJob) {
        let jobs = removeAll()
        for other in jobs where other !== job { append(other) }
    }

    mutating func removeAll() -> [WorkerJob] {
        var jobs: [WorkerJob] = []
        while let job = popFirst() { jobs.append(job) }
        return jobs
    }

    private mutating func grow() {
        let jobs = removeAll()
        slots = Array(repeating: nil, count: slots.count * 2)
        head = 0
        for job in jobs { append(job) }
    }
}
