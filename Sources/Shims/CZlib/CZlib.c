#include "CZlib.h"
#include <string.h>

// Some milliseconds of work.
static const uInt most = 4 << 20;

int limn_inflate(const void *input, size_t inputCount, void *output, size_t outputCount, int (*stop)(void)) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return 0;
    // One byte to spare: with no room at all zlib could not finish an empty stream, and a stream that is longer
    // than it claims must show itself.
    unsigned char spare;
    stream.next_in = (Bytef *)input;
    stream.next_out = output;
    size_t inputLeft = inputCount, outputLeft = outputCount;
    int inSpare = 0, status = Z_OK;
    while (status == Z_OK) {
        if (stream.avail_in == 0) {
            if (inputLeft == 0) break;
            uInt piece = inputLeft > most ? most : (uInt)inputLeft;
            stream.avail_in = piece;
            inputLeft -= piece;
        }
        if (stream.avail_out == 0) {
            if (outputLeft > 0) {
                uInt piece = outputLeft > most ? most : (uInt)outputLeft;
                stream.avail_out = piece;
                outputLeft -= piece;
            } else if (!inSpare) {
                inSpare = 1;
                stream.next_out = &spare;
                stream.avail_out = 1;
            } else {
                break;
            }
        }
        if (stop()) break;
        status = inflate(&stream, Z_NO_FLUSH);
    }
    int filled = outputLeft == 0 && stream.avail_out == (inSpare ? 1u : 0u);
    inflateEnd(&stream);
    return status == Z_STREAM_END && filled;
}
