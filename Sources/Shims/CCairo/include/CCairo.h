// cairo: text, lines and charts. What is called of it is listed in CCairo.c.
#pragma once
#include <cairo/cairo.h>

// Loads cairo. NULL, or what is missing and what to do. To be called before anything of cairo.
const char *limn_cairo_load(void);
