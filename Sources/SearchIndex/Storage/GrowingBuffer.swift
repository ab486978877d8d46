/// A run of trivial values outside of Swift's arrays that grows at its end, on large pages once it is large.
///
/// What a load of a whole catalog collects are hundreds of megabytes, looked up all over. On small pages the processor would
/// spend an eighth of the time on getting them, and more on finding out where they lie.
///
/// Reads are checked against the bounds in debug builds only.
final class GrowingBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: written only by the one who makes it; whoever is shown it reads it when it does not grow any more.

    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    /// Number of elements.
    private(set) var count = 0

    init() {
        capacity = 16
        base = .allocate(capacity: capacity)
    }

    /// Makes a buffer that holds one element.
    convenience init(first: Element) {
        self.init()
        append(first)
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

    /// Its elements; until it grows.
    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

    subscript(range: Range<Int>) -> UnsafeBufferPointer<Element> {
        assert(range.lowerBound >= 0 && range.upperBound <= count, "read outside of a buffer")
        return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    @inline(__always)
    func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        (base + count).initialize(to: element)
        count += 1
    }

    /// Appends elements that lie outside of this buffer.
    func append(contentsOf elements: UnsafeBufferPointer<Element>) {
        guard let start = elements.baseAddress, !elements.isEmpty else { return }
        if count + elements.count > capacity { grow(to: count + elements.count) }
        (base + count).initialize(from: start, count: elements.count)
        count += elements.count
    }

    func append(repeating element: Element, count times: Int) {
        if count + times > capacity { grow(to: count + times) }
        (base + count).initialize(repeating: element, count: times)
        count += times
    }

    /// Drops what is beyond the first elements.
    func removeAll(after count: Int) {
        assert(count >= 0 && count <= self.count, "cut outside of a buffer")
        self.count = count
    }

    private func grow(to needed: Int) {
        capacity = max(needed, capacity * 2)
        let larger: UnsafeMutablePointer<Element> = LargePages.allocate(capacity)
        larger.initialize(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
