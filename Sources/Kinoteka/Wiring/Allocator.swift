import ArgumentParser
import CAllocator

/// How much freed memory the C library's allocator keeps.
///
/// Left alone, glibc gives each thread an arena of its own, and raises the size from which on a block is mapped (and
/// unmapped when freed) with every large block it sees. All threads share two arenas here.
enum Allocator {
    /// Sets what is kept by this command.
    ///
    /// A server gives nearly everything back: loads and merges of its search index allocate hundreds of megabytes. In a
    /// command that ends, batches of megabytes come and go, and are not worth new pages each time, which cost a rebuild
    /// a sixth of its time.
    static func tune(for command: any ParsableCommand.Type) {
        if command is any ServerCommand.Type {
            kinoteka_tune_allocator(2, 256 << 10, 1 << 20)
        } else {
            kinoteka_tune_allocator(2, 32 << 20, 64 << 20)
        }
    }
}

/// A command that runs until it is ended.
protocol ServerCommand {}
