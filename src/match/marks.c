/* The sets of names, of a block of them at a time. */
#include "match/marks.h"

#include <stdlib.h>

bool ak_marks_init(ak_marks *m, size_t ranks)
{
    if (ranks > AK_MARK_BLOCK_MAX) ranks = AK_MARK_BLOCK_MAX;
    /* one more, for what is written before it is known whether it is new */
    *m = (ak_marks){.sets = calloc(ranks + 1, sizeof *m->sets),
        .marked = calloc(ranks + 1, sizeof *m->marked),
        .listed = calloc(ranks + 1, sizeof *m->listed)};
    if (m->sets && m->marked && m->listed) return true;
    ak_marks_free(m);
    return false;
}

void ak_marks_free(ak_marks *m)
{
    free(m->sets);
    free(m->marked);
    free(m->listed);
    *m = (ak_marks){0};
}

void ak_marks_begin(ak_marks *m, uint32_t base, uint32_t size)
{
    m->base = base;
    m->size = size;
}

size_t ak_ranks_below(const uint32_t *ranks, size_t n, uint32_t rank)
{
    size_t low = 0;
    if (n == 0 || ranks[n - 1] < rank) return n;
    if (ranks[0] >= rank) return 0;
    while (low < n) {
        const size_t middle = low + (n - low) / 2;
        if (ranks[middle] < rank)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

/* Without branches: which names are listed cannot be foreseen. */
size_t ak_marks_add(
    ak_marks *m, unsigned set, const uint32_t *ranks, size_t n, uint32_t end, uint32_t alone)
{
    const unsigned bit = 1u << set;
    uint16_t *sets = m->sets;
    uint32_t *marked = m->marked, *listed = m->listed;
    size_t i = 0, count = m->listed_count, all = m->marked_count;
    for (; i < n && ranks[i] < end; i++) {
        const uint32_t at = ranks[i] - m->base;
        const unsigned old = sets[at];
        const unsigned wanted = ((old & ~bit) != 0) | (ranks[i] < alone);
        marked[all] = at;
        all += old == 0;
        sets[at] = (uint16_t)(old | bit | wanted << AK_MARK_SETS);
        listed[count] = at;
        count += wanted & ~(old >> AK_MARK_SETS);
    }
    m->listed_count = count;
    m->marked_count = all;
    return i;
}

size_t ak_marks_join(
    ak_marks *m, unsigned set, const uint32_t *ranks, size_t n, uint32_t end, bool of_listed)
{
    const unsigned bit = 1u << set, asked = of_listed ? AK_MARK_LISTED : UINT16_MAX & ~bit;
    uint16_t *sets = m->sets;
    size_t i = 0;
    for (; i < n && ranks[i] < end; i++) {
        const uint32_t at = ranks[i] - m->base;
        const unsigned old = sets[at];
        if (!(old & asked)) continue;
        sets[at] = (uint16_t)(old | bit | AK_MARK_LISTED);
        m->listed[m->listed_count] = at;
        m->listed_count += !(old & AK_MARK_LISTED);
    }
    return i;
}

void ak_marks_clear(ak_marks *m)
{
    enum { FEW = 8 }; /* names for each one marked: it takes less to empty the whole block */
    if (m->marked_count > m->size / FEW)
        memset(m->sets, 0, m->size * sizeof *m->sets);
    else
        for (size_t i = 0; i < m->marked_count; i++) m->sets[m->marked[i]] = 0;
    m->marked_count = m->listed_count = 0;
}
