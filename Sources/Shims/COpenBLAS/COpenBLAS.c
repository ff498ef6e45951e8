// The shim is its header; SwiftPM wants a translation unit to carry it.
#include "COpenBLAS.h"
