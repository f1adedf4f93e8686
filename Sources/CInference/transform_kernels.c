#include "inference.h"

// In double precision, because this is done once and every later rounding adds to it.

/// What a kernel is multiplied by from both sides, for tiles of 4×4 outputs and of 2×2.
static const double of_four[6][3] = {
    {1. / 4, 0, 0},           {-1. / 6, -1. / 6, -1. / 6}, {-1. / 6, 1. / 6, -1. / 6},
    {1. / 24, 1. / 12, 1. / 6}, {1. / 24, -1. / 12, 1. / 6}, {0, 0, 1},
};
static const double of_two[4][3] = {{1, 0, 0}, {.5, .5, .5}, {.5, -.5, .5}, {0, 0, 1}};

enum { outputs_at_once = DIGITPAD_CHANNEL_UNIT };

/// The kernels of one input and some outputs.
static void transform(const float *kernels, long inputs, long outputs,
                      const double matrix[][3], long rows, float *weights) {
    // The matrix times the kernels: neighbouring outputs lie together, as they do in the result.
    double down[6][3][outputs_at_once];
    for (long o = 0; o < outputs_at_once; o++) {
        const float *kernel = kernels + o * inputs * 9;
        for (long row = 0; row < rows; row++)
            for (long x = 0; x < 3; x++)
                down[row][x][o] = matrix[row][0] * kernel[x] + matrix[row][1] * kernel[3 + x]
                                  + matrix[row][2] * kernel[6 + x];
    }
    for (long row = 0; row < rows; row++)
        for (long column = 0; column < rows; column++) {
            const double *across = matrix[column];
            for (long o = 0; o < outputs_at_once; o++)
                weights[o] = (float)(across[0] * down[row][0][o] + across[1] * down[row][1][o]
                                     + across[2] * down[row][2][o]);
            weights += inputs * outputs;
        }
}

void digitpad_transform_kernels(const float *kernels, long inputs, long outputs, long side,
                                float *weights) {
    for (long i = 0; i < inputs; i++)
        for (long o = 0; o < outputs; o += outputs_at_once)
            transform(kernels + (o * inputs + i) * 9, inputs, outputs,
                      side == 4 ? of_four : of_two, side + 2, weights + i * outputs + o);
}
