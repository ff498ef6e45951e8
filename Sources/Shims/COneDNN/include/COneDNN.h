// oneDNN's C API (Debian's libdnnl 2.6).
#pragma once
#include <oneapi/dnnl/dnnl.h>
