/* Any bytes as an input, plain or compressed: read as a whole, line by line, and as decoded text.
 */
#include "memory_file.h"

#include "lists/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t drain(const char *path)
{
    ak_input *in;
    char chunk[777];
    size_t n = 1;
    if (ak_input_open(path, &in, NULL)) return 0;
    for (size_t total = 0; n && total < (64u << 20); total += n)
        if (ak_input_read(in, chunk, sizeof chunk, &n, NULL)) break;
    uint64_t hash = ak_input_hash(in);
    ak_input_close(in);
    return hash;
}

static void read_lines(const char *path, bool text, size_t max)
{
    ak_input *in;
    if (ak_input_open(path, &in, NULL)) return;
    aka_status st = text ? ak_input_decode_text(in, NULL) : AKA_OK;
    bool more = true;
    uint64_t line = 0;
    for (size_t total = 0; more && total < (64u << 20);) {
        ak_slice s;
        if (st == AKA_OK) st = ak_input_line(in, max, &s, &more, NULL);
        if (st != AKA_OK && st != AKA_E_RECORD) break;
        if (more && ak_input_line_number(in) != ++line) abort();
        if (st == AKA_OK && (s.len > max || (s.len && memchr(s.data, '\n', s.len)))) abort();
        total += st == AKA_OK ? s.len : max;
        st = AKA_OK;
    }
    ak_input_close(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    memory_file f = memory_file_make(data, size);
    if (drain(f.path) != drain(f.path)) abort();
    read_lines(f.path, false, 16);
    read_lines(f.path, true, 100000);
    memory_file_close(&f);
    return 0;
}
