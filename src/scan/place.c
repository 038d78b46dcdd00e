/* Lines around mentions. */
#include "scan/place.h"

#define CONTEXT 160 /* bytes of the line on each side of a mention */

uint64_t ak_line_of(ak_line_count *count, const char *bytes, size_t at)
{
    const char *p = bytes + count->at, *end = bytes + at;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        count->breaks++;
        p++;
    }
    count->at = at;
    return count->breaks + 1;
}

static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

void ak_place_context(ak_slice s, size_t begin, size_t end, aka_mention *m)
{
    size_t from = begin, to = end;
    while (from > 0 && begin - from < CONTEXT && s.data[from - 1] != '\n') from--;
    while (to < s.len && to - end < CONTEXT && s.data[to] != '\n') to++;
    while (from < begin && continues(s.data[from])) from++;
    while (to > end && to < s.len && continues(s.data[to])) to--;
    while (to > end && s.data[to - 1] == '\r') to--;
    m->context = s.data + from;
    m->context_len = to - from;
    m->context_at = begin - from;
}
