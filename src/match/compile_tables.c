/* From what a compiler has collected to the arrays of an index: everything that is sorted. */
#include "base/sort.h"
#include "match/compiler.h"

#include <stdlib.h>

/* Behind the other texts, in the order in which merging reads them. */
static bool add_text(ak_compiler *c, ak_slice s, uint32_t *off)
{
    *off = (uint32_t)c->texts.len;
    return ak_buf_add(&c->texts, s);
}

static uint32_t *count_up(size_t n)
{
    uint32_t *numbers = malloc((n + 1) * sizeof *numbers);
    for (size_t i = 0; numbers && i < n; i++) numbers[i] = (uint32_t)i;
    return numbers;
}

static bool add_class(ak_vec *pairs, uint32_t class_id, uint32_t number)
{
    ak_ix_pair *pair = ak_vec_push(pairs, sizeof *pair);
    if (pair) *pair = (ak_ix_pair){class_id >> 2, number};
    return pair != NULL;
}

static int by_pair(const void *a, const void *b)
{
    const ak_ix_pair *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

static void sort_pairs(ak_vec *pairs)
{
    if (pairs->count) qsort(pairs->data, pairs->count, sizeof(ak_ix_pair), by_pair);
}

/* ---- names by size ---- */

/* The parts of all names in that order of them. */
static bool order_parts(ak_compiler *c, const uint32_t *order)
{
    const ak_ix_part *from = c->name_parts.data;
    ak_ix_part *to = ak_vec_extend(&c->parts, c->name_parts.count, sizeof *to);
    if (!to) return c->name_parts.count == 0;
    for (size_t i = 0, next = 0; i < c->names.count; i++) {
        ak_ix_name *name = (ak_ix_name *)c->names.data + order[i];
        if (name->part_count)
            memcpy(to + next, from + name->part_first, name->part_count * sizeof *to);
        name->part_first = (uint32_t)next;
        next += name->part_count;
    }
    return true;
}

/* order: names from 0 on, sorted here by their sizes. */
static bool make_ranks(ak_compiler *c, uint32_t *order)
{
    const size_t n = c->names.count;
    const uint32_t *size_of = c->name_sizes.data;
    const uint8_t *year_of = c->name_years.data;
    const ak_ix_name *names = c->names.data;
    ak_ix_rank *ranks = ak_vec_extend(&c->ranks, n, sizeof *ranks);
    uint8_t *years = ak_vec_extend(&c->years, n, sizeof *years);
    if (!ranks || !years || !ak_sort_by_code(order, n, size_of)) return false;
    if (!order_parts(c, order)) return false;
    for (size_t i = 0; i < n; i++) {
        const uint32_t name = order[i];
        ranks[i] = (ak_ix_rank){name, names[name].part_first};
        years[i] = year_of[name];
        if (i && size_of[name] == size_of[order[i - 1]]) continue;
        ak_ix_size *size = ak_vec_push(&c->sizes, sizeof *size);
        if (!size) return false;
        *size = (ak_ix_size){size_of[name], (uint32_t)i};
    }
    return true;
}

/* ---- keys ---- */

/* Into a vector that has room for it. */
static void push_number(void *ctx, uint32_t number)
{
    ak_vec *numbers = ctx;
    ((uint32_t *)numbers->data)[numbers->count++] = number;
}

/* Keys over items whose codes, in the order of the items, are codes[order[i]]. */
static bool make_keys(
    const uint32_t *order, const uint32_t *codes, size_t n, ak_vec *keys, ak_vec *pages)
{
    for (size_t i = 0; i < n; i++) {
        if (i && codes[order[i]] == codes[order[i - 1]]) continue;
        ak_ix_key *key = ak_vec_push(keys, sizeof *key);
        if (!key) return false;
        *key = (ak_ix_key){codes[order[i]], (uint32_t)i};
    }
    if (!ak_vec_extend(pages, ak_index_page_count(keys->count), sizeof(uint32_t))) return false;
    pages->count = 0;
    ak_index_each_page(keys->data, keys->count, push_number, pages);
    return true;
}

/* ---- parts ---- */

static bool make_term(ak_compiler *c, ak_slice text, uint32_t number, uint32_t *sound_code)
{
    char key[AK_TERM_MAX];
    uint32_t classes[AK_TERM_CLASSES_MAX], key_off;
    const uint32_t class_count = ak_term_classes(text, classes);
    const ak_slice sound = {key, ak_term_key(text, key)};
    ak_ix_term *t = ak_vec_push(&c->terms, sizeof *t);
    uint32_t *list = ak_vec_extend(&c->term_classes, class_count, sizeof *list);
    if (!t || !list) return false;
    *t = (ak_ix_term){.text_len = (uint8_t)text.len,
        .sound_len = (uint8_t)sound.len,
        .class_count = (uint8_t)class_count,
        .class_first = (uint32_t)(c->term_classes.count - class_count)};
    for (uint32_t i = 0; i < class_count; i++) {
        list[i] = classes[i];
        if (!add_class(&c->class_terms, classes[i], number)) return false;
    }
    *sound_code = ak_layout_key_code(sound);
    return add_text(c, text, &t->text_off) && add_text(c, sound, &key_off);
}

static ak_term term_of(const ak_compiler *c, uint32_t number)
{
    const ak_ix_term *t = (const ak_ix_term *)c->terms.data + number;
    return (ak_term){.text = {c->texts.data + t->text_off, t->text_len},
        .classes = (const uint32_t *)c->term_classes.data + t->class_first,
        .class_count = t->class_count};
}

/* All terms under their sounds. order: numbers from 0 on, sorted here by their codes. */
static bool make_sounds(ak_compiler *c, uint32_t *order, const uint32_t *codes)
{
    const size_t n = c->terms.count;
    ak_ix_sound *sounds = ak_vec_extend(&c->part_sounds, n, sizeof *sounds);
    if ((n && !sounds) || !ak_sort_by_code(order, n, codes)) return false;
    for (size_t i = 0; i < n; i++) {
        const ak_term term = term_of(c, order[i]);
        sounds[i] = ak_layout_sound(order[i], &term);
    }
    return make_keys(order, codes, n, &c->part_keys, &c->part_pages);
}

/* Terms that may be transcriptions, or be transcribed, under their loose keys. */
static bool make_loose(ak_compiler *c, uint32_t *order, uint32_t *codes)
{
    size_t n = 0;
    for (uint32_t i = 0; i < c->terms.count; i++) {
        const ak_term term = term_of(c, i);
        char key[AK_LOOSE_MAX];
        if (ak_term_plain(&term).len < 2) continue;
        codes[i] = ak_layout_key_code((ak_slice){key, ak_layout_loose_key(term.text, key)});
        order[n++] = i;
    }
    ak_ix_loose *loose = ak_vec_extend(&c->loose_terms, n, sizeof *loose);
    if ((n && !loose) || !ak_sort_by_code(order, n, codes)) return false;
    for (size_t i = 0; i < n; i++) loose[i] = ak_layout_loose(order[i], term_of(c, order[i]).text);
    return make_keys(order, codes, n, &c->loose_keys, &c->loose_pages);
}

/* The terms in the order of their texts; place[] is the new number of each. */
static bool make_terms(
    ak_compiler *c, const uint32_t *ranked, const uint32_t *order, uint32_t *place, uint32_t *codes)
{
    const size_t n = ak_vocabulary_count(&c->part_texts);
    uint32_t *first = malloc((n + 1) * sizeof *first);
    bool ok = first && ak_vocabulary_postings(
                           &c->part_texts, order, ranked, c->names.count, &c->postings, first);
    for (uint32_t i = 0; ok && i < n; i++) {
        place[order[i]] = i;
        ok = make_term(c, ak_vocabulary_text(&c->part_texts, order[i]), i, &codes[i]);
        if (!ok) break;
        ak_ix_term *t = (ak_ix_term *)c->terms.data + i;
        t->posting_first = first[i];
        t->posting_count = first[i + 1] - first[i];
    }
    free(first);
    return ok;
}

/* Of a part that has a text so far. */
static void name_term(ak_ix_part *part, const uint32_t *place, ak_ix_term *terms)
{
    part->term = place[part->term];
    if (part->weight > terms[part->term].weight) terms[part->term].weight = part->weight;
}

static bool make_part_tables(ak_compiler *c, const uint32_t *ranked)
{
    const size_t n = ak_vocabulary_count(&c->part_texts);
    uint32_t *order = count_up(n), *place = count_up(n), *codes = count_up(n);
    bool ok = order && place && codes &&
              ak_sort_by_text(order, n, ak_vocabulary_text, &c->part_texts) &&
              make_terms(c, ranked, order, place, codes);
    for (size_t i = 0; ok && i < c->parts.count; i++)
        name_term((ak_ix_part *)c->parts.data + i, place, c->terms.data);
    for (uint32_t i = 0; ok && i < n; i++) order[i] = i;
    ok = ok && make_sounds(c, order, codes) && make_loose(c, order, codes);
    sort_pairs(&c->class_terms);
    free(order);
    free(place);
    free(codes);
    return ok;
}

/* ---- runs ---- */

static bool make_run(ak_compiler *c, uint32_t old, uint32_t code, uint32_t posting_first)
{
    const ak_slice text = ak_vocabulary_text(&c->run_texts, old);
    uint32_t classes[AK_TERM_CLASSES_MAX];
    const uint32_t count = ak_term_classes(text, classes), place = (uint32_t)c->runs.len;
    const ak_ix_run run = {
        code, posting_first, ak_layout_outline(text, ((const uint8_t *)c->run_types.data)[old])};
    for (uint32_t i = 0; i < count; i++)
        if (!add_class(&c->class_runs, classes[i], place)) return false;
    return ak_buf_add(&c->runs, (ak_slice){(const char *)&run, sizeof run}) &&
           ak_buf_add(&c->runs, text);
}

static bool make_runs(
    ak_compiler *c, const uint32_t *ranked, const uint32_t *order, const uint32_t *codes)
{
    const size_t n = ak_vocabulary_count(&c->run_texts);
    uint32_t *first = malloc((n + 1) * sizeof *first);
    bool ok = first && ak_vocabulary_postings(
                           &c->run_texts, order, ranked, c->names.count, &c->run_postings, first);
    for (size_t i = 0; ok && i < n; i++) ok = make_run(c, order[i], codes[order[i]], first[i]);
    free(first);
    return ok;
}

static void push_run_page(void *ctx, ak_ix_run_page page)
{
    ak_vec *pages = ctx;
    ((ak_ix_run_page *)pages->data)[pages->count++] = page;
}

/* Where to look among the runs, and where the postings of each begin. */
static bool make_run_pages(ak_compiler *c, size_t runs)
{
    const uint64_t pages = ak_index_run_page_count(runs), postings = c->run_postings.count;
    if (!ak_vec_extend(&c->run_pages, pages, sizeof(ak_ix_run_page)) ||
        !ak_vec_extend(&c->run_starts, (postings + 31) / 32, sizeof(uint32_t)))
        return false;
    c->run_pages.count = c->run_starts.count = 0;
    ak_index_each_run_page(ak_buf_slice(&c->runs), pages, push_run_page, &c->run_pages);
    ak_index_each_run_start(ak_buf_slice(&c->runs), postings, push_number, &c->run_starts);
    return true;
}

static uint32_t run_code(ak_slice text)
{
    char key[AK_TERM_MAX];
    return ak_layout_key_code((ak_slice){key, ak_term_key(text, key)});
}

static bool make_run_tables(ak_compiler *c, const uint32_t *ranked)
{
    const size_t n = ak_vocabulary_count(&c->run_texts);
    uint32_t *order = count_up(n), *codes = count_up(n);
    bool ok = order && codes;
    for (uint32_t i = 0; ok && i < n; i++)
        codes[i] = run_code(ak_vocabulary_text(&c->run_texts, i));
    ok = ok && ak_sort_by_text(order, n, ak_vocabulary_text, &c->run_texts) &&
         ak_sort_by_code(order, n, codes) && make_runs(c, ranked, order, codes) &&
         make_run_pages(c, n);
    sort_pairs(&c->class_runs);
    free(order);
    free(codes);
    return ok;
}

/* ---- entities and identifiers ---- */

static ak_slice id_of(const void *ctx, uint32_t entity)
{
    const ak_compiler *c = ctx;
    const ak_ix_str id = ((const ak_ix_label *)c->labels.data)[entity].id;
    return (ak_slice){c->texts.data + id.off, id.len};
}

static bool make_id_order(ak_compiler *c)
{
    const size_t n = c->entities.count;
    uint32_t *order = ak_vec_extend(&c->id_order, n, sizeof *order);
    uint32_t *places = ak_vec_extend(&c->id_places, n, sizeof *places);
    if (!order || !places) return n == 0;
    for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
    if (!ak_sort_by_text(order, n, id_of, c)) return false;
    for (size_t i = 0; i < n; i++) places[order[i]] = (uint32_t)i;
    return true;
}

static int by_ident(const void *a, const void *b)
{
    const ak_ix_ident *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

bool ak_compiler_make_tables(ak_compiler *c)
{
    const ak_slice strings = {c->strings.bytes, c->strings.byte_count};
    uint32_t *ranked = count_up(c->names.count);
    if (c->idents.count) qsort(c->idents.data, c->idents.count, sizeof(ak_ix_ident), by_ident);
    const bool ok = ranked && ak_buf_add(&c->texts, strings) && make_ranks(c, ranked) &&
                    make_part_tables(c, ranked) && make_run_tables(c, ranked) && make_id_order(c);
    free(ranked);
    return ok;
}
