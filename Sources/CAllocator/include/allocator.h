#pragma once

/// Sets how glibc's allocator keeps freed memory; does nothing with another C library. See Allocator.swift.
///
/// \param arenas  most arenas, shared by all threads
/// \param mapped  bytes from which on a block is mapped on its own, and unmapped when freed
/// \param kept    free bytes at the end of the heap that are kept
void kinoteka_tune_allocator(int arenas, int mapped, int kept);

/// Gives free memory back to the system; does nothing with another C library than glibc.
void kinoteka_return_memory(void);
