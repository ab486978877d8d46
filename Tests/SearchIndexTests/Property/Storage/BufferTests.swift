import Testing

@testable import SearchIndex

/// A buffer keeps what was put into it, also one that is large enough for pages of its own.
@Suite struct BufferTests {
    @Test(arguments: [0, 1, 1_000, 1 << 19, (1 << 19) + 1, 3 << 19, (3 << 19) + 12_345])
    func buffersKeepTheirValues(count: Int) {
        // Eight bytes each: the fourth has 4 MiB, the least on large pages; the last one's end fills none.
        let filled = Buffer<Int>(count: count, filledWith: 7)
        #expect(filled.count == count && filled.byteCount == count * 8)
        #expect((0..<count).allSatisfy { filled[$0] == 7 })
        for index in 0..<count { filled[index] = index }
        let copied = Buffer(Array(0..<count))
        #expect((0..<count).allSatisfy { filled[$0] == $0 && copied[$0] == $0 })
    }
}
