#pragma once
#include <zlib.h>

/// `inflateInit2` is a macro. `window_bits` is 15, with 16 for gzip or 32 for gzip or zlib, or -15
/// for raw deflate data.
static inline int etl_inflate_init(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}

/// `deflateInit2` is a macro. 15 + 16: the largest window, a gzip header.
static inline int etl_deflate_init(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
