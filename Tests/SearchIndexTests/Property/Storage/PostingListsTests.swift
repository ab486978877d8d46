import Testing

@testable import SearchIndex

/// What is put into lists of documents comes out again, however it is kept.
@Suite struct PostingListsTests {
    private static func make(_ lists: [[Int]], of documentCount: Int) -> PostingLists {
        let starts = Buffer<UInt32>(count: lists.count + 1, filledWith: 0)
        for (list, documents) in lists.enumerated() {
            starts[list + 1] = starts[list] + UInt32(documents.count)
        }
        return PostingLists(
            documentCount: documentCount,
            starts: starts,
            documents: Buffer(lists.joined().map { UInt32($0) })
        )
    }

    private static func check(_ lists: [[Int]], of documentCount: Int, _ random: inout PropertyRandom) {
        let postings = make(lists, of: documentCount)
        #expect(postings.listCount == lists.count)
        let some = Bits(capacity: documentCount)
        let members = Set((0..<random.int(0...400)).map { _ in random.int(0...(documentCount - 1)) })
        for member in members { some.insert(member) }
        for (list, documents) in lists.enumerated() {
            var read: [Int] = []
            postings.forEach(in: list) { read.append($0) }
            #expect(read == documents, "list of \(documents.count) among \(documentCount)")
            #expect(postings.count(of: list) == documents.count)
            let set = some.copy()
            postings.formUnion(of: list, into: set)
            let union = members.union(documents)
            #expect(set.count == union.count && union.allSatisfy(set.contains))
            #expect(
                postings.intersectionCount(of: list, with: some) == documents.count(where: members.contains)
            )
            if let bitmap = postings.bitmap(of: list) {
                #expect(bitmap.count == documents.count && documents.allSatisfy(bitmap.contains))
            }
        }
    }

    @Test func listsOfEveryLength() {
        var random = PropertyRandom(seed: 1)
        let lengths = [0, 1, 2, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1000]
        for documentCount in [1000, 40_000] {
            let lists = lengths.map { length in
                var chosen: Set<Int> = []
                while chosen.count < length { chosen.insert(random.int(0...(documentCount - 1))) }
                return chosen.sorted()
            }
            Self.check(lists, of: documentCount, &random)
            Self.check(lists.reversed(), of: documentCount, &random)
        }
    }

    /// Gaps that need one byte, two and four, alone and mixed in one list.
    @Test func gapsOfEveryWidth() {
        var random = PropertyRandom(seed: 2)
        let count = 400_000
        for gap in [1, 2, 3, 255, 256, 257, 511, 512, 516, 517, 1000, 65_535, 65_536] {
            let list = Array(stride(from: 0, to: min(count, gap * 300), by: gap))
            Self.check([list, list.map { $0 + count - 1 - (list.last ?? 0) }], of: count, &random)
        }
        Self.check([[0, 255], [0, 256], [0, 65_535], [0, 65_536], [0, count - 1]], of: count, &random)
        var mixed: [Int] = []
        var document = 0
        while mixed.count < 1000 {
            document += random.pick([1, 1, 1, 1, 300, 800])
            mixed.append(document)
        }
        Self.check([mixed, [], mixed], of: count, &random)
    }

    @Test(arguments: 0..<20)
    func randomLists(seed: Int) {
        var random = PropertyRandom(seed: 100 + seed)
        let documentCount = random.pick([1, 2, 63, 64, 65, 500, 5000, 30_000])
        let lists = (0..<random.int(0...12)).map { _ in
            let density = random.pick([1, 2, 10, 33, 100, 1000])
            return (0..<documentCount).filter { _ in random.oneIn(density) }
        }
        Self.check(lists, of: documentCount, &random)
    }
}
