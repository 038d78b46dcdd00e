/* Contents that do not fit together, under right checksums: each is refused with its section and
 * place, by the reader as a damaged file and by the writer as data it must not have been given. */
#include "sample.h"
#include "seal.h"
#include "walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Bytes of a small index, and its arrays to write to. */
typedef struct victim {
    unsigned char *bytes;
    size_t len;
    const ak_index_data *d;
    ak_ix_entity *entities;
    ak_ix_label *labels;
    ak_ix_name *names;
    ak_ix_rank *ranks;
    ak_ix_size *sizes;
    ak_ix_part *parts;
    ak_ix_term *terms;
    uint32_t *term_classes;
    ak_ix_pair *class_terms;
    uint32_t *postings;
    ak_ix_sound *part_sounds;
    ak_ix_loose *loose_terms;
    char *runs;
    ak_ix_key *part_keys;
    ak_ix_run_page *run_pages;
    uint32_t *part_pages, *run_postings, *run_starts;
    ak_ix_pair *class_runs;
    ak_ix_ident *idents;
    uint32_t *id_order, *id_places;
    ak_ix_block *blocks;
} victim;

#define WRITABLE(pointer) ((void *)(uintptr_t)(pointer))

static void make_victim(victim *v, ak_index *index)
{
    sample s;
    sample_make(&s, 30, 33);
    *v = (victim){.d = &index->data};
    v->bytes = sample_bytes(&s.data, &v->len);
    sample_free(&s);
    const ak_slice whole = {(const char *)v->bytes, v->len};
    assert_int_equal(ak_index_open_bytes(index, whole, SAMPLE_RULES, 0, NULL), AKA_OK);
    v->entities = WRITABLE(v->d->entities);
    v->labels = WRITABLE(v->d->labels);
    v->names = WRITABLE(v->d->names);
    v->ranks = WRITABLE(v->d->ranks);
    v->sizes = WRITABLE(v->d->sizes);
    v->parts = WRITABLE(v->d->parts);
    v->terms = WRITABLE(v->d->terms);
    v->term_classes = WRITABLE(v->d->term_classes);
    v->class_terms = WRITABLE(v->d->class_terms);
    v->part_sounds = WRITABLE(v->d->part_sounds);
    v->part_keys = WRITABLE(v->d->part_keys);
    v->part_pages = WRITABLE(v->d->part_pages);
    v->loose_terms = WRITABLE(v->d->loose_terms);
    v->runs = WRITABLE(v->d->runs);
    v->run_pages = WRITABLE(v->d->run_pages);
    v->run_starts = WRITABLE(v->d->run_starts);
    v->run_postings = WRITABLE(v->d->run_postings);
    v->class_runs = WRITABLE(v->d->class_runs);
    v->postings = WRITABLE(v->d->postings);
    v->idents = WRITABLE(v->d->idents);
    v->id_order = WRITABLE(v->d->id_order);
    v->id_places = WRITABLE(v->d->id_places);
    v->blocks = WRITABLE(v->d->blocks);
}

/* First term with at least two postings, or two classes. */
static ak_ix_term *term_with(victim *v, uint32_t postings, uint32_t classes)
{
    for (uint32_t i = 0; i < v->d->terms_count; i++)
        if (v->terms[i].posting_count >= postings && v->terms[i].class_count >= classes)
            return &v->terms[i];
    fail_msg("the sample has no such term");
    return NULL;
}

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t old = *a;
    *a = *b;
    *b = old;
}

/* What must be said of a damage. */
typedef struct refusal {
    const char *section, *message;
} refusal;

/* How many there are: one that is lost shows. */
enum { DAMAGES = 106 };

/* Does the damage where *n counts down to 0. */
#define DAMAGE(where, what, ...)                                                                   \
    do {                                                                                           \
        if ((*n)-- == 0) {                                                                         \
            *found = (refusal){where, what};                                                       \
            __VA_ARGS__;                                                                           \
            return true;                                                                           \
        }                                                                                          \
    } while (0)

static bool damage_entities(victim *v, size_t *n, refusal *found)
{
    DAMAGE("labels", "id is", v->labels[2].id.off = (uint32_t)v->d->strings.len);
    DAMAGE("labels", "id is", v->labels[2].id.len = UINT32_MAX);
    DAMAGE("labels", "caption is", v->labels[2].caption.off = UINT32_MAX);
    DAMAGE("labels", "schema is", v->labels[29].schema.len = (uint32_t)v->d->strings.len);
    DAMAGE("labels", "datasets is", v->labels[0].datasets.off = UINT32_MAX - 2);
    DAMAGE("labels", "record block is", v->labels[5].record_block = (uint32_t)v->d->blocks_count);
    DAMAGE("labels", "record block is", v->labels[5].record_block = UINT32_MAX);
    DAMAGE("labels", "record is",
        v->labels[5].record_off = v->blocks[v->labels[5].record_block].raw_len);
    DAMAGE("labels", "record is", v->labels[5].record_len = UINT32_MAX);
    DAMAGE("entities", "names from", v->entities[0].name_first = 1);
    DAMAGE("entities", "names from", v->entities[4].name_first--);
    DAMAGE("entities", "names from", v->entities[29].name_count++);
    DAMAGE("entities", "names from", v->entities[7].name_count = UINT32_MAX);
    DAMAGE("names", "entity is", v->entities[7].name_count++);
    DAMAGE("entities", "names from", v->entities[7].name_count--);
    DAMAGE("names", "belongs to no entity", v->entities[29].name_count--);
    DAMAGE("entities", "attributes from", v->entities[4].attr_first++);
    DAMAGE("entities", "attributes from", v->entities[28].attr_count = UINT32_MAX);
    return false;
}

static bool damage_names(victim *v, size_t *n, refusal *found)
{
    DAMAGE("names", "entity is", v->names[3].entity = UINT32_MAX);
    DAMAGE("names", "entity is", v->names[3].entity++);
    DAMAGE("names", "text is", v->names[9].text.off = UINT32_MAX);
    DAMAGE("names", "text is", v->names[9].text.len = (uint32_t)v->d->strings.len);
    DAMAGE("names", "kind is", v->names[9].kind++);
    DAMAGE("names", "parts 4294967295 to", v->names[9].part_first = UINT32_MAX);
    DAMAGE("names", "parts ", v->names[v->ranks[v->d->ranks_count - 1].name].part_count++);
    DAMAGE("ranks", "parts from", v->names[v->ranks[3].name].part_count--);
    DAMAGE(
        "parts", "belongs to no name", v->names[v->ranks[v->d->ranks_count - 1].name].part_count--);
    DAMAGE("parts", "term is", v->parts[4].term = (uint32_t)v->d->terms_count);
    DAMAGE("parts", "term is", v->parts[v->d->parts_count - 1].term = UINT32_MAX);
    DAMAGE("parts", "weight is", v->parts[4].weight = UINT8_MAX);
    DAMAGE("parts", "bytes ", v->parts[4].begin = (uint16_t)(v->parts[4].end + 1));
    DAMAGE("parts", "of a name of", v->parts[4].end = UINT16_MAX);
    DAMAGE("parts", "of a name of",
        v->parts[0].end = (uint16_t)(v->names[v->ranks[0].name].text.len + 1));
    return false;
}

/* First key of two items or more. */
static uint32_t common_key(const ak_ix_key *keys, uint64_t count)
{
    for (uint32_t i = 0; i + 1 < count; i++)
        if (keys[i + 1].first > keys[i].first + 1) return i;
    fail_msg("the sample has no such key");
    return 0;
}

static bool damage_keys(victim *v, size_t *n, refusal *found)
{
    const uint32_t last = (uint32_t)v->d->part_keys_count - 1;
    const uint32_t sound = v->part_keys[common_key(v->part_keys, last + 1)].first;
    DAMAGE("part keys", "first is", v->part_keys[last].first = (uint32_t)v->d->terms_count);
    DAMAGE("part sounds", "belongs to no key", v->part_keys[0].first = 1);
    DAMAGE("part keys", "not ascending", swap(&v->part_keys[3].code, &v->part_keys[4].code));
    DAMAGE("part keys", "not ascending", v->part_keys[5].first = v->part_keys[4].first);
    DAMAGE("part pages", "begins at key", v->part_pages[3]++);
    DAMAGE("part pages", "begins at key", v->part_pages[v->d->part_pages_count - 1] = UINT32_MAX);
    DAMAGE("part sounds", "term is", v->part_sounds[3].term = (uint32_t)v->d->terms_count);
    DAMAGE("part sounds", "not above", v->part_sounds[sound + 1] = v->part_sounds[sound]);
    DAMAGE("part sounds", "head is", v->part_sounds[3].head[1]++);
    DAMAGE("part sounds", "head is", v->part_sounds[3].head[AK_IX_HEAD - 1] ^= 1);
    DAMAGE("part sounds", "head is", v->part_sounds[3].outline.length++);
    DAMAGE("part sounds", "head is", v->part_sounds[3].outline.flags |= AK_IX_MARKED);
    DAMAGE("loose terms", "term is", v->loose_terms[2].term = (uint32_t)v->d->terms_count);
    DAMAGE("loose terms", "head is", v->loose_terms[2].head[0]++);
    return false;
}

static void put_number(char *at, uint32_t number)
{
    memcpy(at, &number, sizeof number);
}

/* The byte at which the last run begins. */
static size_t last_run(const ak_index_data *d)
{
    ak_ix_run run;
    size_t last = 0;
    for (size_t at = 0; at < d->runs_count;) {
        last = at;
        at += sizeof run + ak_index_run_at(d->runs + at, &run).len;
    }
    return last;
}

/* That at which one begins that has the code of the next one. */
static size_t common_run(const ak_index_data *d)
{
    ak_ix_run run, next;
    for (size_t at = 0; at < d->runs_count;) {
        const size_t behind = at + sizeof run + ak_index_run_at(d->runs + at, &run).len;
        assert_true(behind < d->runs_count);
        ak_index_run_at(d->runs + behind, &next);
        if (run.code == next.code) return at;
        at = behind;
    }
    return 0;
}

static bool damage_runs(victim *v, size_t *n, refusal *found)
{
    const size_t code = offsetof(ak_ix_run, code), first = offsetof(ak_ix_run, posting_first);
    const size_t length = offsetof(ak_ix_run, outline.length), last = last_run(v->d);
    const uint32_t bytes = (uint32_t)v->d->runs_count;
    DAMAGE("runs", "goes beyond the end", v->runs[last + length]++);
    DAMAGE("runs", "is cut short", v->runs[last + length]--);
    DAMAGE(
        "runs", "goes beyond the end", v->runs[last + offsetof(ak_ix_run, outline.flags)] |= 0x20);
    DAMAGE("runs", "not above the one before", put_number(v->runs + code, UINT32_MAX));
    DAMAGE("runs", "not above the one before", memset(v->runs + last, 0, sizeof(uint32_t)));
    DAMAGE(
        "runs", "not above the one before", v->runs[common_run(v->d) + sizeof(ak_ix_run)] = '\xFF');
    DAMAGE("runs", "should begin at", put_number(v->runs + first, 1));
    DAMAGE("runs", "should begin at", put_number(v->runs + last + first, UINT32_MAX));
    DAMAGE("run pages", "begins at byte", v->run_pages[1].first++);
    DAMAGE("run pages", "with codes", v->run_pages[1].codes ^= 16);
    DAMAGE(
        "run pages", "begins at byte", v->run_pages[v->d->run_pages_count - 1].first = bytes + 1);
    DAMAGE("run starts", "begins no run", v->run_starts[0] &= ~UINT32_C(1));
    DAMAGE("runs", "should begin at", v->run_starts[0] ^= 1u << 1);
    DAMAGE("run starts", "should be", v->run_starts[v->d->run_starts_count - 1] |= 1u << 31);
    DAMAGE("run postings", "rank is", v->run_postings[0] = (uint32_t)v->d->names_count);
    DAMAGE("run postings", "not ascending", v->run_postings[1] = v->run_postings[0]);
    DAMAGE("class runs", "run is", v->class_runs[v->d->class_runs_count - 1].value = bytes);
    DAMAGE("class runs", "run is", v->class_runs[v->d->class_runs_count - 1].value = bytes - 1);
    DAMAGE("class runs", "not ascending", v->class_runs[0].key = UINT32_MAX);
    return false;
}

static bool damage_ranks(victim *v, size_t *n, refusal *found)
{
    DAMAGE("ranks", "name is", v->ranks[7].name = (uint32_t)v->d->names_count);
    DAMAGE("ranks", "not those of name", v->ranks[7].part_first++);
    DAMAGE("ranks", "not ascending", v->ranks[8] = v->ranks[7]);
    DAMAGE("sizes", "does not begin with rank 0", v->sizes[0].first = 1);
    DAMAGE("sizes", "not above the one before", v->sizes[1].size = v->sizes[0].size);
    DAMAGE("ranks", "not ascending", v->sizes[2].first = v->sizes[1].first);
    DAMAGE("ranks", "not ascending", v->sizes[2].first = UINT32_MAX);
    return false;
}

static bool damage_terms(victim *v, size_t *n, refusal *found)
{
    DAMAGE("terms", "text with sound is", v->terms[6].text_off = (uint32_t)v->d->strings.len);
    DAMAGE("terms", "text with sound is",
        v->terms[6].text_off = (uint32_t)v->d->strings.len - v->terms[6].text_len);
    DAMAGE("terms", "not above", v->terms[6].text_off = v->terms[5].text_off;
           v->terms[6].text_len = v->terms[5].text_len);
    DAMAGE("terms", "not above", v->terms[6].text_len = 0);
    DAMAGE("terms", "classes from", v->terms[6].class_first++);
    DAMAGE("terms", "classes from", v->terms[6].class_count = UINT8_MAX);
    DAMAGE("terms", "postings from", v->terms[6].posting_first++);
    DAMAGE("terms", "postings from", v->terms[6].posting_count = UINT32_MAX);
    DAMAGE("terms", "postings from", term_with(v, 2, 0)->posting_count--);
    DAMAGE("postings", "rank is", v->postings[v->d->postings_count - 1] = UINT32_MAX);
    DAMAGE("postings", "rank is", v->postings[0] = (uint32_t)v->d->names_count);
    DAMAGE("postings", "not ascending",
        swap(&v->postings[term_with(v, 2, 0)->posting_first],
            &v->postings[term_with(v, 2, 0)->posting_first + 1]));
    DAMAGE("postings", "not ascending",
        v->postings[term_with(v, 2, 0)->posting_first + 1] =
            v->postings[term_with(v, 2, 0)->posting_first]);
    DAMAGE("term classes", "not ascending",
        swap(&v->term_classes[term_with(v, 0, 2)->class_first],
            &v->term_classes[term_with(v, 0, 2)->class_first + 1]));
    DAMAGE("class terms", "term is", v->class_terms[0].value = (uint32_t)v->d->terms_count);
    DAMAGE("class terms", "not ascending",
        v->class_terms[1] = (ak_ix_pair){v->class_terms[0].key, v->class_terms[0].value - 1});
    DAMAGE("class terms", "not ascending",
        v->class_terms[0] = v->class_terms[v->d->class_terms_count - 1]);
    return damage_keys(v, n, found) || damage_runs(v, n, found);
}

static bool damage_rest(victim *v, size_t *n, refusal *found)
{
    DAMAGE("identifiers", "text is", v->idents[1].text.len = UINT32_MAX);
    DAMAGE("identifiers", "entity is", v->idents[1].entity = 30);
    DAMAGE("identifiers", "below the one before", v->idents[2].hash = v->idents[1].hash - 1);
    DAMAGE("identifiers", "below the one before", v->idents[0].hash = v->idents[1].hash;
           v->idents[0].entity = 29; v->idents[1].entity = 28);
    DAMAGE("entity ids", "entity is", v->id_order[29] = 30);
    DAMAGE("entity ids", "not above", swap(&v->id_order[0], &v->id_order[29]));
    DAMAGE("entity ids", "not above", v->id_order[8] = v->id_order[7]);
    DAMAGE("id places", "place is", swap(&v->id_places[8], &v->id_places[7]));
    DAMAGE("record blocks", "should begin at", v->blocks[0].off = 1);
    DAMAGE("record blocks", "should begin at", v->blocks[0].off = UINT64_MAX);
    DAMAGE("record blocks", "should begin at", v->blocks[0].len++);
    DAMAGE("record blocks", "should begin at", v->blocks[0].len = UINT32_MAX);
    DAMAGE("record data", "belongs to no block", v->blocks[v->d->blocks_count - 1].len--);
    DAMAGE("record blocks", "decompressed", v->blocks[0].raw_len = AK_INDEX_BLOCK_MAX + 1);
    DAMAGE("record blocks", "decompressed", v->blocks[0].raw_len = UINT32_MAX);
    DAMAGE("labels", "record is", v->blocks[0].raw_len--);
    return false;
}

/* The n-th damage of all; false where there are no more. */
static bool do_damage(victim *v, size_t n, refusal *found)
{
    return damage_entities(v, &n, found) || damage_names(v, &n, found) ||
           damage_ranks(v, &n, found) || damage_terms(v, &n, found) || damage_rest(v, &n, found);
}

static void assert_named(const aka_error *err, const refusal *wanted, size_t number)
{
    char section[64];
    snprintf(section, sizeof section, "section \"%s\" at byte ", wanted->section);
    if (!strstr(err->message, section) || !strstr(err->message, wanted->message))
        fail_msg("damage %zu: \"%s\" is not about %s, %s", number, err->message, wanted->section,
            wanted->message);
}

static void test_each_damage(void **state)
{
    (void)state;
    victim v;
    ak_index intact, index;
    make_victim(&v, &intact);
    unsigned char *pristine = malloc(v.len);
    assert_non_null(pristine);
    memcpy(pristine, v.bytes, v.len);
    char *path = sample_temp_path("damaged.aka");
    const ak_slice whole = {(const char *)v.bytes, v.len};
    refusal wanted;
    size_t number = 0;
    for (; do_damage(&v, number, &wanted); number++) {
        seal(v.bytes, v.len);
        aka_error err = {0};
        aka_status status = ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, &err);
        assert_named(&err, &wanted, number);
        assert_int_equal(status, AKA_E_CORRUPT);
        assert_true(err.byte > 0 && err.byte <= v.len);
        err = (aka_error){0};
        status = ak_index_write(&intact.data, path, NULL, NULL, &err);
        assert_named(&err, &wanted, number);
        assert_int_equal(status, AKA_E_INTERNAL);
        memcpy(v.bytes, pristine, v.len);
    }
    assert_int_equal(number, DAMAGES);
    assert_int_equal(ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, NULL), AKA_OK);
    free(path);
    free(pristine);
    free(v.bytes);
}

/* A file of these sections, with right table and checksums. */
static unsigned char *compose(const ak_slice sections[AK_SECTION_COUNT], size_t *len)
{
    ak_ix_section table[AK_SECTION_COUNT];
    uint64_t end = AK_INDEX_TABLE_END;
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) {
        table[i] = (ak_ix_section){
            .id = ak_section_infos[i].id, .off = ak_index_align(end), .len = sections[i].len};
        end = table[i].off + table[i].len;
    }
    ak_ix_header header = {.version = AK_INDEX_VERSION,
        .header_len = sizeof header,
        .file_len = end,
        .rules = SAMPLE_RULES,
        .section_count = AK_SECTION_COUNT};
    memcpy(header.magic, AK_INDEX_MAGIC, sizeof header.magic);
    unsigned char *bytes = calloc(1, end);
    assert_non_null(bytes);
    memcpy(bytes, &header, sizeof header);
    memcpy(bytes + sizeof header, table, sizeof table);
    for (size_t i = 0; i < AK_SECTION_COUNT; i++)
        memcpy(bytes + table[i].off, sections[i].data, sections[i].len);
    seal(bytes, end);
    *len = end;
    return bytes;
}

/* Sections that no other one refers to: fewer identifiers are just fewer, and so are classes of
 * runs. Of strings only those are read that something refers to. */
static bool may_have(size_t section, size_t len, size_t intact_len)
{
    if (section == AK_SECTION_meta || len == intact_len) return true;
    if (section == AK_SECTION_loose_terms) return len < intact_len && len > 0; /* in the last key */
    if (section == AK_SECTION_class_runs) return len < intact_len;
    return len < intact_len ? section == AK_SECTION_idents : section == AK_SECTION_strings;
}

static void try_section_length(
    const ak_slice intact[AK_SECTION_COUNT], size_t section, size_t section_len)
{
    ak_slice sections[AK_SECTION_COUNT];
    memcpy(sections, intact, sizeof sections);
    sections[section].len = section_len;
    size_t len;
    unsigned char *bytes = compose(sections, &len);
    ak_index index;
    aka_error err = {0};
    const ak_slice whole = {(const char *)bytes, len};
    aka_status status = ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, &err);
    bool fine = may_have(section, section_len, intact[section].len);
    if (status != (fine ? AKA_OK : AKA_E_CORRUPT))
        fail_msg("section %zu of %zu bytes: status %d, %s", section, section_len, (int)status,
            err.message);
    if (fine)
        walk_index(&index, UINT64_MAX);
    else
        assert_non_null(strstr(err.message, "section \""));
    free(bytes);
}

static void test_each_section_of_other_length(void **state)
{
    (void)state;
    victim v;
    ak_index index;
    make_victim(&v, &index);
    ak_slice sections[AK_SECTION_COUNT];
    ak_index_to_sections(&index.data, sections);
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) {
        assert_true(sections[i].len >= ak_section_infos[i].size);
        try_section_length(sections, i, sections[i].len);
        /* One more of whatever comes behind it in the file; the last section is at the end. */
        if (i != AK_SECTION_record_data)
            try_section_length(sections, i, sections[i].len + ak_section_infos[i].size);
        try_section_length(sections, i, sections[i].len - ak_section_infos[i].size);
        try_section_length(sections, i, 0);
    }
    free(v.bytes);
}

/* Random bytes changed under right checksums: refused, or all of it can be read. */
static void test_random_damage(void **state)
{
    (void)state;
    victim v;
    ak_index index;
    make_victim(&v, &index);
    unsigned char *pristine = malloc(v.len);
    assert_non_null(pristine);
    memcpy(pristine, v.bytes, v.len);
    const ak_slice whole = {(const char *)v.bytes, v.len};
    uint64_t random = 5;
    size_t opened = 0, refused = 0;
    for (int round = 0; round < 4000; round++) {
        size_t changes = 1 + sample_random(&random) % 3;
        for (size_t k = 0; k < changes; k++) {
            uint64_t dice = sample_random(&random);
            size_t at = AK_INDEX_TABLE_END + (dice >> 8) % (v.len - AK_INDEX_TABLE_END);
            v.bytes[at] = (unsigned char)(dice & 1 ? v.bytes[at] + 1u : dice >> 40);
        }
        seal(v.bytes, v.len);
        if (ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, NULL) == AKA_OK) {
            walk_index(&index, UINT64_MAX);
            opened++;
        } else {
            refused++;
        }
        memcpy(v.bytes, pristine, v.len);
    }
    assert_true(opened > 100 && refused > 100);
    free(pristine);
    free(v.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_damage),
        cmocka_unit_test(test_each_section_of_other_length),
        cmocka_unit_test(test_random_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
