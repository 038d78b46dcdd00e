/* Finding the related terms of a unit in the places that names/relate.h promises: by class and by
 * initial here, by keys in expand_key.c and expand_loose.c. Each term found is verified by the
 * relation itself. */
#include "match/expand_search.h"

#include <stdlib.h>

enum { FEW_SLOTS = 256 };

static void find_initials(ak_expander *x)
{
    for (int i = 0; i < 26; i++) {
        const char letter = (char)('a' + i);
        if (!ak_index_find_term(x->index, (ak_slice){&letter, 1}, &x->initials[i]))
            x->initials[i] = AK_NO_TERM;
    }
}

aka_status ak_expander_init(ak_expander *x, const ak_index *index, aka_error *err)
{
    *x = (ak_expander){
        .index = index, .parts = ak_index_part_keys(index), .loose = ak_index_loose_keys(index)};
    ak_arena_init(&x->arena, 0);
    ak_buf_init(&x->read, 0);
    find_initials(x);
    x->hearings = calloc(AK_SCRIPT_OTHER + 1, sizeof *x->hearings);
    if (x->hearings && ak_vec_extend(&x->slots, FEW_SLOTS, sizeof(uint32_t))) return AKA_OK;
    ak_expander_free(x);
    return ak_fail_nomem(err);
}

void ak_expander_free(ak_expander *x)
{
    ak_vec_free(&x->out);
    ak_vec_free(&x->slots);
    ak_arena_free(&x->arena);
    ak_buf_free(&x->read);
    free(x->hearings);
    ak_memory_free(&x->memory);
    *x = (ak_expander){0};
}

/* ---- what was found ---- */

/* Slot of a number: where it is, or would be. */
static uint32_t *slot_of(const ak_expander *x, uint32_t number)
{
    uint32_t *slots = x->slots.data;
    const ak_related *out = x->out.data;
    const size_t mask = x->slots.count - 1;
    size_t at = (number * UINT32_C(2654435769) >> 7) & mask;
    while (slots[at] && out[slots[at] - 1].number != number) at = (at + 1) & mask;
    return &slots[at];
}

/* Twice as many slots, at least half of them empty. */
static bool grow_slots(ak_expander *x)
{
    const ak_related *out = x->out.data;
    if (!ak_vec_extend(&x->slots, x->slots.count, sizeof(uint32_t))) return false;
    memset(x->slots.data, 0, x->slots.count * sizeof(uint32_t));
    for (size_t i = 0; i < x->out.count; i++) *slot_of(x, out[i].number) = (uint32_t)i + 1;
    return true;
}

/* Each is found once, in whatever places it stands. */
static void keep(ak_expander *x, uint32_t number, ak_slice text, ak_relation r)
{
    if (r.kind == AK_RELATION_NONE) return;
    if (x->out.count * 2 >= x->slots.count && !grow_slots(x)) {
        x->failed = true;
        return;
    }
    uint32_t *slot = slot_of(x, number);
    if (*slot) return;
    ak_related *related = ak_vec_push(&x->out, sizeof *related);
    if (!related) {
        x->failed = true;
        return;
    }
    *related = (ak_related){number, r.strength, r.kind, ak_unit_sign(text)};
    *slot = (uint32_t)x->out.count;
}

/* Begins with few slots again: most units are related to little. */
static void forget_found(ak_expander *x)
{
    x->slots.count = FEW_SLOTS;
    memset(x->slots.data, 0, x->slots.count * sizeof(uint32_t));
    x->out.count = 0;
    x->failed = false;
}

/* ---- what is asked about ---- */

void ak_search_run(ak_search *s, const ak_ix_run *run, ak_slice text, ak_measured known)
{
    ak_run_memory memory;
    const ak_term t = ak_layout_run(text, &memory);
    const unsigned types = run->outline.flags & (AK_UNIT_JOINED | AK_UNIT_ACRONYM);
    s->x->looked_at++;
    keep(s->x, (uint32_t)s->x->index->data.terms_count + run->posting_first, text,
        ak_relate_unit_measured(&s->unit, &t, types, s->kind, known));
}

/* Each step reads what the one before has asked memory for. */
static void relate_waiting(ak_search *s)
{
    const ak_index_data *d = &s->x->index->data;
    for (size_t i = 0; i < s->waiting_count; i++) {
        const ak_ix_term *t = &d->terms[s->waiting[i].term];
        __builtin_prefetch(d->strings.data + t->text_off);
        if (t->class_count) __builtin_prefetch(d->term_classes + t->class_first);
    }
    for (size_t i = 0; i < s->waiting_count; i++) {
        if (*slot_of(s->x, s->waiting[i].term)) continue; /* found in another place */
        const ak_term t = ak_layout_term(s->x->index, s->waiting[i].term);
        keep(s->x, s->waiting[i].term, t.text,
            ak_relate_unit_measured(&s->unit, &t, AK_UNIT_PART, s->kind, s->waiting[i].known));
    }
    s->x->looked_at += s->waiting_count;
    s->waiting_count = 0;
}

void ak_search_term(ak_search *s, uint32_t term, ak_measured known)
{
    __builtin_prefetch(&s->x->index->data.terms[term]);
    s->waiting[s->waiting_count++] = (ak_waiting){term, known};
    if (s->waiting_count == AK_WAITING_MAX) relate_waiting(s);
}

/* ---- by class and by initial ---- */

/* First of the pairs whose class is `key` or above. */
static uint64_t first_pair(const ak_ix_pair *pairs, uint64_t count, uint32_t key)
{
    uint64_t low = 0, high = count;
    while (low < high) {
        uint64_t mid = low + (high - low) / 2;
        if (pairs[mid].key < key)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The run that begins at that byte. */
static void search_run_at(ak_search *s, uint32_t at)
{
    const ak_index_data *d = &s->x->index->data;
    const ak_slice runs = {d->runs, d->runs_count};
    ak_ix_run run;
    const ak_slice bytes =
        ak_index_peek(s->x->index, ak_slice_sub(runs, at, at + AK_IX_RUN_MAX), &s->x->read);
    const ak_slice text = ak_index_run_at(bytes.data, &run);
    ak_search_run(s, &run, text, AK_NOTHING_MEASURED);
}

static void by_class(ak_search *s)
{
    const ak_index_data *d = &s->x->index->data;
    for (uint32_t i = 0; i < s->unit.term.class_count; i++) {
        const uint32_t key = s->unit.term.classes[i] >> 2;
        uint64_t at = first_pair(d->class_terms, d->class_terms_count, key);
        for (; at < d->class_terms_count && d->class_terms[at].key == key; at++)
            ak_search_term(s, d->class_terms[at].value, AK_NOTHING_MEASURED);
        if (s->types == AK_UNIT_PART) continue;
        at = first_pair(d->class_runs, d->class_runs_count, key);
        for (; at < d->class_runs_count && d->class_runs[at].key == key; at++)
            search_run_at(s, d->class_runs[at].value);
    }
}

static ak_slice term_text(const ak_expander *x, uint32_t term)
{
    const ak_ix_term *t = &x->index->data.terms[term];
    return (ak_slice){x->index->data.strings.data + t->text_off, t->text_len};
}

/* First term that does not stand before `text`. */
static uint32_t first_from(const ak_expander *x, ak_slice text)
{
    uint32_t low = 0, high = (uint32_t)x->index->data.terms_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (ak_slice_cmp(term_text(x, mid), text) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* All that begins with the letter, whatever script it is marked as. */
static void by_letter(ak_search *s, char letter)
{
    for (int script = AK_SCRIPT_LATIN; script <= AK_SCRIPT_OTHER; script++) {
        const size_t unmarked = script == AK_SCRIPT_LATIN;
        const char text[] = {AK_TERM_MARK(script), letter};
        const char end[] = {AK_TERM_MARK(script), (char)(letter + 1)};
        uint32_t last = first_from(s->x, (ak_slice){end + unmarked, 2 - unmarked});
        uint32_t t = first_from(s->x, (ak_slice){text + unmarked, 2 - unmarked});
        for (; t < last; t++) ak_search_term(s, t, AK_NOTHING_MEASURED);
    }
}

/* The initial of a word. */
static void by_initial(ak_search *s)
{
    char letter = ak_term_plain(&s->unit.term).data[0];
    if (letter < 'a' || letter > 'z') return;
    if (s->x->initials[letter - 'a'] != AK_NO_TERM)
        ak_search_term(s, s->x->initials[letter - 'a'], AK_NOTHING_MEASURED);
}

/* ---- all together ---- */

static bool begin_search(ak_expander *x, const ak_unit *unit, ak_kind kind, ak_search *s)
{
    s->x = x;
    s->unit = *unit;
    s->kind = kind;
    s->types = UINT32_MAX;
    s->plain = ak_term_plain(&unit->term);
    s->waiting_count = 0;
    forget_found(x);
    ak_arena_reset(&x->arena);
    return !ak_term_is_bare(&unit->term) || ak_term_make(&x->arena, unit->term.text, &s->unit.term);
}

/* The places of the contract, one after the other; first the one whose measure is the dearest. */
static void look_everywhere(ak_search *s)
{
    if (s->unit.type == AK_UNIT_PART && s->plain.len) {
        ak_search_by_loose_key(s);
        by_initial(s);
    }
    ak_search_by_key(s);
    by_class(s);
}

static bool expand(ak_expander *x, const ak_unit *unit, ak_kind kind, unsigned types,
    const ak_related **out, size_t *count)
{
    ak_search s;
    if (!begin_search(x, unit, kind, &s)) return false;
    s.types = types;
    look_everywhere(&s);
    relate_waiting(&s);
    *out = x->out.data;
    *count = x->out.count;
    return !x->failed;
}

bool ak_expand(
    ak_expander *x, const ak_unit *unit, ak_kind kind, const ak_related **out, size_t *count)
{
    if (ak_memory_find(&x->memory, unit, kind, out, count)) return true;
    if (!expand(x, unit, kind, UINT32_MAX, out, count)) return false;
    ak_memory_keep(&x->memory, unit, kind, *out, *count);
    return true;
}

bool ak_expand_terms(
    ak_expander *x, const ak_unit *unit, ak_kind kind, const ak_related **out, size_t *count)
{
    return expand(x, unit, kind, AK_UNIT_PART, out, count);
}

bool ak_expand_initial(
    ak_expander *x, const ak_unit *unit, ak_kind kind, const ak_related **out, size_t *count)
{
    ak_search s;
    if (!begin_search(x, unit, kind, &s)) return false;
    look_everywhere(&s);
    if (ak_term_is_initial(&unit->term)) by_letter(&s, unit->term.text.data[0]);
    relate_waiting(&s);
    *out = x->out.data;
    *count = x->out.count;
    return !x->failed;
}
