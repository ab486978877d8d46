#if canImport(Glibc)
import Glibc
#endif

/// Memory for an array of trivial values, on large pages where it is large.
///
/// A query reads a segment's arrays all over. With pages of 4 KiB the processor does not remember where so many of them
/// lie, and looks each one up in memory before it reads what it wants; pages of 2 MiB it remembers. Linux gives them to
/// whoever asks (`transparent_hugepage`: `madvise` or `always`); elsewhere, the memory is as any other.
enum LargePages {
    private static let size = 2 << 20
    /// Smaller arrays stay where memory is used again soon.
    private static let least = 2 * size

    /// Uninitialized memory for `count` values, at least for one; to be deallocated by the one who asked.
    static func allocate<Element: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Element> {
        let byteCount = count * MemoryLayout<Element>.stride
        guard byteCount >= least else { return .allocate(capacity: max(count, 1)) }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: size)
        #if canImport(Glibc)
        // Advice only: without it, the memory works all the same. The end that would not fill a large page has small ones.
        _ = madvise(memory, byteCount / size * size, MADV_HUGEPAGE)
        #endif
        return memory.bindMemory(to: Element.self, capacity: count)
    }
}
