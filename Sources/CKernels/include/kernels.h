// The inner loops of networks, with the widest vectors that the processor has. In C, because only here
// can one program hold code for several kinds of processors.
//
// Images lie in memory as maps, channels last, so that every loop runs over channels. A convolution of
// 3×3 is computed in tiles of 4×4 outputs by Winograd's method F(4×4, 3×3), a quarter of the
// multiplications in 36 matrix products, or in tiles of 2×2 by F(2×2, 3×3), 4/9 of them in 16 products
// with fewer weights to read.
//
// Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015.

#ifndef DIGITPAD_KERNELS_H
#define DIGITPAD_KERNELS_H

#include "team.h"

/// Numbers of channels and of outputs are multiples of this, but for maps of one channel and for the
/// loops that only normalise.
#define DIGITPAD_CHANNEL_UNIT 16

/// Floats between a value of all tiles and the next.
#define DIGITPAD_TILE_GAP 16

/// A part of an image: value (y, x) of channel c lies at start[y * row_stride + x * channels + c].
struct digitpad_map {
    float *start;
    long row_stride;
    long channels;
    long height;
    long width;
};

/// Transformed tiles of side × side outputs, side + 2 values each way: value p of tile t and channel c
/// lies at start[p * value_stride + t * channels + c].
struct digitpad_tiles {
    float *start;
    long value_stride;
    long side;
    long down;
    long across;
};

/// What becomes of a layer's outputs before they are written.
enum digitpad_finish {
    DIGITPAD_PLAIN,
    /// Negative ones become 0.
    DIGITPAD_RECTIFIED,
    /// The same, and of each 2×2 only the largest is kept. Where a gradient will be asked for, it is
    /// noted which one that was, 0 to 3 row by row, or DIGITPAD_NOWHERE if all became 0.
    DIGITPAD_POOLED,
};

#define DIGITPAD_NOWHERE 4

/// The kernel of input i and output o begins at float 9 * (i * input + o * output).
struct digitpad_kernel_strides {
    long input;
    long output;
};

/// What gives the gradient by a value that was normalised: for each channel,
/// scale * slope + of_value * value + constant, where the slope is the gradient by what the value was
/// normalised to, scale * value + offset.
struct digitpad_normalization {
    const float *scale;
    const float *offset;
    const float *of_value;
    const float *constant;
};

/// The numbers of one of Adam's steps that are the same for every value.
struct digitpad_adam {
    float beta1;
    float beta2;
    /// The learning rate, over the correction of the first moments.
    float rate;
    /// One over the root of the correction of the second moments.
    float root;
    float epsilon;
    /// What the decay leaves of a value.
    float shrink;
};

/// The loops as compiled for one kind of processor.
struct digitpad_loops {
    /// What the processor must be able to do.
    const char *processor;

    /// Convolves a map of one channel with weights [9][outputs], adds the bias and finishes, but
    /// does not pool. The input is as much larger as the kernel reaches.
    void (*convolve_single)(struct digitpad_map input, const float *weights, const float *bias,
                            struct digitpad_map output, enum digitpad_finish finish);

    /// Adds to the gradients of the weights and the bias. `output`, what was written for rectified
    /// outputs and null for plain ones, lies as the gradient does.
    void (*convolve_single_gradient)(struct digitpad_map input, struct digitpad_map gradient,
                                     const float *output, float *weight_gradient,
                                     float *bias_gradient);

    /// Transforms kernels of 3×3 for tiles of side × side outputs: writes weights
    /// [(side + 2)², inputs, outputs], `value_stride` from one of the first dimension to the next.
    void (*transform_kernels)(const float *kernels, struct digitpad_kernel_strides strides,
                              long inputs, long outputs, long side, float *weights,
                              long value_stride);

    /// Transforms the input, tile by tile: tile (y, x) begins at side * (y, x), less the border. What
    /// lies outside the input is 0.
    void (*transform_input)(struct digitpad_map input, long border, struct digitpad_tiles tiles);

    /// Writes output[r * output_stride + o], the sum over i of input[r][i] * weights[i][o].
    void (*multiply)(const float *input, const float *weights, float *output, long output_stride,
                     long rows, long inputs, long outputs);

    /// Transforms products back to outputs, adds the bias and finishes them.
    ///
    /// `places` lie as the outputs do; null if nobody will ask.
    void (*transform_output)(struct digitpad_tiles products, const float *bias,
                             struct digitpad_map output, enum digitpad_finish finish,
                             unsigned char *places);

    /// Writes plain outputs without a bias; adds up each channel's distances from its pivot, and their
    /// squares. Tiles of 4×4.
    void (*transform_output_with_moments)(struct digitpad_tiles products,
                                          struct digitpad_map output, const float *pivots,
                                          float *sums, float *squares);

    /// Transforms the gradient by outputs to that by the products; tiles of 4×4.
    ///
    /// `output`, what was written for rectified outputs and null for plain ones, lies as the gradient
    /// does. Adds to the gradient of the bias.
    void (*transform_output_gradient)(struct digitpad_map gradient, const float *output,
                                      float *bias_gradient, struct digitpad_tiles tiles);

    /// Transforms the gradient by outputs that were normalised, here the values, before they were
    /// finished. They have no bias.
    void (*transform_normalized_gradient)(struct digitpad_map values,
                                          struct digitpad_normalization normalization,
                                          enum digitpad_finish finish,
                                          struct digitpad_map gradient,
                                          const unsigned char *places,
                                          struct digitpad_tiles tiles);

    /// Adds to weights[i][o] the sum over r of input[r][i] * gradient[r][o].
    void (*add_products_of_rows)(const float *input, const float *gradient, float *weights,
                                 long rows, long inputs, long outputs);

    /// Transforms the gradient by the transformed input, tiles of 4×4, to that by the input.
    void (*transform_input_gradient)(struct digitpad_tiles tiles, long border,
                                     struct digitpad_map gradient);

    /// Transforms the gradient by transformed weights [36, inputs, outputs] to that by the kernels:
    /// writes [outputs, inputs, 3, 3].
    void (*transform_kernel_gradients)(const float *weights, long inputs, long outputs,
                                       float *kernels);

    /// Marks which outputs of a convolution without a border have a gradient that is not 0, given the
    /// gradient by what was kept of them when they were pooled: writes [height, width, channels / 64,
    /// rounded up, 4] bits for 64 channels each. Adds to the gradient of the bias.
    void (*mark_pooled)(struct digitpad_map gradient, const unsigned char *places,
                        unsigned long *marks, float *bias_gradient);

    /// Writes the gradient by the input; kernels [inputs / 16, outputs, 9, 16].
    void (*write_pooled_input_gradient)(struct digitpad_map gradient, const unsigned long *marks,
                                        const float *kernels, struct digitpad_map input_gradient);

    /// Adds to the gradient by the kernels, which lie in the same order.
    void (*add_pooled_kernel_gradients)(struct digitpad_map gradient, const unsigned long *marks,
                                        struct digitpad_map input, float *kernel_gradients);

    /// Writes output[r * output_stride + o], the sum over i of input[r * row_stride + i] *
    /// weights[i][o], passing over the inputs that are 0.
    void (*write_sparse_products)(const float *input, long row_stride, const float *weights,
                                  float *output, long output_stride, long rows, long inputs,
                                  long outputs);

    /// Adds the same to the output.
    void (*add_sparse_products)(const float *input, long row_stride, const float *weights,
                                float *output, long output_stride, long rows, long inputs,
                                long outputs);

    /// Adds the same of a single row, for weights that lie far away.
    void (*add_products_of_row)(const float *input, long inputs, const float *weights,
                                float *output, long outputs);

    /// Adds up each channel's distances from its pivot, and their squares.
    void (*channel_moments)(const float *values, long rows, long channels, const float *pivots,
                            float *sums, float *squares);

    /// Multiplies each channel of an image by a scale and adds an offset; writes the finished output
    /// and, if pooled, the places without gaps.
    void (*normalize)(struct digitpad_map input, const float *scale, const float *offset,
                      enum digitpad_finish finish, float *output, unsigned char *places);

    /// Adds up for each channel the slopes, which are the gradients by its normalised values, and
    /// their products with the values' distances from the mean. The gradient is that by the output.
    void (*normalization_sums)(struct digitpad_map input, const float *scale, const float *offset,
                               enum digitpad_finish finish, const float *gradient,
                               const unsigned char *places, const float *mean, float *slopes,
                               float *products);

    /// Writes the gradient by every value that was normalised, without gaps.
    void (*normalization_gradient)(struct digitpad_map values,
                                   struct digitpad_normalization normalization,
                                   enum digitpad_finish finish, const float *gradient,
                                   const unsigned char *places, float *written);

    /// Takes a step.
    void (*adam)(struct digitpad_adam step, long count, const float *gradient, float *values,
                 float *first_moments, float *second_moments);
};

/// The loops that this processor can run, the fastest at index 0; null after the last.
const struct digitpad_loops *digitpad_loops(long index);

/// Writes the transpose [columns, rows] of a matrix [rows, columns]; their rows lie so many floats apart.
void digitpad_transpose(const float *matrix, long row_stride, long rows, long columns,
                        float *transposed, long transposed_stride);

/// Writes weights [outputs, channels, pixels] as [pixels, channels, outputs], of the pixels from `first` to
/// before `end`; the rows of the result lie so many floats apart.
void digitpad_put_channels_last(const float *weights, long outputs, long channels, long pixels,
                                long first, long end, float *result, long stride);

/// Writes 0 where the bits are below the threshold, else `kept`.
void digitpad_draw_factors(const unsigned short *bits, long count, unsigned short threshold,
                           float kept, float *factors);

/// A convolution by Winograd's method, of some images.
struct digitpad_convolution {
    /// The maps of the first image, the input with its border.
    struct digitpad_map input;
    struct digitpad_map output;
    long images;
    /// From an image's maps to the next one's, in floats.
    long image_stride;
    /// The outputs of a tile each way, 4 or 2, and the tiles of an image.
    long side;
    long down;
    long across;
    /// [(side + 2)², input channels, output channels], transformed.
    const float *weights;
    /// [output channels].
    const float *bias;
    /// Memory for [(side + 2)², images * down * across, input channels] with gaps, and for as many
    /// output channels; for every member of the team its own, so many floats from one to the next.
    float *factors;
    float *products;
    long member_stride;
    enum digitpad_finish finish;
};

/// So many inputs of a linear layer are summed up together, whoever does it: how the work is shared out
/// changes no sum.
#define DIGITPAD_STRETCH 256

/// A linear layer of one image: weights [inputs, outputs], outputs to which the products are added.
struct digitpad_linear {
    const float *input;
    long inputs;
    const float *weights;
    float *output;
    long outputs;
};

/// Adds the products to the outputs, shared out over the team if that is worth it.
///
/// `sums` is memory for [inputs / DIGITPAD_STRETCH, rounded up; outputs].
void digitpad_add_products_of_image(const struct digitpad_linear *linear, float *sums,
                                    const struct digitpad_loops *loops,
                                    struct digitpad_team *team);

/// `convolve_single`, rectified and shared out over the team.
void digitpad_convolve_single(struct digitpad_map input, const float *weights, const float *bias,
                              struct digitpad_map output, const struct digitpad_loops *loops,
                              struct digitpad_team *team);

/// Computes the output maps, shared out over the team.
void digitpad_convolve(const struct digitpad_convolution *convolution,
                       const struct digitpad_loops *loops, struct digitpad_team *team);

#endif
