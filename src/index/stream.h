/* An array that grows in a file: items go in at the end and are mapped when all are there. */
#ifndef AK_INDEX_STREAM_H
#define AK_INDEX_STREAM_H

#include "base/spill.h"

/* Failures stick: put freely, ask once at the end. One thread. */
typedef struct ak_stream {
    ak_spill spill;
    char *buffer;
    size_t used;    /* bytes in the buffer */
    uint64_t bytes; /* in all */
    ak_slice mapped;
    aka_status status;
    aka_error err;
} ak_stream;

AKA_CHECKED aka_status ak_stream_open(ak_stream *stream, const char *beside, aka_error *err);
void ak_stream_put(ak_stream *stream, const void *bytes, size_t size);
/* No more may be put; may be asked again. The bytes stay mapped until the stream is closed;
 * whatever failed before fails here. */
AKA_CHECKED aka_status ak_stream_map(ak_stream *stream, ak_slice *out, aka_error *err);
/* Harmless on one that is all zero. */
void ak_stream_close(ak_stream *stream);

#endif
