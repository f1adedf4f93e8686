#include "patches.h"

void digitpad_gather_patches(struct digitpad_map image, long side, float *patches) {
    const long row = side * image.channels;
    for (long y = 0; y + side <= image.height; y++)
        for (long x = 0; x + side <= image.width; x++)
            for (long i = 0; i < side; i++) {
                const float *covered =
                    image.start + (y + i) * image.row_stride + x * image.channels;
                for (long n = 0; n < row; n++) patches[n] = covered[n];
                patches += row;
            }
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
