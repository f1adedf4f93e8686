#include "kernels.h"

static long smaller(long a, long b) {
    return a < b ? a : b;
}

void digitpad_transpose(const float *matrix, long rows, long columns, float *transposed) {
    // In squares, so that what is read of each row and written of each column is a line of the cache.
    enum { side = 16 };
    for (long top = 0; top < rows; top += side)
        for (long left = 0; left < columns; left += side)
            for (long row = top; row < smaller(top + side, rows); row++)
                for (long column = left; column < smaller(left + side, columns); column++)
                    transposed[column * rows + row] = matrix[row * columns + column];
}
