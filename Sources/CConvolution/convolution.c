#include "convolution.h"

// The same code three times, for three kinds of processors.

#if defined(__x86_64__)
#define HAS_SEVERAL_KINDS 1

#define LANES 16
#define VECTORS 6
#define GRADIENT_OUTPUTS 8
#define NAME(function) function##_avx512
#define TARGET __attribute__((target("avx512f,avx512vl,avx2,fma")))
#include "kernels.inc"

#define LANES 8
#define VECTORS 3
#define GRADIENT_OUTPUTS 4
#define NAME(function) function##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#include "kernels.inc"

#endif

#define LANES 4
#define VECTORS 4
#define GRADIENT_OUTPUTS 4
#define NAME(function) function##_portable
#define TARGET
#include "kernels.inc"

static const struct digitpad_loops portable = {
    "any", correlate_portable, correlate_weights_portable};

const struct digitpad_loops *digitpad_loops(long index) {
#if HAS_SEVERAL_KINDS
    static const struct digitpad_loops avx512 = {
        "AVX-512", correlate_avx512, correlate_weights_avx512};
    static const struct digitpad_loops avx2 = {"AVX2", correlate_avx2, correlate_weights_avx2};
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && index-- == 0)
        return &avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && index-- == 0)
        return &avx2;
#endif
    return index == 0 ? &portable : 0;
}
