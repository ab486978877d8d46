import CAllocator

/// Tells the C library's allocator to give memory back.
///
/// Loads, rebuilds and merges of the search index allocate hundreds of megabytes and free them again. Left alone, glibc
/// keeps most of that: it gives each thread an arena of its own, and raises the size from which on a block is mapped (and
/// unmapped when freed) with every large block it sees.
enum Allocator {
    static func giveMemoryBack() {
        kinoteka_tune_allocator(2, 256 << 10, 1 << 20)
    }
}
