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
    /// How many films go to the sink at once: as many as one transaction of the writer takes.
    static let batchSize = 512

    private let format: ImportFormat
    private let files: [String]
    private let rejects: String?

    /// - Parameter rejects: the file into which refused records are written as NDJSON; it is replaced.
    public init(format: ImportFormat, files: [String], rejects: String? = nil) {
        self.format = format
        self.files = files
        self.rejects = rejects
    }

    /// Runs the import to its end; the next batch is read while one is being carried out.
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
        var batch = try await source.next(atMost: Self.batchSize)
        while let current = batch {
            try Task.checkCancellation()
            async let outcomes = sink.submit(current.films.map(\.movie))
            let next = try await source.next(atMost: Self.batchSize)
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
}
