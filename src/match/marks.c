/* Sets of names as bits, with a summary that says where there are any. */
#include "match/marks.h"

#include <stdlib.h>

bool ak_marks_init(ak_marks *m, size_t names)
{
    const size_t line = 64 * AK_MARK_LINE, lines = names / line + 1;
    *m = (ak_marks){.words = lines * AK_MARK_LINE, .line_words = lines / 64 + 1};
    m->bits = calloc(AK_MARK_SETS * m->words, sizeof *m->bits);
    m->lines = calloc(AK_MARK_SETS * m->line_words, sizeof *m->lines);
    if (m->bits && m->lines) return true;
    ak_marks_free(m);
    return false;
}

void ak_marks_free(ak_marks *m)
{
    free(m->bits);
    free(m->lines);
    *m = (ak_marks){0};
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

void ak_marks_add(ak_marks *m, unsigned set, const uint32_t *ranks, size_t n)
{
    uint64_t *bits = m->bits + set * m->words, *lines = m->lines + set * m->line_words;
    if (set >= m->sets) m->sets = set + 1;
    size_t at = 0;
    uint64_t touched = 0; /* of lines[at] */
    for (size_t i = 0; i < n; i++) {
        const uint32_t word = ranks[i] / 64, line = word / AK_MARK_LINE;
        bits[word] |= UINT64_C(1) << (ranks[i] % 64);
        if (line / 64 != at) {
            lines[at] |= touched;
            touched = 0;
            at = line / 64;
        }
        touched |= UINT64_C(1) << (line % 64);
    }
    lines[at] |= touched;
}

static void clear_set(uint64_t *bits, uint64_t *lines, size_t line_words)
{
    for (size_t i = 0; i < line_words; i++)
        for (; lines[i]; lines[i] &= lines[i] - 1) {
            const size_t line = i * 64 + (size_t)__builtin_ctzll(lines[i]);
            memset(bits + line * AK_MARK_LINE, 0, AK_MARK_LINE * sizeof *bits);
        }
}

void ak_marks_clear(ak_marks *m)
{
    for (unsigned k = 0; k < m->sets; k++)
        clear_set(m->bits + k * m->words, m->lines + k * m->line_words, m->line_words);
    m->sets = 0;
}
