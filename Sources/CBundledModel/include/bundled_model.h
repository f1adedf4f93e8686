#ifndef BUNDLED_MODEL_H
#define BUNDLED_MODEL_H

#include <stddef.h>

/// The bytes of Resources/model/weights.safetensors, part of the executable: the program finds its
/// weights wherever it is copied to, and the kernel pages them in only as they are read.
extern const unsigned char bundled_model_bytes[];
extern const size_t bundled_model_size;

#endif
