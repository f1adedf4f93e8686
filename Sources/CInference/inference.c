#include "inference.h"

// The same code three times, for three kinds of processors.

#if defined(__x86_64__)
#define HAS_SEVERAL_KINDS 1

#define LANES 16
#define VECTORS 6
#define PROCESSOR "AVX-512"
#define NAME(function) function##_avx512
#define TARGET __attribute__((target("avx512f,avx512vl,avx2,fma")))
#include "kernels.inc"

#define LANES 8
#define VECTORS 3
#define PROCESSOR "AVX2"
#define NAME(function) function##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#include "kernels.inc"

#endif

#define LANES 4
#define VECTORS 3
#define PROCESSOR "any"
#define NAME(function) function##_portable
#define TARGET
#include "kernels.inc"

const struct digitpad_inference *digitpad_inference(long index) {
#if HAS_SEVERAL_KINDS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && index-- == 0)
        return &inference_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && index-- == 0)
        return &inference_avx2;
#endif
    return index == 0 ? &inference_portable : 0;
}
