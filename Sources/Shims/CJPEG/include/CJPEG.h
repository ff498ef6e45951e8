// libjpeg-turbo. Its error handler must not return, so decoding happens behind a C function with setjmp.
#pragma once
#include <stdio.h>
#include <jpeglib.h>
