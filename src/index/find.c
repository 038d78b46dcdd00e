/* Searches in an open index: entities by id, terms by text and sound, identifiers by hash. */
#include "index/index.h"

bool ak_index_find_id(const ak_index *index, ak_slice id, uint32_t *entity)
{
    const ak_index_data *d = &index->data;
    uint32_t low = 0, high = (uint32_t)d->id_order_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (ak_slice_cmp(ak_index_str(index, d->labels[d->id_order[mid]].id), id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == d->id_order_count) return false;
    if (!ak_slice_eq(ak_index_str(index, d->labels[d->id_order[low]].id), id)) return false;
    *entity = d->id_order[low];
    return true;
}

bool ak_index_find_term(const ak_index *index, ak_slice text, uint32_t *term)
{
    const ak_index_data *d = &index->data;
    uint32_t low = 0, high = (uint32_t)d->terms_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const ak_ix_term *t = &d->terms[mid];
        int order = ak_slice_cmp((ak_slice){d->strings.data + t->text_off, t->text_len}, text);
        if (order == 0) {
            *term = mid;
            return true;
        }
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

uint64_t ak_index_page_count(uint64_t key_count)
{
    uint64_t pages = 2;
    while (pages < key_count) pages *= 2;
    return pages + 1;
}

void ak_index_each_page(
    const ak_ix_key *keys, uint64_t key_count, void (*put)(void *ctx, uint32_t page), void *ctx)
{
    const uint64_t count = ak_index_page_count(key_count);
    const unsigned shift = ak_index_page_shift(count);
    uint32_t key = 0;
    for (uint64_t page = 0; page < count; page++) {
        while (key < key_count && keys[key].code >> shift < page) key++;
        put(ctx, key);
    }
}

#define KEY_TABLE(index, of, items)                                                                \
    (ak_key_table)                                                                                 \
    {                                                                                              \
        (index)->data.of##_keys, (index)->data.of##_pages,                                         \
            (uint32_t)(index)->data.of##_keys_count, (uint32_t)(index)->data.items##_count,        \
            ak_index_page_shift((index)->data.of##_pages_count)                                    \
    }

ak_key_table ak_index_part_keys(const ak_index *index)
{
    return KEY_TABLE(index, part, part_sounds);
}

ak_key_table ak_index_loose_keys(const ak_index *index)
{
    return KEY_TABLE(index, loose, loose_terms);
}

/* Those of the codes whose page has any keys, in out as `first`. There are no branches for what
 * nobody can foretell, so that memory is asked for many pages at once. */
static size_t with_pages(ak_key_table table, const uint32_t *codes, size_t count, ak_ix_range *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t *page = &table.pages[codes[i] >> table.shift];
        out[n].first = codes[i];
        n += page[0] < page[1];
    }
    return n;
}

size_t ak_index_find_keys(const ak_key_table *table, const uint32_t *codes, size_t count,
    const void *items, size_t size, ak_ix_range *out)
{
    const ak_key_table t = *table; /* which nothing that is written may change */
    const size_t paged = with_pages(t, codes, count, out);
    size_t n = 0;
    for (size_t i = 0; i < paged; i++)
        __builtin_prefetch(&t.keys[t.pages[out[i].first >> t.shift]]);
    for (size_t i = 0; i < paged; i++) {
        const ak_ix_range range = ak_index_find_key(&t, out[i].first);
        if (range.first == range.end) continue;
        __builtin_prefetch((const char *)items + range.first * size);
        out[n++] = range;
    }
    return n;
}

/* ---- runs ---- */

ak_ix_range ak_index_run_postings(const ak_index_data *data, uint32_t first)
{
    const uint32_t count = (uint32_t)data->run_postings_count;
    uint32_t end = first + 1;
    uint32_t left = end < count ? data->run_starts[end / 32] >> end % 32 : 1;
    while (!left) { /* none starts in the rest of this word */
        end = (end / 32 + 1) * 32;
        left = end < count ? data->run_starts[end / 32] : 1;
    }
    end += (uint32_t)__builtin_ctz(left);
    return (ak_ix_range){first, end < count ? end : count};
}

uint64_t ak_index_run_page_count(uint64_t run_count)
{
    return ak_index_page_count((run_count + AK_IX_RUNS_A_PAGE - 1) / AK_IX_RUNS_A_PAGE);
}

void ak_index_each_run_page(
    ak_slice runs, uint64_t page_count, void (*put)(void *ctx, ak_ix_run_page page), void *ctx)
{
    const unsigned shift = ak_index_page_shift(page_count);
    ak_ix_run_page page = {0, 0};
    uint64_t number = 0;
    ak_ix_run run;
    for (size_t at = 0; at < runs.len;) {
        const ak_slice text = ak_index_run_at(runs.data + at, &run);
        for (; number < run.code >> shift; number++) {
            put(ctx, page);
            page = (ak_ix_run_page){(uint32_t)at, 0};
        }
        page.codes |= UINT32_C(1) << (run.code & 31);
        at += sizeof run + text.len;
    }
    for (; number < page_count; number++) {
        put(ctx, page);
        page = (ak_ix_run_page){(uint32_t)runs.len, 0};
    }
}

void ak_index_each_run_start(
    ak_slice runs, uint64_t posting_count, void (*put)(void *ctx, uint32_t word), void *ctx)
{
    uint64_t words = 0;
    uint32_t word = 0;
    ak_ix_run run;
    for (size_t at = 0; at < runs.len;) {
        const ak_slice text = ak_index_run_at(runs.data + at, &run);
        for (; words < run.posting_first / 32; words++, word = 0) put(ctx, word);
        word |= UINT32_C(1) << run.posting_first % 32;
        at += sizeof run + text.len;
    }
    for (; words < (posting_count + 31) / 32; words++, word = 0) put(ctx, word);
}

/* First of idents[low …] whose hash is not below `hash`. */
static uint32_t first_ident(const ak_index_data *d, uint64_t hash, uint32_t low)
{
    uint32_t high = (uint32_t)d->idents_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (d->idents[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

void ak_index_find_ident(const ak_index *index, uint64_t hash, uint32_t *first, uint32_t *end)
{
    const ak_index_data *d = &index->data;
    *first = first_ident(d, hash, 0);
    *end = hash == UINT64_MAX ? (uint32_t)d->idents_count : first_ident(d, hash + 1, *first);
}
