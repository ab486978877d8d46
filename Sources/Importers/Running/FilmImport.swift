/// Imports films from files: reads records, cleans what can be cleaned, and gives the rest a reason.
///
/// Idempotent: a film is known by its external identifier, so the same file again changes nothing, and a corrected
/// one changes what differs. Records become `import-movie` commands in the order of the files, so the same files lead
/// to the same catalog.
///
/// ```swift
/// let summary = try await FilmImport(format: .wikipedia, files: files, rejects: "rejects.ndjson")
///     .run(into: WriterSink(writer)) { progress in … }
/// ```
public struct FilmImport: Sendable {
    /// How many films go to the sink at once: as many as some transactions of the writer take, so that a server reads
    /// commands while it carries out those before.
    static let batchSize = 4_096

    private let format: ImportFormat
    private let files: [String]
    private let rejects: String?

    /// - Parameter rejects: the file into which refused records are written as NDJSON; it is replaced.
    public init(format: ImportFormat, files: [String], rejects: String? = nil) {
        self.format = format
        self.files = files
        self.rejects = rejects
    }

    /// Runs the import to its end; the next batch is read and prepared while one is being carried out.
    ///
    /// - Parameter progress: called after every batch.
    /// - Throws: ``ImportError`` when files or sink fail as a whole; `CancellationError`.
    public func run(
        into sink: any CommandSink,
        progress: @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportSummary {
        let source = format.source(of: files)
        let rejectsFile = try rejects.map { try RejectsFile(path: $0) }
        var summary = ImportSummary(files: files.count)
        var batch = try await next(of: source, for: sink)
        while let (current, prepared) = batch {
            try Task.checkCancellation()
            async let outcomes = sink.submit(prepared)
            let next = try await next(of: source, for: sink)
            let refused = summary.count(current, try await outcomes)
            for record in current.rejected + refused {
                summary.add(record)
                try rejectsFile?.write(record)
            }
            progress(ImportProgress(done: summary.records, total: current.estimatedTotal))
            batch = next
        }
        return summary
    }

    private func next(
        of source: any FilmSource,
        for sink: any CommandSink
    ) async throws -> (FilmBatch, PreparedFilms)? {
        guard let batch = try await source.next(atMost: Self.batchSize) else { return nil }
        return (batch, await sink.prepare(batch.films.map(\.movie)))
    }
}
