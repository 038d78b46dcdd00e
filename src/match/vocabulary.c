/* Texts by number, and their names by counting. */
#include "match/vocabulary.h"

#include <stdlib.h>

void ak_vocabulary_free(ak_vocabulary *v)
{
    ak_intern_free(&v->texts);
    ak_vec_free(&v->bearings);
    *v = (ak_vocabulary){0};
}

void ak_vocabulary_reset(ak_vocabulary *v)
{
    ak_intern_reset(&v->texts);
    v->bearings.count = 0;
}

bool ak_vocabulary_add(ak_vocabulary *v, ak_slice text, uint32_t name, uint32_t *number)
{
    if (!ak_intern_add(&v->texts, text, number)) return false;
    ak_bearing *b = ak_vec_push(&v->bearings, sizeof *b);
    if (b) *b = (ak_bearing){*number, name};
    return b != NULL;
}

ak_slice ak_vocabulary_text(const void *vocabulary, uint32_t number)
{
    return ak_intern_get(&((const ak_vocabulary *)vocabulary)->texts, number);
}

/* Names that a text has more than once, as two units of one name, stand side by side. */
static void drop_repeated(uint32_t *names, size_t texts, uint32_t *first, ak_vec *vec)
{
    uint32_t kept = 0;
    for (size_t i = 0; i < texts; i++) {
        const uint32_t begin = first[i], end = first[i + 1];
        first[i] = kept;
        for (uint32_t k = begin; k < end; k++)
            if (kept == first[i] || names[kept - 1] != names[k]) names[kept++] = names[k];
    }
    first[texts] = kept;
    vec->count = kept;
}

/* Where the bearings of each name begin, and where the last ones end. NULL on lack of memory. */
static uint32_t *bearings_of_names(const ak_vocabulary *v, size_t names)
{
    const ak_bearing *all = v->bearings.data;
    uint32_t *begin = calloc(names + 1, sizeof *begin);
    if (!begin) return NULL;
    for (size_t i = 0; i < v->bearings.count; i++) begin[all[i].name + 1]++;
    for (size_t i = 0; i < names; i++) begin[i + 1] += begin[i];
    return begin;
}

bool ak_vocabulary_postings(ak_vocabulary *v, const uint32_t *order, const uint32_t *ranked,
    size_t names, ak_vec *out, uint32_t *first)
{
    const size_t texts = ak_vocabulary_count(v), n = v->bearings.count;
    const ak_bearing *all = v->bearings.data;
    uint32_t *begin = bearings_of_names(v, names);
    uint32_t *next = calloc(texts + 1, sizeof *next); /* of each text: how many, then where */
    uint32_t *ranks = ak_vec_extend(out, n, sizeof *ranks);
    const bool ok = begin && next && (n == 0 || ranks);
    if (ok) {
        for (size_t i = 0; i < n; i++) next[all[i].text]++;
        first[0] = 0;
        for (size_t i = 0; i < texts; i++) {
            first[i + 1] = first[i] + next[order[i]];
            next[order[i]] = first[i];
        }
        for (uint32_t r = 0; r < names; r++)
            for (uint32_t i = begin[ranked[r]]; i < begin[ranked[r] + 1]; i++)
                ranks[next[all[i].text]++] = r;
        drop_repeated(ranks, texts, first, out);
        ak_vec_free(&v->bearings);
    }
    free(begin);
    free(next);
    return ok;
}
