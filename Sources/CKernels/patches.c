#include "patches.h"

#include <string.h>

/// Copies the rows of all patches, `row` floats each; a constant where this is inlined.
static inline void gather(struct digitpad_map image, long side, long row, float *patches) {
    for (long y = 0; y + side <= image.height; y++)
        for (long x = 0; x + side <= image.width; x++)
            for (long i = 0; i < side; i++) {
                memcpy(patches, image.start + (y + i) * image.row_stride + x * image.channels,
                       row * sizeof(float));
                patches += row;
            }
}

void digitpad_gather_patches(struct digitpad_map image, long side, float *patches) {
    if (side == 3 && image.channels == 1)
        gather(image, 3, 3, patches);
    else
        gather(image, side, side * image.channels, patches);
}

void digitpad_add_patches(const float *patches, long side, struct digitpad_map image) {
    const long row = side * image.channels;
    for (long y = 0; y + side <= image.height; y++)
        for (long x = 0; x + side <= image.width; x++)
            for (long i = 0; i < side; i++) {
                float *covered = image.start + (y + i) * image.row_stride + x * image.channels;
                for (long n = 0; n < row; n++) covered[n] += patches[n];
                patches += row;
            }
}
