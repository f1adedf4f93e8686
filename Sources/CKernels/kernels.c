#include "kernels.h"

#include <string.h>

/// What a kernel is multiplied by from both sides, for tiles of 4×4 outputs and of 2×2.
///
/// In double precision, because this is done once and every later rounding adds to it.
static const double of_four[6][3] = {
    {1. / 4, 0, 0},           {-1. / 6, -1. / 6, -1. / 6}, {-1. / 6, 1. / 6, -1. / 6},
    {1. / 24, 1. / 12, 1. / 6}, {1. / 24, -1. / 12, 1. / 6}, {0, 0, 1},
};
static const double of_two[4][3] = {{1, 0, 0}, {.5, .5, .5}, {.5, -.5, .5}, {0, 0, 1}};

/// Which of a tile's values, one bit for each from `first` on, lie within an image so long.
static inline unsigned bits_inside(long first, long reach, long length) {
    if (first >= 0 && first + reach <= length) return (1u << reach) - 1;
    unsigned bits = 0;
    for (long i = 0; i < reach; i++) bits |= (unsigned)(first + i >= 0 && first + i < length) << i;
    return bits;
}

// The same code three times, for three kinds of processors.

#if defined(__x86_64__)
#define HAS_SEVERAL_KINDS 1

#define LANES 16
#define VECTORS 6
#define PROCESSOR "AVX-512"
#define NAME(function) function##_avx512
#define TARGET __attribute__((target("avx512f,avx512vl,avx2,fma")))
#include "kind.inc"

#define LANES 8
#define VECTORS 3
#define PROCESSOR "AVX2"
#define NAME(function) function##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#include "kind.inc"

#endif

#define LANES 4
#define VECTORS 3
#define PROCESSOR "any"
#define NAME(function) function##_portable
#define TARGET
#include "kind.inc"

const struct digitpad_loops *digitpad_loops(long index) {
#if HAS_SEVERAL_KINDS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && index-- == 0)
        return &loops_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && index-- == 0)
        return &loops_avx2;
#endif
    return index == 0 ? &loops_portable : 0;
}
