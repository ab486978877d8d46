/// Tells the titles of showings of an older film.
enum Rerelease {
    private static let marks = [
        " (Director's Cut) (re-release)", " (3D re-release)", " (re-release)",
        " (Canadian theatrical release)",
        ": Special Edition", ": The IMAX Experience", " in 3D", " 3D",
    ]

    /// The title without the mark of a re-release; nil when it has none.
    static func originalTitle(of title: String) -> String? {
        for mark in marks where title.hasSuffix(mark) && title.utf8.count > mark.utf8.count {
            return String(title.dropLast(mark.count))
        }
        return nil
    }
}
