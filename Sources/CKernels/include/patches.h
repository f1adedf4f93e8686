// What a kernel covers of an image, copied out of it and added back.

#ifndef DIGITPAD_PATCHES_H
#define DIGITPAD_PATCHES_H

#include "kernels.h"

/// The patches of a kernel of side × side at every place of an image, [down * across, side, side,
/// channels]. The image is as much larger as the kernel reaches.
void digitpad_gather_patches(struct digitpad_map image, long side, float *patches);

/// Adds the patches to the image, each where it was gathered.
void digitpad_add_patches(const float *patches, long side, struct digitpad_map image);

#endif
