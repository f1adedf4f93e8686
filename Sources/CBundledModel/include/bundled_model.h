#ifndef BUNDLED_MODEL_H
#define BUNDLED_MODEL_H

#include <stddef.h>

/// The bytes of Resources/model/weights.safetensors.
///
/// They are part of the executable: the program finds its weights wherever it is copied to, and the
/// kernel pages them in only as they are read. A function, because Swift cannot import an array of
/// unknown length.
const unsigned char *bundled_model_bytes(void);

/// How many bytes there are.
size_t bundled_model_size(void);

/// The bytes of Resources/model/epochs.jsonl, the log of the training.
const unsigned char *bundled_epochs_bytes(void);

/// How many bytes there are.
size_t bundled_epochs_size(void);

#endif
