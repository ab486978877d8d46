/// How much of a title the query spells.
extension Scorer {
    /// How much of a title the query spells, times 4, plus what ``Relevance/exactness`` says of it.
    func titleMatch() -> Int {
        let titleCount = finder.titleCount
        guard titleCount > 0 else { return 0 }
        var best = 0
        for (index, place) in finder.places(of: firstWord).enumerated() {
            // The article of a title counts when it is typed as a word like others, as in a phrase.
            guard place.offset == 1 || place.offset == 0 && firstWord == 0,
                Int(place.value) < titleCount, finder.titleLasts[Int(place.value)] > 0
            else { continue }
            best = max(best, follow(index))
        }
        return best >> 2 < 2 && coversTitle() ? 2 << 2 : best
    }

    /// How much of a title the words spell when the first one stands at its place of this index, which begins a title.
    private func follow(_ index: Int) -> Int {
        let place = finder.places(of: firstWord)[index]
        let last = finder.titleLasts[Int(place.value)]
        /// The places of the word at which it may stand, one bit each.
        var reached = UInt8(1) << UInt8(index)
        var isWhole = true
        var isAsTyped = true
        var isExact = true
        for word in firstWord..<wordCount {
            if word > firstWord { reached = placesAfter(reached, of: word - 1) }
            if reached == 0 { return 0 }
            isWhole = isWhole && Grade.isWhole(finder.grades[word])
            isAsTyped = isAsTyped && Grade.isAsTyped(finder.grades[word])
            isExact = isExact && finder.grades[word] == Grade.exact.rawValue
        }
        let coversTitle = isAny(reached, of: wordCount - 1, endingAt: last + 1)
        if coversTitle, isWhole { return (isExact && isArticleSame(place) ? 4 : 3) << 2 }
        guard isAsTyped else { return coversTitle ? 2 : 0 }
        // Who has typed four letters of a word may mean just that word.
        let part = coversTitle ? 2 : 1
        return isWhole || endsEarly ? part << 2 : part
    }

    /// Whether the query has all words of some title, in any order and in the same number, but for stop words; and
    /// whatever else it has is other facts, not the first one or two letters of anything.
    private func coversTitle() -> Bool {
        let titleCount = finder.titleCount
        for value in 0..<titleCount {
            titleGets[value] = 0
            titleReach[value] = 0
        }
        for word in 0..<wordCount {
            guard Grade.isWhole(finder.grades[word]) else {
                if isLong[word] { continue }
                return false
            }
            if finder.grades[word] == Grade.inflected.rawValue { continue }
            var value = -1
            var reach = 0
            for place in finder.places(of: word) {
                guard place.value < titleCount, place.offset + place.span < 64 else { continue }
                if Int(place.value) != value { reach = 0 }
                value = Int(place.value)
                titleGets[value] |= (1 << UInt64(place.span) - 1) << UInt64(place.offset)
                // A word counts for as many places as it reaches over at once.
                titleReach[value] += max(Int(place.span) - reach, 0)
                reach = max(reach, Int(place.span))
            }
        }
        return (0..<titleCount).contains { value in
            let needs = finder.titleNeeds[value] == 0 ? finder.titleWords[value] : finder.titleNeeds[value]
            return finder.titleWords[value] != 0 && needs & ~titleGets[value] == 0
                && needs.nonzeroBitCount <= titleReach[value]
        }
    }

    private func isAny(_ reached: UInt8, of word: Int, endingAt end: Int32) -> Bool {
        for (index, place) in finder.places(of: word).enumerated() where reached >> UInt8(index) & 1 != 0 {
            if place.offset + place.span == end { return true }
        }
        return false
    }

    /// Where the next word may stand: right after, or at the same place when both words are found there joined.
    private func placesAfter(_ reached: UInt8, of word: Int) -> UInt8 {
        var result: UInt8 = 0
        for (index, place) in finder.places(of: word).enumerated() where reached >> UInt8(index) & 1 != 0 {
            for (other, next) in finder.places(of: word + 1).enumerated() {
                guard next.value == place.value else { continue }
                if next.offset == place.offset + place.span || isJoined(place, next, word: word + 1) {
                    result |= 1 << UInt8(other)
                }
            }
        }
        return result
    }

    /// Whether one term, or one run of terms, stands for a word and for the one before.
    private func isJoined(_ before: PlaceFinder.Place, _ place: PlaceFinder.Place, word: Int) -> Bool {
        guard !joined.isEmpty, before.offset == place.offset, before.span == place.span else { return false }
        return joined.contains { words, phrase in
            guard words.contains(word), words.contains(word - 1), phrase.terms.count == Int(place.span)
            else { return false }
            return phrase.stands(at: place.token, in: segment) || phrase.stands(at: before.token, in: segment)
        }
    }

    /// Whether query and title begin with the same article, or neither with one.
    private func isArticleSame(_ place: PlaceFinder.Place) -> Bool {
        let titleHas = finder.titleHasArticle[Int(place.value)]
        guard firstWord > 0 else { return titleHas == (place.offset == 0) }
        guard titleHas, finder.grades[0] == Grade.exact.rawValue else { return false }
        return finder.places(of: 0).contains { $0.value == place.value && $0.offset == 0 }
    }
}
