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

bool ak_vocabulary_postings(ak_vocabulary *v, const uint32_t *order, ak_vec *out, uint32_t *first)
{
    const size_t texts = ak_vocabulary_count(v), n = v->bearings.count;
    const ak_bearing *all = v->bearings.data;
    uint32_t *next = calloc(texts + 1, sizeof *next); /* of each text: how many, then where */
    uint32_t *names = ak_vec_extend(out, n, sizeof *names);
    if (!next || (n && !names)) {
        free(next);
        return false;
    }
    for (size_t i = 0; i < n; i++) next[all[i].text]++;
    first[0] = 0;
    for (size_t i = 0; i < texts; i++) {
        first[i + 1] = first[i] + next[order[i]];
        next[order[i]] = first[i];
    }
    for (size_t i = 0; i < n; i++) names[next[all[i].text]++] = all[i].name;
    drop_repeated(names, texts, first, out);
    free(next);
    ak_vec_free(&v->bearings);
    return true;
}
