// What Swift needs of Linux to look after a child process.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// Gives the calling thread a name for ps and debuggers; at most 15 bytes are kept.
void kin_name_thread(const char *name);

// Starts a program whose end is bound to the calling THREAD: when that thread ends, the kernel kills the child, however
// the parent died. So call it from a thread that lives as long as the child may.
//
// The child has a process group of its own (a terminal's Ctrl-C does not reach it), default signal handling, standard
// input from /dev/null, standard output and error in `output`, and no other file of the parent.
//
// Returns the pid, or a negated errno where the program could not be started.
int32_t kin_spawn(const char *path, char *const arguments[], int output);

// Whether the child has ended; it stays a zombie, so that its pid names nothing else, until kin_reap.
bool kin_has_ended(int32_t pid);

// Waits until the child has ended, and leaves it a zombie.
void kin_await_end(int32_t pid);

// Takes an ended child away. Returns its exit code, or the negated number of the signal that ended it.
int32_t kin_reap(int32_t pid);
