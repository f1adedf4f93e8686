#include "kernels.h"

enum {
    /// Below so many weights one thread is done before another has begun.
    least_shared = 1 << 17,
};

/// A linear layer on its way through the team.
struct job {
    const struct digitpad_linear *linear;
    const struct digitpad_loops *loops;
    long units;
};

/// Computes some of the outputs.
static void add_columns(const void *context, long member, long unit) {
    (void)member;
    const struct job *job = context;
    const struct digitpad_linear *l = job->linear;
    const long vectors = l->outputs / DIGITPAD_CHANNEL_UNIT;
    const long first = vectors * unit / job->units * DIGITPAD_CHANNEL_UNIT;
    const long end = vectors * (unit + 1) / job->units * DIGITPAD_CHANNEL_UNIT;
    job->loops->add_products(l->input, l->inputs, l->weights + first, l->outputs,
                             l->output + first, end - first);
}

void digitpad_add_products(const struct digitpad_linear *linear,
                           const struct digitpad_loops *loops, struct digitpad_team *team) {
    const int is_shared = linear->inputs * linear->outputs >= least_shared;
    const struct job job = {linear, loops, is_shared ? digitpad_team_size(team) : 1};
    digitpad_team_run(is_shared ? team : 0, job.units, add_columns, &job);
}
