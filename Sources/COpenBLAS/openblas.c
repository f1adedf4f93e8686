#include "openblas.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static struct digitpad_blas functions;
static int is_loaded;
static char problem[256];

static void *found(void *library, const char *name) {
    return library ? dlsym(library, name) : NULL;
}

static void load(void) {
    // Otherwise it starts threads, which look for work for a tenth of a second.
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    functions.sgemm = found(library, "cblas_sgemm");
    functions.sgemv = found(library, "cblas_sgemv");
    functions.set_num_threads = found(library, "openblas_set_num_threads");
    is_loaded = functions.sgemm && functions.sgemv && functions.set_num_threads;
    if (is_loaded) return;
    const char *reason = dlerror();
    strncpy(problem, reason ? reason : "a function is missing", sizeof problem - 1);
}

const struct digitpad_blas *digitpad_blas_load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return is_loaded ? &functions : NULL;
}

const char *digitpad_blas_problem(void) {
    return digitpad_blas_load() ? NULL : problem;
}
