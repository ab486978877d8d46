/// One name for each genre.
enum GenreNames {
    /// Names that mean the same genre as another one.
    private static let usual = ["Sport": "Sports", "Animated": "Animation"]

    static func usualName(of genre: String) -> String {
        usual[genre] ?? genre
    }
}
