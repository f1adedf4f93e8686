#include "kernels.h"

void digitpad_draw_factors(const unsigned short *bits, long count, unsigned short threshold,
                           float kept, float *factors) {
    for (long i = 0; i < count; i++) factors[i] = bits[i] < threshold ? 0 : kept;
}
