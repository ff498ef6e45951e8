// libpng behind functions that return: its errors leave through longjmp, which must not cross Swift frames.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { LIMN_PNG_MESSAGE = 200 };

typedef struct {
    uint32_t width, height;
    /// Of the pixels that `limn_png_read` writes: 1 grey, 3 red green blue, 4 with alpha.
    int channels;
} limn_png_header;

/// One text chunk: a NUL-ended keyword (Latin-1) and `length` bytes, UTF-8 where `is_utf8`, else Latin-1.
typedef void (*limn_png_text_visitor)(
    void *context, const char *keyword, const char *text, size_t length, int is_utf8);

/// Reads everything before the pixels. 1 on success; else 0 and a message.
int limn_png_read_header(
    const uint8_t *bytes, size_t count, limn_png_header *header, char message[LIMN_PNG_MESSAGE]);

/// Decodes to 8 bits a channel, row after row without gaps. `pixels` may be null: then only the texts are read.
/// `stop` is asked every few rows and ends it with 0; so it does in `limn_png_write`.
int limn_png_read(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t pixel_count, limn_png_text_visitor visitor,
    void *context, int (*stop)(void), char message[LIMN_PNG_MESSAGE]);

typedef struct {
    const char *keyword;
    const char *text;
    int is_utf8;
} limn_png_text;

/// Encodes. On success `*bytes` is the caller's to give to `limn_png_free`.
int limn_png_write(
    uint32_t width, uint32_t height, int channels, const uint8_t *pixels, const limn_png_text *texts,
    size_t text_count, uint8_t **bytes, size_t *count, int (*stop)(void), char message[LIMN_PNG_MESSAGE]);

void limn_png_free(uint8_t *bytes);
