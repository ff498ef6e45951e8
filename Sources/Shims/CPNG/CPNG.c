#include "CPNG.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

// What one call of ours holds. It lives in the caller of the function with setjmp, so its fields are well
// defined after a jump.
typedef struct {
    const uint8_t *bytes;
    size_t count, position;
    uint8_t *out;
    size_t out_count, out_capacity;
    png_bytep *rows;
    png_text *texts;
    char *message;
    int (*stop)(void);
} state;

// Asked for each row; the caller knows why and says it in its own words.
static void look(png_structp png, state *s) {
    if (s->stop && s->stop()) png_error(png, "stopped");
}

static void on_row(png_structp png, png_uint_32 row, int pass) {
    (void)pass;
    if (row % 16 == 0) look(png, png_get_error_ptr(png));
}

static void on_error(png_structp png, png_const_charp text) {
    state *s = png_get_error_ptr(png);
    strncpy(s->message, text, LIMN_PNG_MESSAGE - 1);
    s->message[LIMN_PNG_MESSAGE - 1] = 0;
    longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void take(png_structp png, png_bytep target, size_t length) {
    state *s = png_get_io_ptr(png);
    if (length > s->count - s->position) png_error(png, "the file ends too early");
    memcpy(target, s->bytes + s->position, length);
    s->position += length;
}

static void put(png_structp png, png_bytep source, size_t length) {
    state *s = png_get_io_ptr(png);
    if (length > s->out_capacity - s->out_count) {
        size_t capacity = s->out_capacity * 2 + length + 4096;
        uint8_t *grown = realloc(s->out, capacity);
        if (!grown) png_error(png, "out of memory");
        s->out = grown;
        s->out_capacity = capacity;
    }
    memcpy(s->out + s->out_count, source, length);
    s->out_count += length;
}

static void flush(png_structp png) { (void)png; }

// Asks libpng for 8 bits, palette and small depths expanded, transparency as an alpha channel.
static int expand(png_structp png, png_infop info) {
    int type = png_get_color_type(png, info);
    int has_alpha = (type & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, info, PNG_INFO_tRNS);
    if (png_get_bit_depth(png, info) == 16) png_set_scale_16(png);
    png_set_expand(png);
    if (has_alpha) png_set_gray_to_rgb(png);
    if (has_alpha) return 4;
    return type == PNG_COLOR_TYPE_GRAY ? 1 : 3;
}

static png_structp reader(state *s) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, s, on_error, on_warning);
    if (!png) return NULL;
    png_set_read_fn(png, s, take);
    png_set_read_status_fn(png, on_row);
    // Sizes are judged by the caller; texts are kept small here.
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_chunk_malloc_max(png, 16 << 20);
    png_set_chunk_cache_max(png, 4096);
    return png;
}

static int read_header(state *s, png_structp png, png_infop info, limn_png_header *header) {
    if (setjmp(png_jmpbuf(png))) return 0;
    png_read_info(png, info);
    header->width = png_get_image_width(png, info);
    header->height = png_get_image_height(png, info);
    header->channels = expand(png, info);
    (void)s;
    return 1;
}

int limn_png_read_header(
    const uint8_t *bytes, size_t count, limn_png_header *header, char message[LIMN_PNG_MESSAGE]) {
    state s = {.bytes = bytes, .count = count, .message = message};
    png_structp png = reader(&s);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    int ok = 0;
    if (info) ok = read_header(&s, png, info, header);
    else strcpy(message, "out of memory");
    if (png) png_destroy_read_struct(&png, info ? &info : NULL, NULL);
    return ok;
}

static void visit(png_structp png, png_infop info, limn_png_text_visitor visitor, void *context) {
    png_textp texts = NULL;
    int count = png_get_text(png, info, &texts, NULL);
    for (int i = 0; i < count; i++) {
        int is_utf8 = texts[i].compression >= PNG_ITXT_COMPRESSION_NONE;
        size_t length = is_utf8 ? texts[i].itxt_length : texts[i].text_length;
        visitor(context, texts[i].key, texts[i].text, length, is_utf8);
    }
}

static int read_all(
    state *s, png_structp png, png_infop info, uint8_t *pixels, size_t pixel_count, limn_png_text_visitor visitor,
    void *context) {
    if (setjmp(png_jmpbuf(png))) return 0;
    png_read_info(png, info);
    int channels = expand(png, info);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    size_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
    size_t stride = png_get_rowbytes(png, info);
    if (pixels) {
        if (stride != width * channels || stride * height != pixel_count) png_error(png, "sizes disagree");
        s->rows = malloc(height * sizeof(png_bytep));
        if (!s->rows) png_error(png, "out of memory");
        for (size_t y = 0; y < height; y++) s->rows[y] = pixels + y * stride;
        png_read_image(png, s->rows);
        png_read_end(png, info);
    }
    if (visitor) visit(png, info, visitor, context);
    return 1;
}

int limn_png_read(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t pixel_count, limn_png_text_visitor visitor,
    void *context, int (*stop)(void), char message[LIMN_PNG_MESSAGE]) {
    state s = {.bytes = bytes, .count = count, .message = message, .stop = stop};
    png_structp png = reader(&s);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    int ok = 0;
    if (info) ok = read_all(&s, png, info, pixels, pixel_count, visitor, context);
    else strcpy(message, "out of memory");
    if (png) png_destroy_read_struct(&png, info ? &info : NULL, NULL);
    free(s.rows);
    return ok;
}

static int write_all(
    state *s, png_structp png, png_infop info, uint32_t width, uint32_t height, int channels, const uint8_t *pixels,
    const limn_png_text *texts, size_t text_count) {
    if (setjmp(png_jmpbuf(png))) return 0;
    int type = channels == 1 ? PNG_COLOR_TYPE_GRAY : channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGBA;
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_IHDR(
        png, info, width, height, 8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (text_count > 0) {
        s->texts = calloc(text_count, sizeof(png_text));
        if (!s->texts) png_error(png, "out of memory");
        for (size_t i = 0; i < text_count; i++) {
            s->texts[i].key = (png_charp)texts[i].keyword;
            s->texts[i].text = (png_charp)texts[i].text;
            s->texts[i].compression = texts[i].is_utf8 ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
            s->texts[i].lang = "";
            s->texts[i].lang_key = "";
        }
        png_set_text(png, info, s->texts, (int)text_count);
    }
    png_set_compression_level(png, 6);
    png_write_info(png, info);
    for (uint32_t y = 0; y < height; y++) {
        if (y % 16 == 0) look(png, s);
        png_write_row(png, pixels + (size_t)y * width * channels);
    }
    png_write_end(png, info);
    return 1;
}

int limn_png_write(
    uint32_t width, uint32_t height, int channels, const uint8_t *pixels, const limn_png_text *texts,
    size_t text_count, uint8_t **bytes, size_t *count, int (*stop)(void), char message[LIMN_PNG_MESSAGE]) {
    state s = {.message = message, .stop = stop};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &s, on_error, on_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    int ok = 0;
    if (info) {
        png_set_write_fn(png, &s, put, flush);
        ok = write_all(&s, png, info, width, height, channels, pixels, texts, text_count);
    } else {
        strcpy(message, "out of memory");
    }
    if (png) png_destroy_write_struct(&png, info ? &info : NULL);
    free(s.texts);
    if (!ok) {
        free(s.out);
        return 0;
    }
    *bytes = s.out;
    *count = s.out_count;
    return 1;
}

void limn_png_free(uint8_t *bytes) { free(bytes); }
