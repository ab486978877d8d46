import Contracts
import Testing

@Suite("A change of an optional fact")
struct ChangeTests {
    private func applied(_ change: Change<Int>, to fact: Int?) -> Int? {
        var fact = fact
        change.apply(to: &fact)
        return fact
    }

    @Test("keeps, takes away or sets it")
    func applies() {
        #expect(applied(.keep, to: 1) == 1)
        #expect(applied(.keep, to: nil) == nil)
        #expect(applied(.clear, to: 1) == nil)
        #expect(applied(.set(2), to: 1) == 2)
        #expect(applied(.set(2), to: nil) == 2)
    }

    @Test("of a set is empty only when nothing comes and nothing goes")
    func sets() {
        #expect(SetChange<Int, Int>().isEmpty)
        #expect(!SetChange<Int, Int>(added: [1]).isEmpty)
        #expect(!SetChange<Int, Int>(removed: [1]).isEmpty)
    }
}
