/// One number for each document of a segment; NaN where there is none.
final class NumberColumn: Sendable {
    private let narrow: Buffer<Float>?
    private let wide: Buffer<Double>?

    /// Keeps four bytes a document where that loses nothing, else eight.
    init(_ values: [Double]) {
        let fits = values.allSatisfy { $0.isNaN || Double(Float($0)) == $0 }
        narrow = fits ? Buffer(values.map { Float($0) }) : nil
        wide = fits ? nil : Buffer(values)
    }

    @inline(__always)
    subscript(document: Int) -> Double {
        if let narrow { return Double(narrow[document]) }
        return wide?[document] ?? .nan
    }

    var byteCount: Int { (narrow?.byteCount ?? 0) + (wide?.byteCount ?? 0) }
}
