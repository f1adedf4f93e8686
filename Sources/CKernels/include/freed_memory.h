// What becomes of memory that was freed.

#ifndef DIGITPAD_FREED_MEMORY_H
#define DIGITPAD_FREED_MEMORY_H

#include <limits.h>
#include <malloc.h>

/// Lets it stay with the program. Else the system takes back every large piece and clears it for the
/// next one.
static inline void digitpad_keep_freed_memory(void) {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
}

#endif
