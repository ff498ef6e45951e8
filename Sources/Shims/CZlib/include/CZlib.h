// zlib: checksums, and one raw deflate stream unpacked into a buffer of known size.
#pragma once
#include <stddef.h>
#include <zlib.h>

/// Unpacks a raw deflate stream into exactly `outputCount` bytes. Returns 1 if the stream ends there, else 0.
/// `stop` is asked every few MiB and ends it with 0.
int limn_inflate(const void *input, size_t inputCount, void *output, size_t outputCount, int (*stop)(void));
