import Contracts
import Mongo
public import Projection
import Synchronization

/// What one process knows of where the read models are and what they include.
///
/// It reads the projections' directory, all models in one query: every 100 ms while nobody waits and nothing changes,
/// every 15 ms while models move on, and again and again, with pauses of at most 5 ms, while somebody waits for a
/// position. However many wait, there is one query at a time. A projector in the same process says itself how far it is.
/// ``run()`` must be running for anybody to get an answer.
public final class ModelWatch: Sendable {
    /// How often it looks and how long it lets others wait.
    public struct Bounds: Sendable {
        /// Between two looks while nobody waits and the last one found nothing new.
        public var idlePause: Duration = .milliseconds(100)
        /// Between two looks while nobody waits and models move on.
        public var followPause: Duration = .milliseconds(15)
        /// Between two looks while somebody waits.
        public var busyPause: Duration = .milliseconds(4)
        /// How long one look may take.
        public var lookTime: Duration = .milliseconds(500)
        /// How many readers may wait; beyond that they are refused at once.
        public var waiters = 10_000

        public init() {}
    }

    private struct Waiter {
        let model: String
        let positions: [LogPosition]
        /// The waiter wants what a look finds that began after this many.
        let lookNumber: UInt64
        let deadline: ContinuousClock.Instant
        /// Whether it goes without an answer when a look fails.
        let endsWithFailure: Bool
        let continuation: CheckedContinuation<Result<ActiveModel, ReadError>, Never>
    }

    private struct State {
        var models: [String: ActiveModel]?
        var looks: UInt64 = 0
        /// By model, how far its projector in this process says that it is.
        var told: [String: ActiveModel] = [:]
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]

        /// Who waits for a position of a model that a projector here tells of needs no look for it.
        func needsLook(_ waiter: Waiter) -> Bool { waiter.endsWithFailure || told[waiter.model] == nil }
    }

    private let directory: ProjectionDirectory
    private let bounds: Bounds
    private let state = Mutex(State())
    private let bell = Doorbell()

    public init(_ directory: ProjectionDirectory, bounds: Bounds = Bounds()) {
        self.directory = directory
        self.bounds = bounds
    }

    /// Watches until its task is cancelled. A MongoDB that is away is looked for again and again.
    public func run() async {
        while !Task.isCancelled {
            var isMoving = false
            let number = state.withLock { state in
                state.looks += 1
                return state.looks
            }
            let directory = directory
            do throws(ReadError) {
                let models = try await withReadDeadline(bounds.lookTime) { () throws(MongoError) in
                    try await directory.activeModels()
                }
                isMoving = found(models, look: number)
            } catch {
                failed(error, look: number)
            }
            let (hasWaiters, needLook) = state.withLock { state in
                (!state.waiters.isEmpty, state.waiters.values.contains(where: state.needsLook))
            }
            let pause = isMoving || hasWaiters ? bounds.followPause : bounds.idlePause
            await bell.sleep(atMost: needLook ? bounds.busyPause : pause)
        }
        end { _, _ in .failure(.unavailable(reason: "The server is stopping.")) }
    }

    /// Takes how far a projector in the same process says that it is, which a look would find later: a checkpoint behind
    /// which there are no new documents is stored with some delay.
    public func told(_ model: ActiveModel) {
        let isKnown = state.withLock { state in
            guard var known = state.models?[model.name], known.collection == model.collection else {
                return false
            }
            known.checkpoint = model.checkpoint
            known.isComplete = known.isComplete || model.isComplete
            state.models?[model.name] = known
            state.told[model.name] = model
            return true
        }
        guard isKnown else { return bell.ring() }
        end { _, waiter in
            guard !waiter.endsWithFailure, waiter.model == model.name, model.isComplete,
                waiter.positions.allSatisfy(model.includes)
            else { return nil }
            return .success(model)
        }
    }

    /// Every model as it was at the last look; nil before the first.
    public var models: [String: ActiveModel]? {
        state.withLock { $0.models }
    }

    /// The model as it was at the last look, at most about 100 ms ago while MongoDB is there.
    func current(_ name: String) throws(ReadError) -> ActiveModel {
        guard let model = state.withLock({ $0.models?[name] }), model.isComplete else {
            throw .notReady(model: name)
        }
        return model
    }

    /// The model once it includes these positions.
    func model(
        _ name: String,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> ActiveModel {
        let model = try current(name)
        if positions.allSatisfy(model.includes) { return model }
        return try await wait(for: name, positions, until: deadline, endsWithFailure: false)
    }

    /// The model as a look finds it that begins after this call.
    func refreshed(_ name: String, until deadline: ContinuousClock.Instant) async throws(ReadError)
        -> ActiveModel
    {
        try await wait(for: name, [], until: deadline, endsWithFailure: true)
    }

    private func wait(
        for name: String,
        _ positions: [LogPosition],
        until deadline: ContinuousClock.Instant,
        endsWithFailure: Bool
    ) async throws(ReadError) -> ActiveModel {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let result: Result<ActiveModel, ReadError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Result<ActiveModel, ReadError>?
                let needsLook: Bool
                (answer, needsLook) = state.withLock { state in
                    guard !Task.isCancelled, state.waiters.count < bounds.waiters else {
                        return (.failure(.busy), false)
                    }
                    // It may have come just now.
                    if !endsWithFailure, let model = state.models?[name], positions.allSatisfy(model.includes)
                    {
                        return (.success(model), false)
                    }
                    let waiter = Waiter(
                        model: name,
                        positions: positions,
                        lookNumber: state.looks,
                        deadline: deadline,
                        endsWithFailure: endsWithFailure,
                        continuation: continuation
                    )
                    state.waiters[id] = waiter
                    return (nil, state.needsLook(waiter))
                }
                if let answer { continuation.resume(returning: answer) } else if needsLook { bell.ring() }
            }
        } onCancel: {
            end { number, _ in
                number == id ? .failure(.unavailable(reason: "The request was cancelled.")) : nil
            }
        }
        return try result.get()
    }

    /// Takes what a look found; whether that was something new.
    private func found(_ models: [String: ActiveModel], look: UInt64) -> Bool {
        let (models, isMoving) = state.withLock { state in
            var models = models
            for (name, told) in state.told where models[name]?.collection == told.collection {
                models[name]?.checkpoint.merge(told.checkpoint) { max($0, $1) }
            }
            let isMoving = state.models != models
            state.models = models
            return (models, isMoving)
        }
        let now = ContinuousClock.now
        end { _, waiter in
            if waiter.lookNumber < look, let model = models[waiter.model], model.isComplete,
                waiter.positions.allSatisfy(model.includes)
            {
                return .success(model)
            }
            return waiter.deadline <= now ? .failure(.tooSoon(model: waiter.model)) : nil
        }
        return isMoving
    }

    private func failed(_ error: ReadError, look: UInt64) {
        let now = ContinuousClock.now
        end { _, waiter in
            waiter.endsWithFailure && waiter.lookNumber < look || waiter.deadline <= now
                ? .failure(error) : nil
        }
    }

    /// Answers the waiters for whom `answer` has one.
    private func end(_ answer: (UInt64, Waiter) -> Result<ActiveModel, ReadError>?) {
        let answered = state.withLock { state in
            var answered: [(Waiter, Result<ActiveModel, ReadError>)] = []
            for (id, waiter) in state.waiters {
                guard let result = answer(id, waiter) else { continue }
                state.waiters[id] = nil
                answered.append((waiter, result))
            }
            return answered
        }
        for (waiter, result) in answered { waiter.continuation.resume(returning: result) }
    }
}
