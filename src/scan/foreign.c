/* Looking for bytes that are not UTF-8: ASCII in steps of a word, other characters one by one. */
#include "scan/foreign.h"

/* Where the ASCII that begins at i ends. */
static size_t ascii_end(ak_slice s, size_t i)
{
    uint64_t word;
    for (; s.len - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s.data + i, sizeof word);
        if (word & 0x8080808080808080u) break;
    }
    while (i < s.len && (unsigned char)s.data[i] < 0x80) i++;
    return i;
}

void ak_foreign_look(ak_foreign *foreign, ak_slice s, uint64_t offset)
{
    size_t behind = SIZE_MAX; /* the last such byte */
    for (size_t i = ascii_end(s, 0); i < s.len;) {
        size_t n = ak_slice_sequence(s, i);
        if (n) {
            i = (unsigned char)s.data[i] < 0x80 ? ascii_end(s, i) : i + n;
            continue;
        }
        if (foreign->places == 0) foreign->first = offset + i;
        foreign->places += i != behind;
        behind = ++i;
    }
}
