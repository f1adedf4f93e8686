// The inner loops of a network that is only used, not trained.
//
// Images lie in memory as maps, channels last, so that every loop runs over channels and needs no
// special case at an image's edge. A convolution of 3×3 is computed in tiles of 4×4 outputs by
// Winograd's method F(4×4, 3×3), a quarter of the multiplications in 36 matrix products, or in tiles
// of 2×2 by F(2×2, 3×3), 4/9 of them in 16 products with fewer weights to read.
//
// Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015.

#ifndef DIGITPAD_INFERENCE_H
#define DIGITPAD_INFERENCE_H

#include "team.h"

/// Numbers of channels and of outputs are multiples of this.
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

/// Transformed tiles of side × side outputs, side + 2 values each way: value p of tile t and channel c lies at start[p * value_stride + t * channels + c].
struct digitpad_tiles {
    float *start;
    long value_stride;
    long side;
    long down;
    long across;
};

/// The loops as compiled for one kind of processor.
struct digitpad_inference {
    /// What the processor must be able to do.
    const char *processor;

    /// Convolves a map of one channel with weights [9][outputs], adds the bias, and keeps what is
    /// positive. The input is as much larger as the kernel reaches.
    void (*convolve_single)(struct digitpad_map input, const float *weights, const float *bias,
                            struct digitpad_map output);

    /// Transforms the input, tile by tile: tile (y, x) begins at side * (y, x).
    void (*transform_input)(struct digitpad_map input, struct digitpad_tiles tiles);

    /// Writes output[r][o], the sum over i of input[r][i] * weights[i][o].
    void (*multiply)(const float *input, const float *weights, float *output, long rows,
                     long inputs, long outputs);

    /// Transforms products back to outputs, adds the bias and keeps what is positive; writes the
    /// largest of each 2×2 if `pools`, else each.
    void (*transform_output)(struct digitpad_tiles products, const float *bias,
                             struct digitpad_map output, int pools);

    /// Adds to output[o] the sum over i of input[i] * weights[i * row_stride + o], passing over
    /// inputs of 0.
    void (*add_products)(const float *input, long inputs, const float *weights, long row_stride,
                         float *output, long outputs);
};

/// The loops that this processor can run, the fastest at index 0; null after the last.
const struct digitpad_inference *digitpad_inference(long index);

/// Transforms kernels [outputs, inputs, 3, 3] for tiles of side × side outputs: writes weights
/// [(side + 2)², inputs, outputs].
void digitpad_transform_kernels(const float *kernels, long inputs, long outputs, long side,
                                float *weights);

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
    int pools;
};

/// A linear layer of one image: weights [inputs, outputs]; `output` begins as the bias.
struct digitpad_linear {
    const float *input;
    long inputs;
    const float *weights;
    float *output;
    long outputs;
};

/// Adds the products to the outputs, shared out over the team if that is worth it.
void digitpad_add_products(const struct digitpad_linear *linear,
                           const struct digitpad_inference *loops, struct digitpad_team *team);

/// Computes the output maps, shared out over the team.
void digitpad_convolve(const struct digitpad_convolution *convolution,
                       const struct digitpad_inference *loops, struct digitpad_team *team);

#endif
