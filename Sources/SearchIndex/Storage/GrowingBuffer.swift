/// A run of trivial values outside of Swift's arrays that grows at its end, on large pages once it is large.
///
/// What a load of a whole catalog collects are hundreds of megabytes, looked up all over. On small pages the processor would
/// spend an eighth of the time on getting them, and more on finding out where they lie.
///
/// Access is checked in debug builds only, and against the room that there is.
final class GrowingBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: written only by the one who makes it; whoever is shown it reads it when it does not grow any more.

    /// Has room for more elements than there are.
    private var room: Buffer<Element>
    /// Number of elements.
    private(set) var count = 0

    init() { room = Buffer(count: 16) }

    /// Makes a buffer that holds one element.
    convenience init(first: Element) {
        self.init()
        append(first)
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { room[index] }
        set { room[index] = newValue }
    }

    /// Its elements; until it grows.
    var elements: UnsafeBufferPointer<Element> { self[0..<count] }

    /// Some of its elements; until it grows.
    subscript(range: Range<Int>) -> UnsafeBufferPointer<Element> {
        assert(range.lowerBound >= 0 && range.upperBound <= count, "read outside of a buffer")
        return UnsafeBufferPointer(start: room.base + range.lowerBound, count: range.count)
    }

    @inline(__always)
    func append(_ element: Element) {
        if count == room.count { makeRoom(for: 1) }
        (room.base + count).initialize(to: element)
        count += 1
    }

    /// Appends elements that lie outside of this buffer.
    func append(contentsOf elements: UnsafeBufferPointer<Element>) {
        makeRoom(for: elements.count)
        room.copy(elements, to: count)
        count += elements.count
    }

    func append(repeating element: Element, count times: Int) {
        makeRoom(for: times)
        (room.base + count).initialize(repeating: element, count: times)
        count += times
    }

    /// Drops what is beyond the first elements.
    func removeAll(after count: Int) {
        assert(count >= 0 && count <= self.count, "cut outside of a buffer")
        self.count = count
    }

    private func makeRoom(for more: Int) {
        guard count + more > room.count else { return }
        let larger = Buffer<Element>(count: max(count + more, room.count * 2))
        larger.copy(elements, to: 0)
        room = larger
    }
}
