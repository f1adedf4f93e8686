#include "kernels.h"

#include <string.h>

enum {
    /// Below so many weights one thread is done before another has begun.
    least_shared = 1 << 17,
};

/// How many inputs the stretch has that begins there.
static long inputs_from(const struct digitpad_linear *l, long start) {
    const long left = l->inputs - start;
    return left < DIGITPAD_STRETCH ? left : DIGITPAD_STRETCH;
}

/// A linear layer of one image on its way through the team.
struct job {
    const struct digitpad_linear *linear;
    const struct digitpad_loops *loops;
    float *sums;
    long units;
};

static long stretches_of(const struct digitpad_linear *l) {
    return (l->inputs + DIGITPAD_STRETCH - 1) / DIGITPAD_STRETCH;
}

/// Sums up neighbouring stretches of the inputs, each by itself.
///
/// A thread that gets the same ones for every image, as it mostly does, finds their weights in its own
/// cache.
static void sum_stretches(const void *context, long member, long unit) {
    (void)member;
    const struct job *job = context;
    const struct digitpad_linear *l = job->linear;
    const long first = stretches_of(l) * unit / job->units;
    const long end = stretches_of(l) * (unit + 1) / job->units;
    for (long stretch = first; stretch < end; stretch++) {
        const long start = stretch * DIGITPAD_STRETCH;
        float *sums = job->sums + stretch * l->outputs;
        memset(sums, 0, (size_t)l->outputs * sizeof *sums);
        job->loops->add_products_of_row(l->input + start, inputs_from(l, start),
                                        l->weights + start * l->outputs, sums, l->outputs);
    }
}

void digitpad_add_products_of_image(const struct digitpad_linear *linear, float *sums,
                                    const struct digitpad_loops *loops,
                                    struct digitpad_team *team) {
    const struct digitpad_linear *l = linear;
    const int is_shared = l->inputs * l->outputs >= least_shared && stretches_of(l) > 1;
    const struct job job = {l, loops, sums, is_shared ? digitpad_parts_of_image(team) : 1};
    digitpad_team_run(is_shared ? team : 0, job.units, sum_stretches, &job);
    // In the same order, however many threads there are.
    for (long stretch = 0; stretch < stretches_of(l); stretch++)
        for (long o = 0; o < l->outputs; o++) l->output[o] += sums[stretch * l->outputs + o];
}
