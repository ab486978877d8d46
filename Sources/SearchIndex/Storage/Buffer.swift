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

    /// Makes a buffer of `count` elements that all are `value`.
    init(count: Int, filledWith value: Element) {
        self.count = count
        base = LargePages.allocate(count)
        base.initialize(repeating: value, count: count)
    }

    /// Makes a buffer that holds a copy of `elements`.
    init(_ elements: [Element]) {
        count = elements.count
        base = LargePages.allocate(count)
        elements.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { base.initialize(from: start, count: source.count) }
        }
    }

    deinit { base.deallocate() }

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
