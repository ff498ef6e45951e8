// OpenBLAS starts its threads as it is loaded, so it is loaded when it is first needed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sched.h>
#include <stddef.h>

// Our functions have the library's names, which it must not find when it calls its own.
#pragma GCC visibility push(hidden)
#include "COpenBLAS.h"
#pragma GCC visibility pop
#include "CLibrary.h"

static limn_library library = {.file = "libopenblas.so.0", .package = "libopenblas0"};

const char *limn_openblas_load(void) { return limn_library_load(&library); }

void limn_openmp_set_threads(int count) {
    void (*set)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    if (set) set(count);
}

int limn_processors(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

LIMN_FORWARD(library, int, openblas_get_num_threads, (void), ())
LIMN_FORWARD(library, void, openblas_set_num_threads, (int count), (count))

LIMN_FORWARD(library, void, cblas_sgemm,
             (enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE ta, enum CBLAS_TRANSPOSE tb, blasint m, blasint n, blasint k,
              float alpha, const float *a, blasint lda, const float *b, blasint ldb, float beta, float *c, blasint ldc),
             (order, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc))
LIMN_FORWARD(library, void, cblas_dgemm,
             (enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE ta, enum CBLAS_TRANSPOSE tb, blasint m, blasint n, blasint k,
              double alpha, const double *a, blasint lda, const double *b, blasint ldb, double beta, double *c,
              blasint ldc),
             (order, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc))

LIMN_FORWARD(library, void, dgesdd_,
             (const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
              const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info,
              size_t jobzLength),
             (jobz, m, n, a, lda, s, u, ldu, vt, ldvt, work, lwork, iwork, info, jobzLength))
LIMN_FORWARD(library, void, dsyevd_,
             (const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
              const int *lwork, int *iwork, const int *liwork, int *info, size_t jobzLength, size_t uploLength),
             (jobz, uplo, n, a, lda, w, work, lwork, iwork, liwork, info, jobzLength, uploLength))
LIMN_FORWARD(library, void, dgesv_,
             (const int *n, const int *nrhs, double *a, const int *lda, int *ipiv, double *b, const int *ldb, int *info),
             (n, nrhs, a, lda, ipiv, b, ldb, info))
LIMN_FORWARD(library, void, dgetrf_,
             (const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info),
             (m, n, a, lda, ipiv, info))
LIMN_FORWARD(library, void, dpotrf_,
             (const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uploLength),
             (uplo, n, a, lda, info, uploLength))
LIMN_FORWARD(library, void, dgeqrf_,
             (const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
              int *info),
             (m, n, a, lda, tau, work, lwork, info))
LIMN_FORWARD(library, void, dorgqr_,
             (const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work,
              const int *lwork, int *info),
             (m, n, k, a, lda, tau, work, lwork, info))
