// Numbers so small that their last digits are missing take the processor a hundred times as long as
// others; training makes some of them and loses nothing with them.

#ifndef DIGITPAD_DENORMALS_H
#define DIGITPAD_DENORMALS_H

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

/// Lets this thread take such numbers as 0, and write 0 in their place.
///
/// Returns what it did before, for `digitpad_set_arithmetic`.
static inline unsigned long digitpad_flush_denormals(void) {
#if defined(__x86_64__)
    const unsigned before = _mm_getcsr();
    _mm_setcsr(before | 0x8040);
    return before;
#elif defined(__aarch64__)
    unsigned long before;
    __asm__ volatile("mrs %0, fpcr" : "=r"(before));
    __asm__ volatile("msr fpcr, %0" : : "r"(before | 1ul << 24));
    return before;
#else
    return 0;
#endif
}

static inline void digitpad_set_arithmetic(unsigned long before) {
#if defined(__x86_64__)
    _mm_setcsr((unsigned)before);
#elif defined(__aarch64__)
    __asm__ volatile("msr fpcr, %0" : : "r"(before));
#else
    (void)before;
#endif
}

#endif
