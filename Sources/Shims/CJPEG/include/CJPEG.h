// libjpeg-turbo behind functions that return: its error handler must not, so it jumps, and the jump stays in C.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { LIMN_JPEG_MESSAGE = 200 };

typedef struct {
    uint32_t width, height;
    /// Of the pixels that `limn_jpeg_read` writes: 1 grey, 3 red green blue.
    int channels;
} limn_jpeg_header;

/// Reads everything before the pixels. 1 on success; else 0 and a message.
int limn_jpeg_read_header(
    const uint8_t *bytes, size_t count, limn_jpeg_header *header, char message[LIMN_JPEG_MESSAGE]);

/// Decodes, row after row without gaps; CMYK becomes red green blue. Data that ends early or is corrupt fails.
/// `stop` is asked again and again and ends it with 0.
int limn_jpeg_read(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t pixel_count, int (*stop)(void),
    char message[LIMN_JPEG_MESSAGE]);
