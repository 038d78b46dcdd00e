/* Scoring every name of an index by OFAC's method. A listed name is a sequence of numbers of words;
 * for each asked part one row holds its likeness to every word there is. */
#include "match/ofac_scan.h"

#include "entity/schema.h"

typedef struct name_end {
    size_t words, text; /* in sequences, in wholes */
} name_end;

/* ---- the table ---- */

static bool add_word(ak_ofac_table *t, const ak_ofac_part *part)
{
    uint32_t number;
    if (!ak_intern_add(&t->words, part->text, &number)) return false;
    if (number == t->sounds.count) {
        char *sound = ak_vec_push(&t->sounds, sizeof part->sound);
        if (!sound) return false;
        memcpy(sound, part->sound, sizeof part->sound);
    }
    uint32_t *slot = ak_vec_push(&t->sequences, sizeof *slot);
    if (slot) *slot = number;
    return slot != NULL;
}

static aka_status add_name(ak_ofac_table *t, const ak_index *index, uint64_t number, ak_text *text,
    ak_arena *scratch, aka_error *err)
{
    ak_ofac_name name;
    const ak_ix_name *row = &index->data.names[number];
    bool person = index->data.entities[row->entity].kind == AK_KIND_PERSON;
    ak_arena_reset(scratch);
    aka_status status =
        ak_ofac_name_make(text, ak_index_str(index, row->text), person, scratch, &name, err);
    if (status != AKA_OK) return status;
    for (size_t i = 0; i < name.count; i++)
        if (!add_word(t, &name.parts[i])) return ak_fail_nomem(err);
    char *whole = ak_vec_extend(&t->wholes, name.whole.len, 1);
    name_end *end = ak_vec_push(&t->ends, sizeof *end);
    if (!whole || !end) return ak_fail_nomem(err);
    memcpy(whole, name.whole.data, name.whole.len);
    *end = (name_end){t->sequences.count, t->wholes.count};
    return AKA_OK;
}

static bool add_rows(ak_ofac_table *t)
{
    return ak_vec_extend(&t->row, t->sounds.count, sizeof(double)) &&
           ak_vec_extend(&t->sums, t->ends.count, sizeof(double));
}

aka_status ak_ofac_table_make(
    ak_ofac_table *table, const ak_index *index, ak_text *text, aka_error *err)
{
    if (table->index) return AKA_OK;
    ak_arena scratch;
    aka_status status = AKA_OK;
    ak_arena_init(&scratch, 0);
    for (uint64_t i = 0; i < index->data.names_count && status == AKA_OK; i++)
        status = add_name(table, index, i, text, &scratch, err);
    ak_arena_free(&scratch);
    if (status == AKA_OK && !add_rows(table)) status = ak_fail_nomem(err);
    if (status == AKA_OK)
        table->index = index;
    else
        ak_ofac_table_free(table);
    return status;
}

void ak_ofac_table_free(ak_ofac_table *t)
{
    ak_intern_free(&t->words);
    ak_vec *vecs[] = {&t->sounds, &t->sequences, &t->wholes, &t->ends, &t->row, &t->sums};
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++) ak_vec_free(vecs[i]);
    *t = (ak_ofac_table){0};
}

/* ---- a scan ---- */

/* How like the asked part every word is. */
static void fill_row(ak_ofac_table *t, const ak_ofac_part *asked)
{
    double *row = t->row.data;
    const char *sounds = t->sounds.data;
    for (size_t i = 0; i < t->sounds.count; i++) {
        bool by_sound;
        ak_ofac_part listed = {.text = ak_intern_get(&t->words, (uint32_t)i)};
        memcpy(listed.sound, sounds + i * sizeof listed.sound, sizeof listed.sound);
        row[i] = ak_ofac_part_score(asked, &listed, &by_sound);
    }
}

/* Adds what the best word of each name has in the row. */
static void add_best(ak_ofac_table *t)
{
    const double *row = t->row.data;
    const uint32_t *words = t->sequences.data;
    const name_end *ends = t->ends.data;
    double *sums = t->sums.data;
    size_t at = 0;
    for (size_t i = 0; i < t->ends.count; i++) {
        double best = 0;
        for (; at < ends[i].words; at++)
            if (row[words[at]] > best) best = row[words[at]];
        sums[i] += best;
    }
}

/* Sums of the likeness of the asked parts that count; returns how many these are. */
static size_t sum_parts(ak_ofac_table *t, const ak_ofac_name *asked)
{
    size_t counted = 0;
    memset(t->sums.data, 0, t->ends.count * sizeof(double));
    for (size_t i = 0; i < asked->count; i++) {
        if (ak_ofac_is_short(asked, i)) continue;
        fill_row(t, &asked->parts[i]);
        add_best(t);
        counted++;
    }
    return counted;
}

static ak_slice whole_name(const ak_ofac_table *t, size_t name)
{
    const name_end *ends = t->ends.data;
    size_t first = name ? ends[name - 1].text : 0;
    return (ak_slice){(const char *)t->wholes.data + first, ends[name].text - first};
}

bool ak_ofac_scan(ak_ofac_table *t, const ak_ofac_name *asked, unsigned kinds, double least,
    ak_ofac_found *found, void *ctx, uint64_t *scored)
{
    const ak_index_data *data = &t->index->data;
    size_t counted = sum_parts(t, asked);
    const double *sums = t->sums.data;
    for (size_t i = 0; i < t->ends.count; i++) {
        uint32_t kind = data->entities[data->names[i].entity].kind;
        if (kind >= 32 || !(kinds >> kind & 1)) continue;
        double parts = counted ? sums[i] / (double)counted : 0;
        double whole =
            ak_ofac_whole_score(asked->whole, whole_name(t, i), parts >= least ? 0 : least);
        double score = parts > whole ? parts : whole;
        ++*scored;
        if (score >= least && !found(ctx, (uint32_t)i, score, parts, whole)) return false;
    }
    return true;
}
