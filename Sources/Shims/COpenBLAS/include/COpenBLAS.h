// OpenBLAS: BLAS through cblas, LAPACK through its Fortran symbols (Debian's libopenblas carries both).
#pragma once
#include <cblas.h>
#include <stddef.h>

/// Loads OpenBLAS. NULL, or what is missing and what to do. To be called before anything of OpenBLAS.
const char *limn_openblas_load(void);

/// Processors that this process may use.
int limn_processors(void);

/// Sets OpenMP's number of threads where an OpenMP runtime is loaded.
void limn_openmp_set_threads(int count);

// LAPACK 3.9, double precision, column-major. Fortran passes the length of each character argument at the end.
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
             const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info,
             size_t jobzLength);
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t jobzLength, size_t uploLength);
void dgesv_(const int *n, const int *nrhs, double *a, const int *lda, int *ipiv, double *b, const int *ldb, int *info);
void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uploLength);
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
             int *info);
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work,
             const int *lwork, int *info);
