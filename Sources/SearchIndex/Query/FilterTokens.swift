/// One sign or word of a filter.
struct FilterToken {
    enum Kind: Equatable {
        case word(String)
        case quoted(String)
        case sign(String)
        case end
    }

    var kind: Kind
    /// From 1, in characters.
    var column: Int

    var description: String {
        switch kind {
        case .word(let text): "\"\(text.prefix(50))\""
        case .quoted(let text): "the text \"\(text.prefix(50))\""
        case .sign(let sign): "\"\(sign)\""
        case .end: "the end"
        }
    }
}

/// Cuts a filter into signs and words.
enum FilterTokens {
    /// The tokens with an ``FilterToken/Kind/end`` behind the last.
    static func cut(_ text: String) throws(FilterError) -> [FilterToken] {
        var tokens: [FilterToken] = []
        let characters = Array(text)
        var place = 0
        while place < characters.count {
            let start = place
            let character = characters[place]
            place += 1
            if character.isWhitespace { continue }
            let kind: FilterToken.Kind
            switch character {
            case "(", ")", "[", "]", ",", "=":
                kind = .sign(String(character))
            case "<", ">", "!":
                if place < characters.count, characters[place] == "=" {
                    place += 1
                    kind = .sign("\(character)=")
                } else if character == "!" {
                    throw FilterError(column: start + 1, reason: "\"!\" stands only in \"!=\"")
                } else {
                    kind = .sign(String(character))
                }
            case "\"":
                var inside = ""
                while place < characters.count, characters[place] != "\"" {
                    inside.append(characters[place])
                    place += 1
                }
                guard place < characters.count else {
                    throw FilterError(column: start + 1, reason: "the quotation mark is never closed")
                }
                place += 1
                kind = .quoted(inside)
            default:
                guard isPart(character) else {
                    throw FilterError(
                        column: start + 1,
                        reason: "\"\(character)\" must stand in quotation marks"
                    )
                }
                var word = String(character)
                while place < characters.count, isPart(characters[place]) {
                    word.append(characters[place])
                    place += 1
                }
                kind = .word(word)
            }
            tokens.append(FilterToken(kind: kind, column: start + 1))
        }
        tokens.append(FilterToken(kind: .end, column: characters.count + 1))
        return tokens
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_.:".contains(character)
    }
}
