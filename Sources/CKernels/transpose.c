#include "kernels.h"

void digitpad_transpose(const float *matrix, long rows, long columns, float *transposed) {
    enum { block = 16 };
    // A line of the cache is written at once.
    for (long first = 0; first < rows; first += block) {
        const long end = first + block < rows ? first + block : rows;
        for (long column = 0; column < columns; column++)
            for (long row = first; row < end; row++)
                transposed[column * rows + row] = matrix[row * columns + column];
    }
}
