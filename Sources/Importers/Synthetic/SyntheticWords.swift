/// The vocabulary of titles and overviews: common words first, then made-up ones.
enum SyntheticWords {
    static let common = SyntheticNames.words(
        """
        night house man love day woman city river dark last time heart road girl blue world life summer winter dream fire war
        king secret island star moon shadow wild red water death sky golden black stranger train game lost sea mother father
        son daughter white angel storm garden child window song light mountain door letter journey return silent broken street
        bridge wolf queen blood rain forest snow paradise hotel party doctor thief soldier dance desert ghost valley bird hunter
        wedding circus promise mirror winter's ocean village stone lady devil crime hero dragon spring station horse lonely
        sister brother midnight honor fortune justice castle harbor machine prisoner captain empire diamond widow teacher
        memory kingdom escape morning evening autumn silver iron glass paper green hidden forgotten eternal distant burning
        frozen crooked sleeping laughing seventh first second third orchard meadow lighthouse railway carnival theatre
        detective pilot sailor dancer painter poet gambler farmer judge clown beggar prince princess nurse butcher baker tailor
        clockmaker astronomer cartographer violin piano trumpet melody rhythm silence echo whisper scream laughter tear smile
        hand eye face voice step path gate wall roof tower cellar attic kitchen market square alley avenue border frontier
        """
    )

    private static let syllables = SyntheticNames.words(
        "ba be bo da de do fa fe ga ge ka ke ki la le li lo ma me mi mo na ne no ra re ri ro sa se so ta te ti to va ve vi za zo"
    )

    /// `count` different words; the common ones have the lowest ranks.
    static func vocabulary(_ count: Int) -> [String] {
        var words = Array(common.prefix(count))
        var seen = Set(words)
        var number = 0
        while words.count < count {
            // Three syllables and more: 40³ = 64,000 words before the first of four.
            var rest = number * 7_919 % 64_000 + number / 64_000 * 64_000
            var word = ""
            for _ in 0..<3 {
                word += syllables[rest % syllables.count]
                rest /= syllables.count
            }
            while rest > 0 {
                word += syllables[rest % syllables.count]
                rest /= syllables.count
            }
            if seen.insert(word).inserted { words.append(word) }
            number += 1
        }
        return words
    }
}
