import ArgumentParser
import CAllocator

/// How much freed memory the C library's allocator keeps.
///
/// Left alone, glibc gives each thread an arena of its own, and raises the size from which on a block is mapped (and
/// unmapped when freed) with every large block it sees. A server's threads share two arenas here. In a command, and while
/// a server loads, there are eight, so that threads do not wait for each other.
enum Allocator {
    /// Sets what is kept by this command: a server gives nearly everything back.
    static func tune(for command: any ParsableCommand.Type) {
        if command is any ServerCommand.Type { keepLittle() } else { keepMuch() }
    }

    /// Sets what a server keeps while it loads its search index, and after.
    ///
    /// A load brings gigabytes of documents, and would spend a fourth of its time on new pages for them.
    static func tune(isLoading: Bool) {
        if isLoading {
            keepMuch()
        } else {
            keepLittle()
            kinoteka_return_memory()
        }
    }

    /// Merges of the search index allocate hundreds of megabytes, which nobody needs afterwards.
    private static func keepLittle() { kinoteka_tune_allocator(2, 256 << 10, 1 << 20) }

    /// Batches of megabytes come and go, and are not worth new pages each time, which cost a rebuild a sixth of its time.
    private static func keepMuch() { kinoteka_tune_allocator(8, 32 << 20, 64 << 20) }
}

/// A command that runs until it is ended.
protocol ServerCommand {}
