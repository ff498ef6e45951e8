// OpenBLAS: BLAS through cblas, LAPACK through its Fortran symbols (Debian's libopenblas carries both).
#pragma once
#include <cblas.h>
