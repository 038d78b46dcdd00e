/* aka_searcher: which names have these words. For looking around; screening is in screen.c. */
#include "aka/lookup.h"

#include "base/vec.h"
#include "match/index_handle.h"
#include "names/name.h"
#include "names/relate.h"

#include <stdlib.h>

typedef struct found {
    uint32_t entity;
    uint32_t parts; /* of the shortest name that has all words: the fewer the better covered */
} found;

struct aka_searcher {
    const aka_index *index;
    ak_text *text;
    ak_arena arena;
    uint8_t *seen;  /* per name: how many of the words, in their order, it has */
    ak_vec touched; /* uint32_t: names with seen > 0 */
    ak_vec found;   /* found */
    ak_vec numbers; /* uint32_t: the answer */
};

aka_status aka_searcher_create(const aka_index *index, aka_searcher **out, aka_error *error)
{
    aka_searcher *s = calloc(1, sizeof *s);
    if (!s) return ak_fail_nomem(error);
    s->index = index;
    ak_arena_init(&s->arena, 0);
    aka_status status = ak_text_create(&s->text, error);
    s->seen = calloc(index->index.data.names_count + 1, 1);
    if (status == AKA_OK && !s->seen) status = ak_fail_nomem(error);
    if (status != AKA_OK) {
        aka_searcher_free(s);
        return status;
    }
    *out = s;
    return AKA_OK;
}

void aka_searcher_free(aka_searcher *s)
{
    if (!s) return;
    ak_text_free(s->text);
    ak_arena_free(&s->arena);
    ak_vec_free(&s->touched);
    ak_vec_free(&s->found);
    ak_vec_free(&s->numbers);
    free(s->seen);
    free(s);
}

static ak_slice term_text(const ak_index *ix, uint32_t term)
{
    const ak_ix_term *t = &ix->data.terms[term];
    return (ak_slice){ix->data.strings.data + t->text_off, t->text_len};
}

/* The first term that is not before the text. */
static uint32_t lower_bound(const ak_index *ix, ak_slice text)
{
    uint32_t low = 0, high = (uint32_t)ix->data.terms_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (ak_slice_cmp(term_text(ix, mid), text) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Names with the term that have all words before number `word` now have that one, too. */
static bool count_names(aka_searcher *s, uint32_t term, ak_kind kind, uint8_t word)
{
    const ak_index_data *d = &s->index->index.data;
    const ak_ix_term *t = &d->terms[term];
    for (uint32_t i = 0; i < t->posting_count; i++) {
        uint32_t name = d->ranks[d->postings[t->posting_first + i]].name;
        if (s->seen[name] != word || d->entities[d->names[name].entity].kind != (uint32_t)kind)
            continue;
        if (word == 0) {
            uint32_t *slot = ak_vec_push(&s->touched, sizeof *slot);
            if (!slot) return false;
            *slot = name;
        }
        s->seen[name] = word + 1;
    }
    return true;
}

/* Terms that are the text, or begin with it. */
static bool count_terms(aka_searcher *s, ak_slice text, bool begin, ak_kind kind, uint8_t word)
{
    const ak_index *ix = &s->index->index;
    for (uint32_t t = lower_bound(ix, text); t < ix->data.terms_count; t++) {
        ak_slice term = term_text(ix, t);
        if (begin ? !ak_slice_starts(term, text) : !ak_slice_eq(term, text)) break;
        if (!count_names(s, t, kind, word)) return false;
    }
    return true;
}

/* A word is looked for in its letters whatever script they stood in, but that words with few vowels
 * and those with all are spelled differently. */
static bool count_word(aka_searcher *s, const ak_name *name, ak_kind kind, uint32_t word)
{
    const ak_term *term = &name->parts[word].term;
    ak_slice plain = ak_term_plain(term);
    bool begin = word + 1 == name->count;
    char text[AK_TERM_MAX + 1];
    memcpy(text + 1, plain.data, plain.len);
    for (int script = AK_SCRIPT_LATIN; script <= AK_SCRIPT_OTHER; script++) {
        const size_t mark = script != AK_SCRIPT_LATIN;
        if (ak_script_is_abjad((ak_script)script) != ak_term_is_abjad(term)) continue;
        text[0] = AK_TERM_MARK(script);
        ak_slice key = {text + !mark, plain.len + mark};
        if (!count_terms(s, key, begin, kind, (uint8_t)word)) return false;
    }
    return true;
}

/* Takes the names that have all words, and forgets the counts. */
static bool collect(aka_searcher *s, uint32_t words)
{
    const ak_index_data *d = &s->index->index.data;
    const uint32_t *touched = s->touched.data;
    bool ok = true;
    for (size_t i = 0; i < s->touched.count; i++) {
        const ak_ix_name *name = &d->names[touched[i]];
        bool all = s->seen[touched[i]] == words;
        s->seen[touched[i]] = 0;
        found *slot = all && ok ? ak_vec_push(&s->found, sizeof *slot) : NULL;
        if (slot) *slot = (found){name->entity, name->part_count};
        if (all && !slot) ok = false;
    }
    s->touched.count = 0;
    return ok;
}

static aka_status search_kind(
    aka_searcher *s, ak_slice text, ak_kind kind, bool *words, aka_error *error)
{
    ak_name name;
    ak_arena_reset(&s->arena);
    aka_status status = ak_name_analyse(s->text, text, kind, &s->arena, &name, error);
    if (status != AKA_OK) return status;
    if (name.count == 0) return AKA_OK;
    *words = true;
    bool ok = true;
    for (uint32_t i = 0; ok && i < name.count; i++) ok = count_word(s, &name, kind, i);
    return collect(s, name.count) && ok ? AKA_OK : ak_fail_nomem(error);
}

static int by_entity(const void *a, const void *b)
{
    const found *x = a, *y = b;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    return x->parts < y->parts ? -1 : x->parts > y->parts;
}

static int by_cover(const void *a, const void *b)
{
    const found *x = a, *y = b;
    if (x->parts != y->parts) return x->parts < y->parts ? -1 : 1;
    return x->entity < y->entity ? -1 : x->entity > y->entity;
}

static bool rank(aka_searcher *s)
{
    found *all = s->found.data;
    size_t n = s->found.count, kept = 0;
    if (n) qsort(all, n, sizeof *all, by_entity);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || all[i].entity != all[i - 1].entity) all[kept++] = all[i];
    if (kept) qsort(all, kept, sizeof *all, by_cover);
    uint32_t *numbers = ak_vec_extend(&s->numbers, kept, sizeof *numbers);
    if (kept && !numbers) return false;
    for (size_t i = 0; i < kept; i++) numbers[i] = all[i].entity;
    return true;
}

static bool take_all(aka_searcher *s)
{
    size_t n = (size_t)s->index->index.data.entities_count;
    uint32_t *numbers = ak_vec_extend(&s->numbers, n, sizeof *numbers);
    if (n && !numbers) return false;
    for (size_t i = 0; i < n; i++) numbers[i] = (uint32_t)i;
    return true;
}

aka_status aka_searcher_run(
    aka_searcher *s, const char *text, const uint32_t **numbers, size_t *count, aka_error *error)
{
    bool words = false;
    s->found.count = s->numbers.count = 0;
    for (int kind = 0; kind < AK_KIND_OTHER; kind++) {
        aka_status status = search_kind(s, ak_slice_of(text), (ak_kind)kind, &words, error);
        if (status != AKA_OK) return status;
    }
    if (!(words ? rank(s) : take_all(s))) return ak_fail_nomem(error);
    *numbers = s->numbers.data;
    *count = s->numbers.count;
    return AKA_OK;
}
