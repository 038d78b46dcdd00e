/* The terms under loose keys: words of other scripts that the unit may be a transcription of, or
 * words in Latin letters that may be one of it. */
#include "match/expand_search.h"
#include "match/near_keys.h"
#include "names/transcribe.h"

enum {
    TOGETHER = 64, /* so many words are looked at before any is heard */
    AHEAD = 4,     /* so many before it is heard, memory is asked for a long one */
};

typedef struct loose_search {
    ak_search *search;
    bool marked;      /* what is looked for is: the unit is in Latin letters */
    ak_script script; /* of the unit, if it is not */
    uint32_t made;    /* bit i: the hearing for script i has been made */
} loose_search;

/* The asked word, with words of that script if it is not of one itself. */
static ak_hearing *hearing_for(loose_search *l, ak_script script)
{
    ak_hearing *hearing = &l->search->x->hearings[script];
    if (!(l->made >> script & 1)) ak_hearing_make(script, !l->marked, l->search->plain, hearing);
    l->made |= UINT32_C(1) << script;
    return hearing;
}

/* Asks memory for a text that does not end in what stands here. */
static inline void fetch(const ak_index_data *d, const ak_ix_loose *item)
{
    if (item->head[AK_IX_HEAD - 1])
        __builtin_prefetch(d->strings.data + d->terms[item->term].text_off);
}

/* shared: bytes that the text begins with as the one before did, with its mark. */
static void try_word(loose_search *l, ak_hearing *hearing, const ak_ix_loose *item, size_t shared)
{
    const size_t mark = l->marked;
    ak_slice text = {item->head, ak_head_length(item->head)};
    if (text.len == AK_IX_HEAD) text = ak_layout_term(l->search->x->index, item->term).text;
    text = ak_slice_sub(text, mark, text.len);
    const int strength = ak_hearing_strength(hearing, text, shared > mark ? shared - mark : 0);
    if (strength == 0) return;
    const int known = strength == AK_HEARING_OPEN ? AK_UNMEASURED : strength;
    ak_search_term(l->search, item->term, (ak_measured){AK_UNMEASURED, known});
}

/* Words of one script stand together, those with the same mark. */
static uint32_t end_of_script(const ak_ix_loose *items, ak_ix_range range)
{
    uint32_t i = range.first + 1;
    while (i < range.end && items[i].head[0] == items[range.first].head[0]) i++;
    return i;
}

/* Which of so many words may have a strength; those that do not end in what stands here may. There
 * are no branches for what nobody can foretell. Returns how many. */
static size_t leave_open(
    const ak_hearing *hearing, size_t mark, const ak_ix_loose *items, size_t n, uint8_t out[])
{
    size_t open = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t length = ak_head_length(items[i].head);
        out[open] = (uint8_t)i;
        open += ak_hearing_may(hearing, items[i].head, length - mark) | (length == AK_IX_HEAD);
    }
    return open;
}

static void try_script(loose_search *l, ak_hearing *hearing, ak_ix_range range)
{
    const ak_index_data *d = &l->search->x->index->data;
    if (!hearing->table) return;
    for (uint32_t i = range.first; i < range.end; i += TOGETHER) {
        const ak_ix_loose *items = d->loose_terms + i, *before = items;
        uint8_t open[TOGETHER];
        const size_t left = range.end - i;
        const size_t n =
            leave_open(hearing, l->marked, items, left < TOGETHER ? left : TOGETHER, open);
        for (size_t at = 0; at < n; at++) {
            const ak_ix_loose *item = &items[open[at]];
            if (at + AHEAD < n) fetch(d, &items[open[at + AHEAD]]);
            try_word(l, hearing, item, at ? ak_heads_share(before->head, item->head) : 0);
            before = item;
        }
    }
}

static void try_words(loose_search *l, ak_ix_range range)
{
    const ak_ix_loose *items = l->search->x->index->data.loose_terms;
    l->search->x->looked_at += range.end - range.first;
    if (!l->marked) {
        try_script(l, hearing_for(l, l->script), range);
        return;
    }
    while (range.first < range.end) {
        const ak_script script = ak_text_script((ak_slice){items[range.first].head, 1});
        const uint32_t end = end_of_script(items, range);
        try_script(l, hearing_for(l, script), (ak_ix_range){range.first, end});
        range.first = end;
    }
}

void ak_search_by_loose_key(ak_search *search)
{
    const ak_expander *x = search->x;
    const ak_ix_loose *items = x->index->data.loose_terms;
    char key[AK_TERM_MAX];
    uint32_t codes[AK_NEAR_KEYS_MAX];
    ak_ix_range ranges[AK_CODES_MAX];
    loose_search l = {.search = search, .script = ak_text_script(search->unit.term.text)};
    l.marked = l.script == AK_SCRIPT_LATIN;
    const ak_slice own = {key, ak_loose_key(search->plain, key)};
    const size_t count = ak_near_loose_keys(own, l.marked, codes);
    for (size_t from = 0; from < count; from += AK_CODES_MAX) {
        const size_t n = count - from < AK_CODES_MAX ? count - from : AK_CODES_MAX;
        const size_t found =
            ak_index_find_keys(&x->loose, codes + from, n, items, sizeof *items, ranges);
        for (size_t i = 0; i < found; i++) try_words(&l, ranges[i]);
    }
}
