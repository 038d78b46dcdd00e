/* Made-up index data: words of random syllables, names of random words, and every array of the
 * index derived from them as the builder would. */
#include "sample.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "sample: %s\n", what);
    exit(99);
}

static void *make_array(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size);
    if (!p) die("out of memory");
    return p;
}

uint64_t sample_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint32_t below(uint64_t *state, uint32_t n)
{
    return (uint32_t)(sample_random(state) % n);
}

static ak_ix_str keep(sample *s, ak_slice text)
{
    ak_ix_str at = {(uint32_t)s->strings.len, (uint32_t)text.len};
    if (!ak_buf_add(&s->strings, text)) die("out of memory");
    return at;
}

static ak_slice text_of(const sample *s, ak_ix_str at)
{
    return (ak_slice){s->strings.data + at.off, at.len};
}

static ak_slice term_text(const sample *s, uint32_t t)
{
    return text_of(s, (ak_ix_str){s->terms[t].text_off, s->terms[t].text_len});
}

static ak_slice term_sound(const sample *s, uint32_t t)
{
    const ak_ix_term *term = &s->terms[t];
    return text_of(s, (ak_ix_str){term->text_off + term->text_len, term->sound_len});
}

/* What qsort's callbacks look into: tests run in one thread. */
static const sample *sorting;

typedef struct word {
    char text[32];
} word;

static int compare_words(const void *a, const void *b)
{
    return strcmp(((const word *)a)->text, ((const word *)b)->text);
}

static uint32_t make_words(word *words, uint32_t count, uint64_t *state)
{
    static const char *const syllables[] = {"ka", "li", "mo", "ra", "shi", "dze", "o", "nur", "bek",
        "al", "ya", "tov", "\xC3\xBC", "wen", "hu", "gor", "is", "ma", "pet", "fa", "zin", "ele"};
    const uint32_t n = sizeof syllables / sizeof *syllables;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length = 2 + below(state, 5);
        words[i].text[0] = '\0';
        for (uint32_t k = 0; k < length; k++) strcat(words[i].text, syllables[below(state, n)]);
    }
    qsort(words, count, sizeof *words, compare_words);
    uint32_t unique = 0;
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || compare_words(&words[i], &words[unique - 1]) != 0) words[unique++] = words[i];
    return unique;
}

static void make_terms(sample *s, uint32_t wanted, uint64_t *state)
{
    word *words = make_array(wanted, sizeof *words);
    uint32_t count = make_words(words, wanted, state);
    s->terms = make_array(count, sizeof *s->terms);
    for (uint32_t i = 0; i < count; i++) {
        char sound[32] = "";
        size_t n = 0;
        for (const char *p = words[i].text; *p; p++)
            if (!strchr("aeiou", *p)) sound[n++] = *p;
        ak_ix_str text = keep(s, ak_slice_of(words[i].text));
        keep(s, (ak_slice){sound, n});
        s->terms[i] = (ak_ix_term){
            .text_off = text.off, .text_len = (uint8_t)text.len, .sound_len = (uint8_t)n};
    }
    s->data.terms_count = count;
    free(words);
}

static int compare_pairs(const void *a, const void *b)
{
    const ak_ix_pair *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

/* A third of the terms are in one class, some in two. */
static void make_classes(sample *s, uint64_t *state)
{
    uint32_t terms = (uint32_t)s->data.terms_count, count = 0;
    s->term_classes = make_array((size_t)terms * 2, sizeof *s->term_classes);
    s->class_terms = make_array((size_t)terms * 2, sizeof *s->class_terms);
    for (uint32_t i = 0; i < terms; i++) {
        uint32_t dice = below(state, 6), first = below(state, terms / 3 + 1);
        s->terms[i].class_first = count;
        s->terms[i].class_count = dice == 0 ? 2 : dice == 1;
        for (uint32_t k = 0; k < s->terms[i].class_count; k++) {
            s->term_classes[count] = first + 7 * k;
            s->class_terms[count] = (ak_ix_pair){first + 7 * k, i};
            count++;
        }
    }
    qsort(s->class_terms, count, sizeof *s->class_terms, compare_pairs);
    s->data.term_classes_count = s->data.class_terms_count = count;
}

/* For pages and the like, one behind the other. */
static void push_page(void *ctx, uint32_t page)
{
    uint32_t **next = ctx;
    *(*next)++ = page;
}

/* Keys over items with these codes, and their pages. */
static uint64_t make_keys(
    const uint32_t *codes, uint64_t n, ak_ix_key **keys, uint32_t **pages, uint64_t *page_count)
{
    uint64_t count = 0;
    *keys = make_array(n, sizeof **keys);
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || codes[i] != codes[i - 1]) (*keys)[count++] = (ak_ix_key){codes[i], i};
    *page_count = ak_index_page_count(count);
    *pages = make_array(*page_count, sizeof **pages);
    uint32_t *next = *pages;
    ak_index_each_page(*keys, count, push_page, &next);
    return count;
}

static uint32_t code_of(ak_slice key)
{
    return (uint32_t)(ak_hash(key) >> 32);
}

/* Of so few words hardly two sound alike: the beginning has to do. */
static uint32_t sound_code(uint32_t t)
{
    return code_of(ak_slice_sub(term_sound(sorting, t), 0, 3));
}

/* Words go by the first letters of their sounds as well. */
static uint32_t loose_code(uint32_t t)
{
    return code_of(ak_slice_sub(term_sound(sorting, t), 0, 2));
}

/* The first member of a sound and of a loose term is the term. */
static int compare_sounds(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t i = sound_code(x), k = sound_code(y);
    return i != k ? (i < k ? -1 : 1) : x < y ? -1 : x > y;
}

static int compare_loose(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t i = loose_code(x), k = loose_code(y);
    return i != k ? (i < k ? -1 : 1) : x < y ? -1 : x > y;
}

static void copy_head(char head[AK_IX_HEAD], ak_slice text)
{
    memcpy(head, text.data, text.len < AK_IX_HEAD ? text.len : AK_IX_HEAD);
}

static void make_sounds(sample *s)
{
    const uint64_t n = s->data.part_sounds_count = s->data.terms_count;
    uint32_t *codes = make_array(n, sizeof *codes);
    s->part_sounds = make_array(n, sizeof *s->part_sounds);
    for (uint32_t i = 0; i < n; i++) {
        const ak_ix_outline outline = {7 * i, s->terms[i].text_len, 'a', 'b', (uint8_t)(i % 4)};
        s->part_sounds[i] = (ak_ix_sound){.term = i, .outline = outline};
        copy_head(s->part_sounds[i].head, term_text(s, i));
    }
    sorting = s;
    qsort(s->part_sounds, n, sizeof *s->part_sounds, compare_sounds);
    for (uint32_t i = 0; i < n; i++) codes[i] = sound_code(s->part_sounds[i].term);
    s->data.part_keys_count =
        make_keys(codes, n, &s->part_keys, &s->part_pages, &s->data.part_pages_count);
    free(codes);
}

/* Every other term. */
static void make_loose(sample *s)
{
    uint64_t n = 0;
    uint32_t *codes = make_array(s->data.terms_count, sizeof *codes);
    s->loose_terms = make_array(s->data.terms_count, sizeof *s->loose_terms);
    for (uint32_t i = 0; i < s->data.terms_count; i += 2) {
        s->loose_terms[n] = (ak_ix_loose){.term = i};
        copy_head(s->loose_terms[n++].head, term_text(s, i));
    }
    sorting = s;
    qsort(s->loose_terms, n, sizeof *s->loose_terms, compare_loose);
    for (uint32_t i = 0; i < n; i++) codes[i] = loose_code(s->loose_terms[i].term);
    s->data.loose_terms_count = n;
    s->data.loose_keys_count =
        make_keys(codes, n, &s->loose_keys, &s->loose_pages, &s->data.loose_pages_count);
    free(codes);
}

typedef struct made_run {
    uint32_t code;
    char text[64];
} made_run;

static int compare_runs(const void *a, const void *b)
{
    const made_run *x = a, *y = b;
    return x->code != y->code ? (x->code < y->code ? -1 : 1) : strcmp(x->text, y->text);
}

static void add_run(sample *s, const made_run *made, uint32_t i)
{
    const size_t len = strlen(made->text);
    const ak_ix_run run = {
        made->code, (uint32_t)s->data.run_postings_count, {3 * i, (uint8_t)len, 'c', 'd', 2}};
    ak_buf_add(&s->runs, (ak_slice){(const char *)&run, sizeof run});
    if (!ak_buf_add(&s->runs, (ak_slice){made->text, len})) die("no memory for runs");
}

static void push_run_page(void *ctx, ak_ix_run_page page)
{
    ak_ix_run_page **next = ctx;
    *(*next)++ = page;
}

static void make_run_pages(sample *s, uint32_t runs)
{
    ak_index_data *d = &s->data;
    d->runs_count = s->runs.len;
    d->run_pages_count = ak_index_run_page_count(runs);
    d->run_starts_count = (d->run_postings_count + 31) / 32;
    ak_ix_run_page *page = s->run_pages = make_array(d->run_pages_count, sizeof *page);
    uint32_t *start = s->run_starts = make_array(d->run_starts_count, sizeof *start);
    ak_index_each_run_page(ak_buf_slice(&s->runs), d->run_pages_count, push_run_page, &page);
    ak_index_each_run_start(ak_buf_slice(&s->runs), d->run_postings_count, push_page, &start);
}

/* A run for each two terms that stand side by side in the vocabulary, under the sound of the first;
 * in a name or two; every third with a class. */
static void make_runs(sample *s)
{
    const uint32_t names = (uint32_t)s->data.names_count;
    const uint32_t n = names < 2 ? 0 : (uint32_t)s->data.terms_count - 1;
    made_run *made = make_array(n, sizeof *made);
    ak_buf_init(&s->runs, 0);
    s->run_postings = make_array((size_t)n * 2, sizeof *s->run_postings);
    s->class_runs = make_array(n, sizeof *s->class_runs);
    for (uint32_t i = 0; i < n; i++) {
        const ak_slice a = term_text(s, i), b = term_text(s, i + 1);
        made[i].code = loose_code(i);
        snprintf(made[i].text, sizeof made[i].text, "%.*s%.*s", AK_ARG(a), AK_ARG(b));
    }
    qsort(made, n, sizeof *made, compare_runs);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t place = (uint32_t)s->runs.len;
        add_run(s, &made[i], i);
        s->run_postings[s->data.run_postings_count++] = i % (names - 1);
        if (i % 5 == 0) s->run_postings[s->data.run_postings_count++] = i % (names - 1) + 1;
        if (i % 3 == 0) s->class_runs[s->data.class_runs_count++] = (ak_ix_pair){i / 7, place};
    }
    free(made);
    make_run_pages(s, n);
}

/* Gives a name the next rank; its parts move to those of the names before it. */
static void rank_name(sample *s, uint32_t number, ak_ix_part *parts)
{
    ak_ix_name *name = &s->names[number];
    const uint32_t rank = (uint32_t)s->data.ranks_count++, first = (uint32_t)s->data.parts_count;
    memcpy(parts + first, s->parts + name->part_first, name->part_count * sizeof *parts);
    s->data.parts_count += name->part_count;
    name->part_first = first;
    s->ranks[rank] = (ak_ix_rank){number, first};
    s->years[rank] = (uint8_t)number;
}

/* Every third name has one size. */
static void make_ranks(sample *s)
{
    const uint32_t names = (uint32_t)s->data.names_count;
    ak_ix_part *parts = make_array(s->data.parts_count, sizeof *parts);
    s->ranks = make_array(names, sizeof *s->ranks);
    s->years = make_array(names, sizeof *s->years);
    s->sizes = make_array(3, sizeof *s->sizes);
    s->data.years_count = names;
    s->data.parts_count = 0;
    for (uint32_t size = 0; size < 3 && size < names; size++) {
        s->sizes[s->data.sizes_count++] = (ak_ix_size){300 + size, (uint32_t)s->data.ranks_count};
        for (uint32_t name = size; name < names; name += 3) rank_name(s, name, parts);
    }
    free(s->parts);
    s->parts = parts;
}

/* One to four words; a common one is among the first. */
static void make_name(sample *s, ak_ix_name *name, uint32_t entity, uint64_t *state)
{
    uint32_t terms = (uint32_t)s->data.terms_count;
    *name = (ak_ix_name){.entity = entity,
        .part_first = (uint32_t)s->data.parts_count,
        .part_count = (uint16_t)(1 + below(state, 4)),
        .strength = (uint8_t)below(state, 3)};
    name->text.off = (uint32_t)s->strings.len;
    for (uint32_t k = 0; k < name->part_count; k++) {
        uint32_t term = below(state, 4) == 0 ? below(state, terms / 10 + 1) : below(state, terms);
        if (k) keep(s, AK_LIT(" "));
        char copy[32];
        ak_slice text = term_text(s, term);
        memcpy(copy, text.data, text.len);
        ak_ix_str at = keep(s, (ak_slice){copy, text.len});
        uint32_t begin = at.off - name->text.off;
        const ak_ix_part part = {.term = term,
            .begin = (uint16_t)begin,
            .end = (uint16_t)(begin + at.len),
            .flags = (uint16_t)below(state, 8),
            .role = (uint8_t)below(state, 9),
            .weight = (uint8_t)(50 + below(state, 100))};
        s->parts[s->data.parts_count++] = part;
        if (part.weight > s->terms[term].weight) s->terms[term].weight = part.weight;
    }
    name->text.len = (uint32_t)s->strings.len - name->text.off;
}

static void make_entity(sample *s, uint32_t i, uint64_t *state)
{
    ak_ix_entity *e = &s->entities[i];
    char id[32];
    snprintf(id, sizeof id, "made-%07llu", (unsigned long long)(i * UINT64_C(7919) % 9999991));
    s->labels[i].id = keep(s, ak_slice_of(id));
    e->name_first = (uint32_t)s->data.names_count;
    e->name_count = 1 + below(state, 3);
    for (uint32_t k = 0; k < e->name_count; k++)
        make_name(s, &s->names[s->data.names_count++], i, state);
    s->labels[i].caption = s->names[e->name_first].text;
    e->kind = below(state, 5);
    for (uint32_t k = 0; k < e->name_count; k++)
        s->names[e->name_first + k].kind = (uint8_t)e->kind;
    e->attr_first = (uint32_t)s->data.attrs_count;
    e->attr_count = below(state, 3);
    for (uint32_t k = 0; k < e->attr_count; k++)
        s->attrs[s->data.attrs_count++] = (ak_ix_attr){
            1 + below(state, 4), 1940 + (int32_t)below(state, 60), -1, below(state, 200)};
    if (below(state, 3) == 0) {
        char number[24];
        snprintf(number, sizeof number, "P%08u", below(state, 99999999));
        ak_slice text = ak_slice_of(number);
        s->idents[s->data.idents_count++] = (ak_ix_ident){
            .hash = ak_hash(text), .text = keep(s, text), .entity = i, .kind = below(state, 3)};
    }
}

static int compare_idents(const void *a, const void *b)
{
    const ak_ix_ident *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->entity < y->entity ? -1 : x->entity > y->entity;
}

static int compare_ids(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int order = ak_slice_cmp(
        text_of(sorting, sorting->labels[x].id), text_of(sorting, sorting->labels[y].id));
    return order ? order : x < y ? -1 : x > y;
}

static void make_entities(sample *s, uint32_t n, uint64_t *state)
{
    s->entities = make_array(n, sizeof *s->entities);
    s->labels = make_array(n, sizeof *s->labels);
    s->names = make_array((size_t)n * 3, sizeof *s->names);
    s->parts = make_array((size_t)n * 12, sizeof *s->parts);
    s->attrs = make_array((size_t)n * 2, sizeof *s->attrs);
    s->idents = make_array(n, sizeof *s->idents);
    s->id_order = make_array(n, sizeof *s->id_order);
    s->id_places = make_array(n, sizeof *s->id_places);
    s->data.labels_count = n;
    s->data.entities_count = s->data.id_order_count = s->data.id_places_count = n;
    ak_ix_str schema = keep(s, AK_LIT("Person"));
    ak_ix_str datasets = keep(s, AK_LIT("made_up,other"));
    for (uint32_t i = 0; i < n; i++) {
        make_entity(s, i, state);
        s->labels[i].schema = schema;
        s->labels[i].datasets = datasets;
        s->id_order[i] = i;
    }
    sorting = s;
    qsort(s->idents, s->data.idents_count, sizeof *s->idents, compare_idents);
    qsort(s->id_order, n, sizeof *s->id_order, compare_ids);
    for (uint32_t i = 0; i < n; i++) s->id_places[s->id_order[i]] = i;
}

/* Is parts[i]'s term in the same name before it? */
static bool seen_before(const sample *s, const ak_ix_name *name, uint32_t i)
{
    for (uint32_t k = name->part_first; k < i; k++)
        if (s->parts[k].term == s->parts[i].term) return true;
    return false;
}

static void make_postings(sample *s)
{
    s->postings = make_array(s->data.parts_count, sizeof *s->postings);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < s->data.names_count; i++) {
            const ak_ix_name *name = &s->names[s->ranks[i].name];
            for (uint32_t p = name->part_first; p < name->part_first + name->part_count; p++) {
                ak_ix_term *term = &s->terms[s->parts[p].term];
                if (seen_before(s, name, p)) continue;
                if (pass) s->postings[term->posting_first + term->posting_count] = i;
                term->posting_count++;
            }
        }
        uint32_t first = 0;
        for (uint32_t t = 0; t < s->data.terms_count && pass == 0; t++) {
            s->terms[t].posting_first = first;
            first += s->terms[t].posting_count;
            s->terms[t].posting_count = 0;
        }
        if (pass == 0) s->data.postings_count = first;
    }
}

void sample_record(const ak_index_data *d, uint32_t i, ak_buf *out)
{
    const ak_ix_entity *e = &d->entities[i];
    ak_buf_adds(out, "{\"id\":");
    ak_buf_add_json(out, (ak_slice){d->strings.data + d->labels[i].id.off, d->labels[i].id.len});
    ak_buf_adds(out, ",\"schema\":\"Person\",\"properties\":{\"name\":[");
    for (uint32_t k = 0; k < e->name_count; k++) {
        ak_ix_str text = d->names[e->name_first + k].text;
        if (k) ak_buf_addc(out, ',');
        ak_buf_add_json(out, (ak_slice){d->strings.data + text.off, text.len});
    }
    ak_buf_adds(out, "]}}");
}

static void make_records(sample *s)
{
    ak_buf record;
    ak_buf_init(&record, 0);
    if (ak_record_packer_create(&s->packer, NULL) != AKA_OK) die("no packer");
    for (uint32_t i = 0; i < s->data.entities_count; i++) {
        ak_buf_reset(&record);
        sample_record(&s->data, i, &record);
        if (ak_record_packer_add(s->packer, ak_buf_slice(&record), &s->labels[i], NULL) != AKA_OK)
            die("record not packed");
    }
    ak_buf_free(&record);
    if (ak_record_packer_finish(s->packer, &s->data, NULL) != AKA_OK) die("records not packed");
}

static void point_at_arrays(sample *s)
{
    ak_index_data *d = &s->data;
    d->strings = ak_buf_slice(&s->strings);
    d->entities = s->entities;
    d->labels = s->labels;
    d->names = s->names;
    d->ranks = s->ranks;
    d->years = s->years;
    d->sizes = s->sizes;

    d->parts = s->parts;
    d->terms = s->terms;
    d->term_classes = s->term_classes;
    d->class_terms = s->class_terms;
    d->postings = s->postings;
    d->part_sounds = s->part_sounds;
    d->part_keys = s->part_keys;
    d->part_pages = s->part_pages;
    d->loose_terms = s->loose_terms;
    d->loose_keys = s->loose_keys;
    d->loose_pages = s->loose_pages;
    d->runs = s->runs.data;
    d->run_starts = s->run_starts;
    d->run_pages = s->run_pages;
    d->run_postings = s->run_postings;
    d->class_runs = s->class_runs;
    d->attrs = s->attrs;
    d->idents = s->idents;
    d->id_order = s->id_order;
    d->id_places = s->id_places;
}

void sample_make(sample *s, uint32_t n, uint64_t seed)
{
    uint64_t state = seed;
    *s = (sample){.data = {.rules = SAMPLE_RULES, .meta = AK_LIT("{\"made\":\"up\"}")}};
    ak_buf_init(&s->strings, 0);
    make_terms(s, n + 8, &state);
    make_classes(s, &state);
    make_sounds(s);
    make_loose(s);
    make_entities(s, n, &state);
    make_ranks(s);
    make_postings(s);
    make_runs(s);
    point_at_arrays(s);
    make_records(s);
}

void sample_free(sample *s)
{
    void *arrays[] = {s->entities, s->labels, s->names, s->parts, s->terms, s->term_classes,
        s->class_terms, s->ranks, s->sizes, s->years, s->part_sounds, s->part_keys, s->part_pages,
        s->loose_terms, s->loose_keys, s->loose_pages, s->run_pages, s->run_starts, s->run_postings,
        s->class_runs, s->postings, s->attrs, s->idents, s->id_order, s->id_places};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) free(arrays[i]);
    ak_buf_free(&s->strings);
    ak_buf_free(&s->runs);
    ak_record_packer_free(s->packer);
    *s = (sample){0};
}

unsigned char *sample_read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0) die(path);
    long size = ftell(f);
    if (size < 0) die(path);
    unsigned char *bytes = make_array((size_t)size, 1);
    rewind(f);
    if (fread(bytes, 1, (size_t)size, f) != (size_t)size) die(path);
    fclose(f);
    *len = (size_t)size;
    return bytes;
}

char *sample_temp_path(const char *name)
{
    const char *folder = getenv("TMPDIR");
    char *path = make_array(4096, 1);
    snprintf(path, 4096, "%s/aka-test-%ld-%s", folder ? folder : "/tmp", (long)getpid(), name);
    return path;
}

unsigned char *sample_bytes(const ak_index_data *data, size_t *len)
{
    char *path = sample_temp_path("bytes");
    aka_error err = {0};
    if (ak_index_write(data, path, NULL, NULL, &err) != AKA_OK) die(err.message);
    unsigned char *bytes = sample_read_file(path, len);
    unlink(path);
    free(path);
    return bytes;
}
