// OpenBLAS, loaded when it is first needed.
//
// Linked in the ordinary way it would be loaded with the program, start a thread for every core and let
// them spin for a while: more than half of the time that the program takes to start, for a screen that
// needs none of it.

#ifndef DIGITPAD_OPENBLAS_H
#define DIGITPAD_OPENBLAS_H

#include <cblas.h>

/// The functions that are used here.
struct digitpad_blas {
    __typeof__(&cblas_sgemm) sgemm;
    __typeof__(&cblas_sgemv) sgemv;
    __typeof__(&openblas_set_num_threads) set_num_threads;
};

/// Loads the library and finds its functions; null where that fails.
const struct digitpad_blas *digitpad_blas_load(void);

/// Why loading failed; null where it did not.
const char *digitpad_blas_problem(void);

#endif
