// The inner loops of a network that is only used, not trained.
//
// Images lie in memory as maps, channels last, so that every loop runs over channels and needs no
// special case at an image's edge. A convolution of 3×3 is computed in tiles of 4×4 outputs by
// Winograd's method F(4×4, 3×3): a quarter of the multiplications, in 36 matrix products.
//
// Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015.

#ifndef DIGITPAD_INFERENCE_H
#define DIGITPAD_INFERENCE_H

/// Numbers of channels and of outputs are multiples of this.
#define DIGITPAD_CHANNEL_UNIT 16

/// The values that a tile of 4×4 outputs is computed from, 6×6.
#define DIGITPAD_TILE_VALUES 36

/// A part of an image: value (y, x) of channel c lies at start[y * row_stride + x * channels + c].
struct digitpad_map {
    float *start;
    long row_stride;
    long channels;
    long height;
    long width;
};

/// Transformed tiles: value p of tile t and channel c lies at start[p * value_stride + t * channels + c].
struct digitpad_tiles {
    float *start;
    long value_stride;
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

    /// Transforms the input, tile by tile: tile (y, x) begins at (4y, 4x) and covers 6×6 values.
    void (*transform_input)(struct digitpad_map input, struct digitpad_tiles tiles);

    /// Writes output[r][o], the sum over i of input[r][i] * weights[i][o].
    void (*multiply)(const float *input, const float *weights, float *output, long rows,
                     long inputs, long outputs);

    /// Transforms products back to outputs, adds the bias and keeps what is positive; writes the
    /// largest of each 2×2 if `pools`, else each.
    void (*transform_output)(struct digitpad_tiles products, const float *bias,
                             struct digitpad_map output, int pools);

    /// Adds to output[o] the sum over i of input[i] * weights[i][o], passing over inputs of 0.
    void (*add_products)(const float *input, long inputs, const float *weights, float *output,
                         long outputs);
};

/// The loops that this processor can run, the fastest at index 0; null after the last.
const struct digitpad_inference *digitpad_inference(long index);

#endif
