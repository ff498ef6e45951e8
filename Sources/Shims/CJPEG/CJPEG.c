#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

// What one call of ours holds. It lives in the caller of the function with setjmp, so its fields are well
// defined after a jump.
typedef struct {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    char *message;
    uint8_t *row;
    int (*stop)(void);
} state;

static void on_error(j_common_ptr jpeg) {
    state *s = jpeg->client_data;
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    strncpy(s->message, text, LIMN_JPEG_MESSAGE - 1);
    s->message[LIMN_JPEG_MESSAGE - 1] = 0;
    longjmp(s->escape, 1);
}

// libjpeg goes on after damage and fills in grey; a grey half must not pass for a picture.
static void on_message(j_common_ptr jpeg, int level) {
    if (level >= 0) return;
    int code = jpeg->err->msg_code;
    if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE) on_error(jpeg);
}

static void on_output(j_common_ptr jpeg) { (void)jpeg; }

// A progressive file of a few kilobytes can ask for thousands of passes over a large picture.
static void on_progress(j_common_ptr jpeg) {
    // Called for each row of blocks. The caller knows why and says it in its own words.
    state *s = jpeg->client_data;
    if (s->stop && s->stop()) {
        jpeg->err->msg_code = JERR_BAD_PROGRESSION;
        on_error(jpeg);
    }
    if (jpeg->is_decompressor && ((j_decompress_ptr)jpeg)->input_scan_number > 500) {
        jpeg->err->msg_code = JERR_BAD_PROGRESSION;
        on_error(jpeg);
    }
}

static void open_jpeg(state *s, char *message) {
    memset(s, 0, sizeof *s);
    s->message = message;
    s->jpeg.err = jpeg_std_error(&s->errors);
    s->errors.error_exit = on_error;
    s->errors.emit_message = on_message;
    s->errors.output_message = on_output;
    s->progress.progress_monitor = on_progress;
    s->jpeg.client_data = s;
}

static void start(state *s, const uint8_t *bytes, size_t count) {
    jpeg_create_decompress(&s->jpeg);
    s->jpeg.client_data = s;
    s->jpeg.progress = &s->progress;
    jpeg_mem_src(&s->jpeg, bytes, count);
    jpeg_read_header(&s->jpeg, TRUE);
    if (s->jpeg.jpeg_color_space == JCS_GRAYSCALE) s->jpeg.out_color_space = JCS_GRAYSCALE;
    else if (s->jpeg.num_components == 4) s->jpeg.out_color_space = JCS_CMYK;
    else s->jpeg.out_color_space = JCS_RGB;
    jpeg_calc_output_dimensions(&s->jpeg);
}

static int read_header(state *s, const uint8_t *bytes, size_t count, limn_jpeg_header *header) {
    if (setjmp(s->escape)) return 0;
    start(s, bytes, count);
    header->width = s->jpeg.output_width;
    header->height = s->jpeg.output_height;
    header->channels = s->jpeg.out_color_space == JCS_GRAYSCALE ? 1 : 3;
    return 1;
}

int limn_jpeg_read_header(
    const uint8_t *bytes, size_t count, limn_jpeg_header *header, char message[LIMN_JPEG_MESSAGE]) {
    state s;
    open_jpeg(&s, message);
    int ok = read_header(&s, bytes, count, header);
    jpeg_destroy_decompress(&s.jpeg);
    return ok;
}

// a·b/255, rounded.
static int scale255(int a, int b) {
    int t = a * b + 128;
    return ((t >> 8) + t) >> 8;
}

static int read_all(state *s, const uint8_t *bytes, size_t count, uint8_t *pixels, size_t pixel_count) {
    if (setjmp(s->escape)) return 0;
    start(s, bytes, count);
    jpeg_start_decompress(&s->jpeg);
    size_t width = s->jpeg.output_width, height = s->jpeg.output_height;
    int is_cmyk = s->jpeg.out_color_space == JCS_CMYK;
    size_t channels = is_cmyk ? 3 : (size_t)s->jpeg.output_components;
    if (width * height * channels != pixel_count) ERREXIT(&s->jpeg, JERR_BAD_LENGTH);
    if (is_cmyk) s->row = malloc(width * 4);
    if (is_cmyk && !s->row) ERREXIT1(&s->jpeg, JERR_OUT_OF_MEMORY, 0);
    while (s->jpeg.output_scanline < height) {
        uint8_t *target = pixels + (size_t)s->jpeg.output_scanline * width * channels;
        JSAMPROW row = is_cmyk ? s->row : target;
        jpeg_read_scanlines(&s->jpeg, &row, 1);
        // Files with four inks hold them inverted: 255 is no ink.
        for (size_t x = 0; is_cmyk && x < width; x++) {
            int black = s->row[4 * x + 3];
            for (int c = 0; c < 3; c++) {
                target[3 * x + c] = (uint8_t)(black - scale255(255 - s->row[4 * x + c], black));
            }
        }
    }
    jpeg_finish_decompress(&s->jpeg);
    return 1;
}

int limn_jpeg_read(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t pixel_count, int (*stop)(void),
    char message[LIMN_JPEG_MESSAGE]) {
    state s;
    open_jpeg(&s, message);
    s.stop = stop;
    int ok = read_all(&s, bytes, count, pixels, pixel_count);
    jpeg_destroy_decompress(&s.jpeg);
    free(s.row);
    return ok;
}
