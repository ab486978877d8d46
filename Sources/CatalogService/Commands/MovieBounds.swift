/// How long, large and many the parts of a film may be. The OpenAPI document shows the same numbers.
public enum MovieBounds {
    /// Characters.
    public static let title = 1...500
    public static let year: ClosedRange<Int64> = 1870...2200
    /// Minutes; the longest films run for days.
    public static let runtime: ClosedRange<Int64> = 1...60_000
    /// Characters.
    public static let overview = 1...20_000
    public static let popularity: ClosedRange<Double> = 0...1e12
    public static let rating: ClosedRange<Double> = 0...10
    /// Characters.
    public static let character = 1...500
    public static let billing: ClosedRange<Int64> = 1...100_000
    /// Characters.
    public static let job = 1...100
    public static let genres = 50
    public static let countries = 50
    public static let languages = 50
    public static let alternativeTitles = 100
    /// In the cast, and again in the crew.
    public static let credits = 500
    /// Of one film or person: one from each source.
    public static let externalIDs = 20
    /// Characters of what a source calls a thing.
    public static let externalID = 1...400
    /// Characters of the name of a person, genre, country or language.
    public static let name = 1...200
    /// Films that may be pinned to one query.
    public static let pins: ClosedRange<Int> = 1...20
}
