// cairo brings X11 and fontconfig with it, so it is loaded when something is first drawn.
// Our functions have the library's names, which it must not find when it calls its own.
#pragma GCC visibility push(hidden)
#include "CCairo.h"
#pragma GCC visibility pop
#include "CLibrary.h"

static limn_library library = {.file = "libcairo.so.2", .package = "libcairo2"};

const char *limn_cairo_load(void) { return limn_library_load(&library); }

#define FORWARD(type, name, parameters, arguments) LIMN_FORWARD(library, type, name, parameters, arguments)
FORWARD(cairo_surface_t *, cairo_image_surface_create, (cairo_format_t format, int width, int height),
        (format, width, height))
FORWARD(unsigned char *, cairo_image_surface_get_data, (cairo_surface_t *surface), (surface))
FORWARD(int, cairo_image_surface_get_stride, (cairo_surface_t *surface), (surface))
FORWARD(cairo_status_t, cairo_surface_status, (cairo_surface_t *surface), (surface))
FORWARD(void, cairo_surface_flush, (cairo_surface_t *surface), (surface))
FORWARD(void, cairo_surface_mark_dirty, (cairo_surface_t *surface), (surface))
FORWARD(void, cairo_surface_destroy, (cairo_surface_t *surface), (surface))
FORWARD(cairo_t *, cairo_create, (cairo_surface_t *target), (target))
FORWARD(void, cairo_destroy, (cairo_t *cr), (cr))
FORWARD(void, cairo_save, (cairo_t *cr), (cr))
FORWARD(void, cairo_restore, (cairo_t *cr), (cr))
FORWARD(void, cairo_translate, (cairo_t *cr, double x, double y), (cr, x, y))
FORWARD(void, cairo_rotate, (cairo_t *cr, double angle), (cr, angle))
FORWARD(void, cairo_clip, (cairo_t *cr), (cr))
FORWARD(void, cairo_move_to, (cairo_t *cr, double x, double y), (cr, x, y))
FORWARD(void, cairo_line_to, (cairo_t *cr, double x, double y), (cr, x, y))
FORWARD(void, cairo_rectangle, (cairo_t *cr, double x, double y, double width, double height),
        (cr, x, y, width, height))
FORWARD(void, cairo_arc, (cairo_t *cr, double x, double y, double radius, double from, double to),
        (cr, x, y, radius, from, to))
FORWARD(void, cairo_close_path, (cairo_t *cr), (cr))
FORWARD(void, cairo_fill, (cairo_t *cr), (cr))
FORWARD(void, cairo_stroke, (cairo_t *cr), (cr))
FORWARD(void, cairo_set_line_width, (cairo_t *cr, double width), (cr, width))
FORWARD(void, cairo_set_line_cap, (cairo_t *cr, cairo_line_cap_t cap), (cr, cap))
FORWARD(void, cairo_set_line_join, (cairo_t *cr, cairo_line_join_t join), (cr, join))
FORWARD(void, cairo_set_source_rgba, (cairo_t *cr, double red, double green, double blue, double alpha),
        (cr, red, green, blue, alpha))
FORWARD(void, cairo_select_font_face,
        (cairo_t *cr, const char *family, cairo_font_slant_t slant, cairo_font_weight_t weight),
        (cr, family, slant, weight))
FORWARD(void, cairo_set_font_size, (cairo_t *cr, double size), (cr, size))
FORWARD(void, cairo_show_text, (cairo_t *cr, const char *text), (cr, text))
FORWARD(void, cairo_text_extents, (cairo_t *cr, const char *text, cairo_text_extents_t *extents), (cr, text, extents))
FORWARD(cairo_font_options_t *, cairo_font_options_create, (void), ())
FORWARD(void, cairo_font_options_destroy, (cairo_font_options_t *options), (options))
FORWARD(void, cairo_font_options_set_antialias, (cairo_font_options_t *options, cairo_antialias_t kind),
        (options, kind))
FORWARD(void, cairo_font_options_set_hint_style, (cairo_font_options_t *options, cairo_hint_style_t style),
        (options, style))
FORWARD(void, cairo_font_options_set_hint_metrics, (cairo_font_options_t *options, cairo_hint_metrics_t metrics),
        (options, metrics))
FORWARD(void, cairo_set_font_options, (cairo_t *cr, const cairo_font_options_t *options), (cr, options))
