/* A table from units to the terms they were found to be related to. */
#include "match/remember.h"

#define RELATED_MAX (1u << 22) /* 32 MiB */
#define UNITS_MAX (1u << 18)

void ak_memory_free(ak_memory *m)
{
    ak_intern_free(&m->units);
    ak_vec_free(&m->spans);
    ak_vec_free(&m->related);
}

/* Kind and type in one byte each, then the spelling. Returns the bytes written. */
static size_t write_key(const ak_unit *unit, ak_kind kind, char out[AK_TERM_MAX + 2])
{
    ak_slice text = ak_slice_sub(unit->term.text, 0, AK_TERM_MAX);
    out[0] = (char)kind;
    out[1] = (char)unit->type;
    if (text.len) memcpy(out + 2, text.data, text.len);
    return text.len + 2;
}

bool ak_memory_find(
    ak_memory *m, const ak_unit *unit, ak_kind kind, const ak_related **out, size_t *count)
{
    char key[AK_TERM_MAX + 2];
    uint32_t number;
    if (!ak_intern_find(&m->units, (ak_slice){key, write_key(unit, kind, key)}, &number))
        return false;
    const ak_span *span = (const ak_span *)m->spans.data + number;
    *out = (const ak_related *)m->related.data + span->off;
    *count = span->len;
    return true;
}

void ak_memory_keep(
    ak_memory *m, const ak_unit *unit, ak_kind kind, const ak_related *related, size_t count)
{
    char key[AK_TERM_MAX + 2];
    uint32_t number;
    if (count > RELATED_MAX / 16) return; /* one that would crowd out all others */
    if (m->related.count + count > RELATED_MAX || m->units.spans.count == UNITS_MAX)
        ak_memory_free(m);
    ak_related *copy = ak_vec_extend(&m->related, count, sizeof *copy);
    ak_span *span = copy ? ak_vec_push(&m->spans, sizeof *span) : NULL;
    if (!span || !ak_intern_add(&m->units, (ak_slice){key, write_key(unit, kind, key)}, &number)) {
        ak_memory_free(m);
        return;
    }
    if (count) memcpy(copy, related, count * sizeof *copy);
    *span = (ak_span){(uint32_t)(m->related.count - count), (uint32_t)count};
}
