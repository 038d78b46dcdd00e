/* Radix sort by eight bytes of the texts at a time; what they leave equal is sorted by the next
 * eight, or compared where it is little. */
#include "base/sort.h"

#include <stdlib.h>

#define FEW 16   /* so many are put in place one by one */
#define SOME 256 /* so many are not worth the counting */
#define DEEP 64  /* bytes of the texts that are looked at by radix; then they are compared */
#define DIGITS 8
#define RADIX 256

typedef struct item {
    uint64_t prefix; /* eight bytes of the text as a number */
    uint32_t number;
    uint32_t place; /* before sorting */
} item;

typedef struct sorting {
    item *items, *spare;
    ak_sort_text *text_of;
    const void *ctx;
} sorting;

static uint64_t prefix_at(ak_slice text, size_t depth)
{
    unsigned char bytes[8] = {0};
    if (text.len > depth)
        memcpy(bytes, text.data + depth, text.len - depth < 8 ? text.len - depth : 8);
    uint64_t prefix = 0;
    for (size_t i = 0; i < 8; i++) prefix = prefix << 8 | bytes[i];
    return prefix;
}

static int compare(const void *a, const void *b, void *ctx)
{
    const sorting *s = ctx;
    const item *x = a, *y = b;
    int order = ak_slice_cmp(s->text_of(s->ctx, x->number), s->text_of(s->ctx, y->number));
    return order ? order : (x->place < y->place ? -1 : x->place > y->place);
}

static void sort_few(const sorting *s, item *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const item moved = items[i];
        size_t at = i;
        for (; at > 0 && compare(&moved, &items[at - 1], (void *)s) < 0; at--)
            items[at] = items[at - 1];
        items[at] = moved;
    }
}

/* By prefix, the last byte first; equal ones stay in order. */
static void sort_by_prefix(sorting *s, item *items, size_t n)
{
    size_t counts[DIGITS][RADIX] = {0};
    item *from = items, *to = s->spare;
    for (size_t i = 0; i < n; i++)
        for (unsigned d = 0; d < DIGITS; d++) counts[d][items[i].prefix >> 8 * d & 0xFF]++;
    for (unsigned d = 0; d < DIGITS; d++) {
        size_t *count = counts[d], sum = 0;
        if (count[items[0].prefix >> 8 * d & 0xFF] == n) continue;
        for (size_t k = 0; k < RADIX; k++) {
            size_t here = count[k];
            count[k] = sum;
            sum += here;
        }
        for (size_t i = 0; i < n; i++) to[count[from[i].prefix >> 8 * d & 0xFF]++] = from[i];
        item *was = from;
        from = to;
        to = was;
    }
    if (from != items) memcpy(items, from, n * sizeof *items);
}

/* Reads the next eight bytes of the texts. False where there are none and all are equal. */
static bool read_prefixes(const sorting *s, item *items, size_t n, size_t depth)
{
    bool differ = false;
    size_t first = s->text_of(s->ctx, items[0].number).len;
    for (size_t i = 0; i < n; i++) {
        ak_slice text = s->text_of(s->ctx, items[i].number);
        items[i].prefix = prefix_at(text, depth);
        differ = differ || text.len > depth || text.len != first;
    }
    return differ;
}

/* Items whose texts agree in the first `depth` bytes. */
static void sort_from(sorting *s, item *items, size_t n, size_t depth)
{
    if (n <= FEW) {
        sort_few(s, items, n);
        return;
    }
    if (n <= SOME || depth >= DEEP) {
        qsort_r(items, n, sizeof *items, compare, s);
        return;
    }
    if (!read_prefixes(s, items, n, depth)) return;
    sort_by_prefix(s, items, n);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && items[end].prefix == items[i].prefix;) end++;
        if (end > i + 1) sort_from(s, items + i, end - i, depth + 8);
    }
}

bool ak_sort_by_text(uint32_t *numbers, size_t count, ak_sort_text *text_of, const void *ctx)
{
    if (count < 2) return true;
    sorting s = {.text_of = text_of, .ctx = ctx};
    s.items = calloc(count, 2 * sizeof *s.items);
    if (!s.items || count > UINT32_MAX) {
        free(s.items);
        return false;
    }
    s.spare = s.items + count;
    for (size_t i = 0; i < count; i++)
        s.items[i] = (item){.number = numbers[i], .place = (uint32_t)i};
    sort_from(&s, s.items, count, 0);
    for (size_t i = 0; i < count; i++) numbers[i] = s.items[i].number;
    free(s.items);
    return true;
}

bool ak_sort_by_code(uint32_t *numbers, size_t count, const uint32_t *codes)
{
    enum { BITS = 8, CODE_DIGITS = 32 / BITS }; /* an even number of digits: ends in `numbers` */
    uint32_t *spare = calloc(count + 1, sizeof *spare), *from = numbers, *to = spare;
    if (!spare) return false;
    for (unsigned d = 0; d < CODE_DIGITS; d++) {
        size_t next[RADIX + 1] = {0};
        for (size_t i = 0; i < count; i++) next[(codes[from[i]] >> BITS * d & 0xFF) + 1]++;
        for (size_t k = 0; k < RADIX; k++) next[k + 1] += next[k];
        for (size_t i = 0; i < count; i++) to[next[codes[from[i]] >> BITS * d & 0xFF]++] = from[i];
        uint32_t *was = from;
        from = to;
        to = was;
    }
    free(spare);
    return true;
}
