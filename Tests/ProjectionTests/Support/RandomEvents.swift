/// A reproducible script of toy events in which everything happens: films, castings, renamings, withdrawals.
struct RandomEvents {
    private var state: UInt64
    private var films: [Int64] = []
    private var actors: [Int64: String] = [:]
    /// The films that showed an actor at some time.
    private var shown: [Int64: Set<Int64>] = [:]
    private var next: Int64 = 1

    /// Whether every other renaming names the films that show the actor. It must then know of all there are.
    private let namesFilms: Bool

    init(seed: UInt64, namesFilms: Bool = false) {
        state = seed
        self.namesFilms = namesFilms
    }

    mutating func take(_ count: Int) -> [ToyEvent] {
        (0..<count).map { _ in event() }
    }

    private mutating func event() -> ToyEvent {
        let choice = number(below: 100)
        guard let film = films.isEmpty ? nil : films[number(below: films.count)], choice >= 40 else {
            let id = next
            next += 1
            films.append(id)
            let cast = (0..<number(below: 4)).map { _ in actor() }.uniqued()
            for (actor, _) in cast { shown[actor, default: []].insert(id) }
            return .film(id, "Film \(id)", cast: cast)
        }
        switch choice {
        case 40..<55: return .retitled(film, "Film \(film) again \(number(below: 1_000))")
        case 55..<75:
            let (id, name) = actor()
            shown[id, default: []].insert(film)
            return .joined(film, actor: id, name)
        case 75..<80: return .withdrawn(film)
        default:
            let (id, _) = actor()
            let name = "Actor \(id) renamed \(number(below: 1_000))"
            actors[id] = name
            return .renamed(
                id,
                name,
                films: namesFilms && number(below: 2) == 0 ? shown[id, default: []].sorted() : nil
            )
        }
    }

    private mutating func actor() -> (Int64, String) {
        let id = Int64(1 + number(below: 30))
        return (id, actors[id] ?? "Actor \(id)")
    }

    private mutating func number(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}

extension [(Int64, String)] {
    fileprivate func uniqued() -> Self {
        var seen: Set<Int64> = []
        return filter { seen.insert($0.0).inserted }
    }
}
