// The shim is its header, LAPACK's prototypes, and one call that must not need OpenMP to be there.
#define _GNU_SOURCE
#include "COpenBLAS.h"
#include <dlfcn.h>

void limn_openmp_set_threads(int count) {
    void (*set)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    if (set) set(count);
}
