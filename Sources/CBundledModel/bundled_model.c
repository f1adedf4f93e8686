#include "bundled_model.h"

// The package manager offers no C23 mode, the compiler knows #embed all the same.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "../../Resources/model/weights.safetensors" if_empty(0)
};

static const unsigned char epochs[] = {
#embed "../../Resources/model/epochs.jsonl" if_empty(0)
};

const unsigned char *bundled_model_bytes(void) { return bytes; }

size_t bundled_model_size(void) { return sizeof bytes; }

const unsigned char *bundled_epochs_bytes(void) { return epochs; }

size_t bundled_epochs_size(void) { return sizeof epochs; }
