// What Swift needs of Linux to look after a child process.
#pragma once

// Gives the calling thread a name for ps and debuggers; at most 15 bytes are kept.
void kin_name_thread(const char *name);
