#include "allocator.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void kinoteka_tune_allocator(int arenas, int mapped, int kept) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_MMAP_THRESHOLD, mapped);
    mallopt(M_TRIM_THRESHOLD, kept);
#else
    (void)arenas, (void)mapped, (void)kept;
#endif
}

void kinoteka_return_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
