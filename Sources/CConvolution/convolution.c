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

void digitpad_correlate(struct digitpad_planes input, const float *weights,
                        struct digitpad_kernel kernel, float *output, long output_stride,
                        long outputs, long length) {
#if HAS_SEVERAL_KINDS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) {
        correlate_avx512(input, weights, kernel, output, output_stride, outputs, length);
        return;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        correlate_avx2(input, weights, kernel, output, output_stride, outputs, length);
        return;
    }
#endif
    correlate_portable(input, weights, kernel, output, output_stride, outputs, length);
}

void digitpad_correlate_weights(struct digitpad_planes input, struct digitpad_planes output,
                                float *gradient, struct digitpad_kernel kernel, long length) {
#if HAS_SEVERAL_KINDS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) {
        correlate_weights_avx512(input, output, gradient, kernel, length);
        return;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        correlate_weights_avx2(input, output, gradient, kernel, length);
        return;
    }
#endif
    correlate_weights_portable(input, output, gradient, kernel, length);
}
