// cairo: text, lines and charts.
#pragma once
#include <cairo/cairo.h>
