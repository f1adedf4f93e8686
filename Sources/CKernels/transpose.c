#include "kernels.h"

// In squares that fill lines of the cache, made of squares of four vectors.
enum { line = 16, side = 4 };

typedef float lanes __attribute__((vector_size(4 * side), aligned(4), may_alias));

static long smaller(long a, long b) {
    return a < b ? a : b;
}

/// The square whose first values are at `from` and `to`.
static void transpose_square(const float *from, long stride, float *to, long to_stride) {
    const lanes a = *(const lanes *)from, b = *(const lanes *)(from + stride);
    const lanes c = *(const lanes *)(from + 2 * stride), d = *(const lanes *)(from + 3 * stride);
    const lanes ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    const lanes cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    const lanes ab_later = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    const lanes cd_later = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    *(lanes *)to = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
    *(lanes *)(to + to_stride) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
    *(lanes *)(to + 2 * to_stride) = __builtin_shufflevector(ab_later, cd_later, 0, 1, 4, 5);
    *(lanes *)(to + 3 * to_stride) = __builtin_shufflevector(ab_later, cd_later, 2, 3, 6, 7);
}

/// The transpose. Meanwhile what lies `read_ahead` floats further on in the matrix is fetched, and what
/// lies `write_ahead` further on in the transpose; nothing is if `read_ahead` is 0.
static inline void transpose(const float *matrix, long row_stride, long rows, long columns,
                             float *transposed, long transposed_stride, long read_ahead,
                             long write_ahead) {
    const long whole_rows = rows / side * side, whole_columns = columns / side * side;
    for (long top = 0; top < whole_rows; top += line)
        for (long left = 0; left < whole_columns; left += line) {
            const long bottom = smaller(top + line, whole_rows);
            const long right = smaller(left + line, whole_columns);
            if (read_ahead) {
                for (long row = top; row < bottom; row++)
                    __builtin_prefetch(matrix + row * row_stride + left + read_ahead);
                for (long column = left; column < right; column++)
                    __builtin_prefetch(
                        transposed + column * transposed_stride + top + write_ahead, 1);
            }
            // Rows first: lines of rows that are far apart drive each other out of the cache.
            for (long row = top; row < bottom; row += side)
                for (long column = left; column < right; column += side)
                    transpose_square(matrix + row * row_stride + column, row_stride,
                                     transposed + column * transposed_stride + row,
                                     transposed_stride);
        }
    // What fills no square.
    for (long row = 0; row < rows; row++)
        for (long column = row < whole_rows ? whole_columns : 0; column < columns; column++)
            transposed[column * transposed_stride + row] = matrix[row * row_stride + column];
}

void digitpad_transpose(const float *matrix, long row_stride, long rows, long columns,
                        float *transposed, long transposed_stride) {
    transpose(matrix, row_stride, rows, columns, transposed, transposed_stride, 0, 0);
}

void digitpad_put_channels_last(const float *weights, long outputs, long channels, long pixels,
                                long first, long end, float *result, long stride) {
    // A line of the cache of every channel at a time: what is written then lies closest together.
    for (long pixel = first; pixel < end; pixel += line)
        for (long channel = 0; channel < channels; channel++)
            // By itself the processor does not see that the next channel follows.
            transpose(weights + channel * pixels + pixel, channels * pixels, outputs,
                      smaller(line, end - pixel), result + (pixel * channels + channel) * stride,
                      channels * stride, channel + 1 < channels ? pixels : 0, stride);
}
