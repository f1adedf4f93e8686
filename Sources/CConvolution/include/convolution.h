// Convolutions as sums of shifted planes, with the widest vectors that the processor has.
//
// A plane is a stretch of floats: the rows of one or several images one after the other, at a fixed
// distance that leaves zeros between them. There, moving an image by rows and columns is adding a
// constant to an index, and a convolution is
//
//     output[o][q] = sum over i and t of weights[o][i][t] * input[i][q + offsets[t]]
//
// The sums run over contiguous memory, without a copy of the input for each tap of the kernel. In C,
// because only here can one program hold code for several kinds of processors.

#ifndef DIGITPAD_CONVOLUTION_H
#define DIGITPAD_CONVOLUTION_H

/// Lengths are multiples of this many floats.
#define DIGITPAD_PLANE_UNIT 16

/// Planes of equal length, `stride` floats from the start of one to the start of the next.
struct digitpad_planes {
    const float *start;
    long stride;
    long count;
};

/// A kernel's weights for every pair of planes, and by how much each of its taps moves the input.
///
/// The weight of tap t between output o and input i lies at o * output_stride + i * input_stride + t.
struct digitpad_kernel {
    long output_stride;
    long input_stride;
    long taps;
    const long *offsets;
};

/// The loops as compiled for one kind of processor.
struct digitpad_loops {
    /// What the processor must be able to do.
    const char *processor;

    /// Writes output[o][q], as above, for every output plane and 0 <= q < length.
    ///
    /// Input planes are read from the smallest offset on up to length + the largest one.
    void (*correlate)(struct digitpad_planes input, const float *weights,
                      struct digitpad_kernel kernel, float *output, long output_stride,
                      long outputs, long length);

    /// Adds to the gradient of each weight the sum over q of output[o][q] * input[i][q + offsets[t]],
    /// where `output` holds the gradient by the output.
    void (*correlate_weights)(struct digitpad_planes input, struct digitpad_planes output,
                              float *gradient, struct digitpad_kernel kernel, long length);
};

/// The loops that this processor can run, the fastest at index 0; null after the last.
const struct digitpad_loops *digitpad_loops(long index);

#endif
