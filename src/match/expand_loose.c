/* The terms under loose keys: words of other scripts that the unit may be a transcription of, or
 * words in Latin letters that may be one of it. */
#include "match/expand_search.h"
#include "names/transcribe.h"

typedef struct loose_search {
    ak_search *search;
    bool marked;                  /* what is looked for is: the unit is in Latin letters */
    ak_script script;             /* of the unit, if it is not */
    uint32_t made;                /* bit i: the hearing for script i has been made */
    uint32_t codes[AK_CODES_MAX]; /* of keys that are to be looked up */
    size_t code_count;
} loose_search;

/* The asked word, with words of that script if it is not of one itself. */
static ak_hearing *hearing_for(loose_search *l, ak_script script)
{
    ak_hearing *hearing = &l->search->x->hearings[script];
    if (!(l->made >> script & 1)) ak_hearing_make(script, !l->marked, l->search->plain, hearing);
    l->made |= UINT32_C(1) << script;
    return hearing;
}

/* Whether the term may be a transcription, as far as its letters tell. `before`: what was asked
 * about last under this key, or NULL. */
static bool may_transcribe(loose_search *l, const ak_ix_loose *item, const ak_ix_loose *before)
{
    ak_slice text = {item->head, ak_head_length(item->head)};
    size_t shared = before ? ak_heads_share(before->head, item->head) : 0;
    if (text.len == AK_IX_HEAD) text = ak_layout_term(l->search->x->index, item->term).text;
    if (!l->marked) return ak_hearing_may(hearing_for(l, l->script), text, shared);
    if (shared) shared--; /* the mark; if it is another one, so is the hearing */
    return ak_hearing_may(hearing_for(l, ak_text_script(text)), ak_text_plain(text), shared);
}

static void try_words(loose_search *l, ak_ix_range range)
{
    const ak_ix_loose *items = l->search->x->index->data.loose_terms;
    l->search->x->looked_at += range.end - range.first;
    for (uint32_t i = range.first; i < range.end; i++)
        if (may_transcribe(l, &items[i], i > range.first ? &items[i - 1] : NULL))
            ak_search_term(l->search, items[i].term, AK_EDIT_UNKNOWN);
}

/* Tries what stands under the loose keys that have been collected, and forgets them. */
static void try_codes(loose_search *l)
{
    const ak_expander *x = l->search->x;
    const ak_ix_loose *items = x->index->data.loose_terms;
    ak_ix_range ranges[AK_CODES_MAX];
    ak_index_find_keys(&x->loose, l->codes, l->code_count, items, sizeof *items, ranges);
    for (size_t k = 0; k < l->code_count; k++) try_words(l, ranges[k]);
    l->code_count = 0;
}

static void collect(void *ctx, ak_slice key)
{
    loose_search *l = ctx;
    char marked[AK_LOOSE_MAX];
    marked[0] = AK_LOOSE_MARKED;
    memcpy(marked + 1, key.data, key.len);
    const ak_slice whole = {marked + !l->marked, key.len + l->marked};
    l->codes[l->code_count++] = ak_layout_key_code(whole);
    if (l->code_count == AK_CODES_MAX) try_codes(l);
}

void ak_search_by_loose_key(ak_search *search)
{
    char key[AK_TERM_MAX];
    loose_search l = {.search = search, .script = ak_text_script(search->unit->term.text)};
    l.marked = l.script == AK_SCRIPT_LATIN;
    const size_t len = ak_loose_key(search->plain, key);
    ak_loose_each_near((ak_slice){key, len}, collect, &l);
    try_codes(&l);
}
