import Contracts
import GRDB

/// A readable identifier for URLs: lowercase ASCII letters and digits in words that hyphens join.
///
/// Given once, when the entity is registered, and never changed: a link that was shared stays good after a correction.
enum Slug {
    /// The words of `text`, without accents; Greek and Cyrillic are transliterated, what is left over is dropped.
    static func words(_ text: String) -> String {
        var slug = ""
        var pendingHyphen = false
        for scalar in decomposed(text) {
            let piece: String
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A: piece = String(Character(scalar))
            case 0x41...0x5A: piece = scalar.properties.lowercaseMapping
            case 0x27, 0x2019, 0x02BC: continue  // it's → its
            case 0x26: piece = pendingHyphen || slug.isEmpty ? "and" : "-and"
            case 0x300...0x36F: continue  // accents that decomposition split off
            default:
                let latin = transliterations[scalar]
                if latin == "" { continue }  // ь and ъ have no sound of their own
                piece = latin ?? ""
            }
            if piece.isEmpty {
                pendingHyphen = !slug.isEmpty
                continue
            }
            if pendingHyphen { slug += "-" }
            slug += piece
            pendingHyphen = scalar.value == 0x26
            if slug.utf8.count >= 80 { break }
        }
        return slug
    }

    /// A slug that no row of `table` has: `base`, then `base-2` to `base-9`, then `base-<id>`.
    static func unique(
        _ base: String,
        table: String,
        id: Int64,
        in db: Database,
        taken: Set<String> = []
    ) throws -> String {
        let sql = "SELECT 1 FROM \(table) WHERE slug = ?"
        var candidate = base
        var number = 1
        while try taken.contains(candidate) || db.exists(sql, .text(candidate)) {
            number += 1
            candidate =
                number < 10 ? "\(base)-\(number)" : "\(base)-\(id)" + (number > 10 ? "-\(number)" : "")
        }
        return candidate
    }

    /// The words of a name; `person-42` where it has none, `person-50` for a name that is a number and would be taken
    /// for an identifier.
    static func base(_ name: String, kind: String, id: Int64) -> String {
        let words = words(name)
        if words.isEmpty { return "\(kind)-\(id)" }
        return words.utf8.allSatisfy { (0x30...0x39).contains($0) } ? "\(kind)-\(words)" : words
    }

    static func movie(title: String, year: Int, id: MovieID, in db: Database) throws -> String {
        let words = words(title)
        return try unique(
            words.isEmpty ? "movie-\(id)" : "\(words)-\(year)",
            table: "movies",
            id: id.rawValue,
            in: db
        )
    }

    private static func decomposed(_ text: String) -> some Sequence<Unicode.Scalar> {
        text.isASCIIText ? Array(text.unicodeScalars) : text.canonicallyDecomposedScalars
    }

    private static let transliterations: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        func add(_ letters: String, _ latin: String...) {
            for (letter, text) in zip(letters, latin) {
                for scalar in String(letter).unicodeScalars { table[scalar] = text }
                for scalar in letter.uppercased().unicodeScalars { table[scalar] = text }
            }
        }
        add("ßæøœðþłđıħŋ", "ss", "ae", "o", "oe", "d", "th", "l", "d", "i", "h", "n")
        add(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
            "i",
            "i",
            "e",
            "g"
        )
        add(
            "αβγδεζηθικλμνξοπρσςτυφχψω",
            "a",
            "b",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o"
        )
        // й and ё decompose to their base letter and an accent, which is what the table holds for them.
        return table
    }()
}
