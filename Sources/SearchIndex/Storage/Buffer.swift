/// A fixed run of trivial values outside of Swift's arrays.
///
/// Segments and scratch space keep their numbers in buffers so that the inner loops touch plain memory: no
/// retain and release, no exclusivity check and no copy on write. A buffer is written by the one who makes it and
/// only read once it is part of a segment.
///
/// Reads are checked against the bounds in debug builds only.
final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: written only while one builder or one query owns it; whoever shares it shares it read-only.

    /// The first element.
    let base: UnsafeMutablePointer<Element>
    /// Number of elements.
    let count: Int

    /// Makes a buffer of `count` elements that the maker must fill before it is read.
    init(count: Int) {
        self.count = count
        base = LargePages.allocate(count)
    }

    /// Makes a buffer of `count` elements that all are `value`.
    convenience init(count: Int, filledWith value: Element) {
        self.init(count: count)
        base.initialize(repeating: value, count: count)
    }

    /// Makes a buffer that holds a copy of `elements`.
    convenience init(_ elements: [Element]) {
        self.init(count: elements.count)
        elements.withUnsafeBufferPointer { copy($0, to: 0) }
    }

    deinit { base.deallocate() }

    /// Fills a part, from `start` on.
    @inline(__always)
    func copy(_ source: UnsafeBufferPointer<Element>, to start: Int) {
        assert(start >= 0 && start + source.count <= count, "write outside of a buffer")
        if let first = source.baseAddress { (base + start).initialize(from: first, count: source.count) }
    }

    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count, "read outside of a buffer")
            return base[index]
        }
        set {
            assert(index >= 0 && index < count, "write outside of a buffer")
            base[index] = newValue
        }
    }

    /// Bytes that the elements take.
    var byteCount: Int { count * MemoryLayout<Element>.stride }
}
