/* Arrays that grow in files. */
#include "index/stream.h"

#include <stdlib.h>

enum { BUFFER = 1 << 18 };

aka_status ak_stream_open(ak_stream *stream, const char *beside, aka_error *err)
{
    *stream = (ak_stream){.spill.fd = -1, .buffer = malloc(BUFFER)};
    if (!stream->buffer) return ak_fail_nomem(err);
    return ak_spill_open(&stream->spill, beside, err);
}

static void write_out(ak_stream *s, const void *bytes, size_t size)
{
    if (s->status != AKA_OK) return;
    s->status = ak_spill_write(&s->spill, s->bytes, (ak_slice){bytes, size}, &s->err);
    s->bytes += size;
}

static void flush(ak_stream *s)
{
    write_out(s, s->buffer, s->used);
    s->used = 0;
}

void ak_stream_put(ak_stream *stream, const void *bytes, size_t size)
{
    if (size > BUFFER - stream->used) flush(stream);
    if (size > BUFFER) {
        write_out(stream, bytes, size);
    } else if (size) {
        memcpy(stream->buffer + stream->used, bytes, size);
        stream->used += size;
    }
}

aka_status ak_stream_map(ak_stream *stream, ak_slice *out, aka_error *err)
{
    *out = stream->mapped;
    if (stream->mapped.len) return AKA_OK;
    flush(stream);
    free(stream->buffer);
    stream->buffer = NULL;
    if (stream->status != AKA_OK) {
        if (err) *err = stream->err;
        return stream->status;
    }
    aka_status status = ak_spill_map(&stream->spill, 0, stream->bytes, &stream->mapped, err);
    *out = stream->mapped;
    return status;
}

void ak_stream_close(ak_stream *stream)
{
    if (!stream->buffer && !stream->spill.beside) return;
    free(stream->buffer);
    ak_spill_unmap(stream->mapped);
    ak_spill_close(&stream->spill);
    *stream = (ak_stream){.spill.fd = -1};
}
