import CatalogService

/// A film that a file tells of, ready to be imported.
struct SourceFilm: Sendable {
    var movie: MovieImport
    let place: RecordPlace
}

/// What a source gives at a time.
struct FilmBatch: Sendable {
    var films: [SourceFilm] = []
    var rejected: [RejectedRecord] = []
    /// Records that went into films of this batch or an earlier one.
    var merged: Int64 = 0
    var cleaned: [Cleaning: Int64] = [:]
    /// How many records the source has in all.
    var estimatedTotal: Int64?
}

/// Reads the films of some files, in order.
protocol FilmSource: Sendable {
    /// The next films, `limit` at most; nil at the end.
    func next(atMost limit: Int) async throws -> FilmBatch?
}
