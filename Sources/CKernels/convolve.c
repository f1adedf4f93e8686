#include "kernels.h"

enum {
    /// So much of the tiles stays in the cache between two passes over them.
    floats_in_unit = 1 << 18,
};

/// A convolution on its way through the team.
struct job {
    const struct digitpad_convolution *convolution;
    const struct digitpad_loops *loops;
    long units;
};

/// An image's map from where a row of tiles begins, each `height` rows high.
///
/// The rows are counted over all images.
static struct digitpad_map map_of_row(const struct digitpad_convolution *c,
                                      struct digitpad_map map, long height, long row) {
    const long image = row / c->down, top = row % c->down * height;
    map.start += image * c->image_stride + top * map.row_stride;
    map.height -= top;
    return map;
}

/// Takes neighbouring rows of tiles from the input to the output.
///
/// A thread goes all the way with its rows, in memory of its own: to read what another core has just
/// written takes longer than to compute it.
static void convolve_rows(const void *context, long member, long unit) {
    const struct job *job = context;
    const struct digitpad_convolution *c = job->convolution;
    const long rows = c->images * c->down;
    const long first = rows * unit / job->units, end = rows * (unit + 1) / job->units;
    const long inputs = c->input.channels, outputs = c->output.channels;
    const long count = (end - first) * c->across;
    // The gap keeps the values of one tile from competing for the same places of the cache.
    struct digitpad_tiles factors = {
        .start = c->factors + member * c->member_stride,
        .value_stride = count * inputs + DIGITPAD_TILE_GAP,
        .side = c->side,
        .down = 1,
        .across = c->across,
    };
    struct digitpad_tiles products = factors;
    products.start = c->products + member * c->member_stride;
    products.value_stride = count * outputs + DIGITPAD_TILE_GAP;

    struct digitpad_tiles row_factors = factors, row_products = products;
    for (long row = first; row < end; row++) {
        job->loops->transform_input(map_of_row(c, c->input, c->side, row), 0, row_factors);
        row_factors.start += c->across * inputs;
    }
    for (long value = 0; value < (c->side + 2) * (c->side + 2); value++)
        job->loops->multiply(factors.start + value * factors.value_stride,
                             c->weights + value * inputs * outputs,
                             products.start + value * products.value_stride, outputs, count,
                             inputs, outputs);
    for (long row = first; row < end; row++) {
        const long height = c->finish == DIGITPAD_POOLED ? c->side / 2 : c->side;
        job->loops->transform_output(row_products, c->bias, map_of_row(c, c->output, height, row),
                                     c->finish, 0);
        row_products.start += c->across * outputs;
    }
}

/// A convolution of one channel on its way through the team.
struct single_job {
    struct digitpad_map input;
    const float *weights;
    const float *bias;
    struct digitpad_map output;
    const struct digitpad_loops *loops;
    long units;
};

/// Computes neighbouring rows of the output.
static void convolve_single_rows(const void *context, long member, long unit) {
    (void)member;
    const struct single_job *job = context;
    const long rows = job->output.height;
    const long first = rows * unit / job->units, end = rows * (unit + 1) / job->units;
    struct digitpad_map input = job->input, output = job->output;
    input.start += first * input.row_stride;
    input.height -= first;
    output.start += first * output.row_stride;
    output.height = end - first;
    job->loops->convolve_single(input, job->weights, job->bias, output, DIGITPAD_RECTIFIED);
}

void digitpad_convolve_single(struct digitpad_map input, const float *weights, const float *bias,
                              struct digitpad_map output, const struct digitpad_loops *loops,
                              struct digitpad_team *team) {
    const struct single_job job = {input, weights, bias, output, loops, digitpad_parts_of_image(team)};
    digitpad_team_run(team, job.units, convolve_single_rows, &job);
}

void digitpad_convolve(const struct digitpad_convolution *convolution,
                       const struct digitpad_loops *loops, struct digitpad_team *team) {
    const struct digitpad_convolution *c = convolution;
    const long rows = c->images * c->down, parts = digitpad_parts_of_image(team);
    const long floats_in_row =
        (c->side + 2) * (c->side + 2) * c->across * (c->input.channels + c->output.channels);
    const long units = (rows * floats_in_row + floats_in_unit - 1) / floats_in_unit;
    const struct job job = {c, loops, units > parts ? units : parts};
    digitpad_team_run(team, job.units, convolve_rows, &job);
}
