/// The documents of one segment that match one word of a query, by how well and where.
struct WordSets {
    /// Those with the very word.
    let exact: Bits
    /// Those with another spelling of it; a document may be in ``exact``, too.
    var equivalent: Bits?
    /// Those with its plural or singular, likewise.
    var inflected: Bits?
    /// Those in which several words stand for it, likewise.
    var phrased: Bits?
    /// All of these, and those with a longer word.
    let plain: Bits
    /// With typos: ``plain`` and those with one, and those with any number. Each is the one before it where nothing is added.
    var fuzzy: (one: Bits, all: Bits)?
    /// Those that have whatever stands for the word in the title, in another one, and in another text.
    let inTitle: Bits
    let inOtherTitles: Bits
    let inTexts: Bits

    /// Documents that match as typed or, once typos were looked for, with them.
    var all: Bits { fuzzy?.all ?? plain }

    /// Sets of which ``exact`` and ``plain`` must be assigned.
    init(_ scratch: Scratch) {
        exact = scratch.makeStaleSet()
        plain = scratch.makeStaleSet()
        inTitle = scratch.makeSet()
        inOtherTitles = scratch.makeSet()
        inTexts = scratch.makeSet()
    }

    /// Makes a set of all documents of which it is known where the word stands.
    func collectPlaces(in set: Bits) { set.assign(unionOf: inTitle, inOtherTitles, inTexts) }

    /// Gives all sets back.
    func finish(_ scratch: Scratch) {
        for set in [exact, plain, inTitle, inOtherTitles, inTexts] { scratch.reuse(set) }
        for case let set? in [equivalent, inflected, phrased] { scratch.reuse(set) }
        guard let fuzzy else { return }
        if fuzzy.one !== plain { scratch.reuse(fuzzy.one) }
        if fuzzy.all !== fuzzy.one { scratch.reuse(fuzzy.all) }
    }
}
