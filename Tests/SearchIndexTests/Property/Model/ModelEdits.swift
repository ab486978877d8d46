/// Edit distances by the book: one cell for each pair of beginnings.
///
/// Insert, delete, replace, and swap neighbours that no other edit touches (optimal string alignment).
enum ModelEdits {
    /// Edits from `word` to the whole of `term`, and the fewest to any beginning of it.
    static func distances(from word: String, to term: String) -> (whole: Int, beginning: Int) {
        let one = Array(word.unicodeScalars)
        let other = Array(term.unicodeScalars)
        var cells = Array(repeating: Array(repeating: 0, count: other.count + 1), count: one.count + 1)
        for row in 0...one.count {
            for column in 0...other.count {
                guard row > 0, column > 0 else {
                    cells[row][column] = max(row, column)
                    continue
                }
                let isSame = one[row - 1] == other[column - 1]
                var cell = cells[row - 1][column - 1] + (isSame ? 0 : 1)
                cell = min(cell, cells[row - 1][column] + 1, cells[row][column - 1] + 1)
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    cell = min(cell, cells[row - 2][column - 2] + 1)
                }
                cells[row][column] = cell
            }
        }
        return (cells[one.count][other.count], cells[one.count].min() ?? 0)
    }
}
