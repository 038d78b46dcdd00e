/* Transcriptions: loose keys, and the best alignment of a romanised word with a Latin one. */
#include "names/transcribe.h"

#include <limits.h>

/* Evidence that each letter has in a transcription without doubt, in 1/10. */
enum { PLENTY_A_LETTER = 21 };
enum { STRENGTH_LEAST = 750, STRENGTH_MOST = 950 };

#define IMPOSSIBLE (-16000)

/* Class of the consonant at p[i], 0 where it is left out; *used = letters it takes. */
static char loose_class(ak_slice p, size_t i, size_t *used)
{
    char next = i + 1 < p.len ? p.data[i + 1] : '\0';
    bool hisses = next == 's' || next == 'z' || next == 'j' || next == 'c';
    *used = 1;
    switch (p.data[i]) {
    case 'b':
    case 'p':
    case 'f':
    case 'v':
    case 'w':
        return 'P';
    case 'd':
    case 't':
        if (hisses) *used = 2;
        return hisses ? 'S' : 'T';
    case 'k':
    case 'g':
    case 'q':
    case 'x':
        return 'K';
    case 'c':
        return next == 'h' || next == 'e' || next == 'i' || next == 'y' || next == 'z' ? 'S' : 'K';
    case 's':
    case 'z':
        return 'S';
    case 'j': /* Stojković: no vowel behind it, so it is one */
        return next && memchr("aeiouy", next, 6) ? 'S' : 0;
    case 'r': /* many say none before a consonant */
        return next && memchr("aeiouyr", next, 7) ? 'L' : 0;
    case 'l':
        return 'L';
    case 'm':
        return 'M';
    case 'n':
        if (next == 'g' && i + 2 == p.len) *used = 2;
        return 'N';
    default:
        return 0;
    }
}

size_t ak_loose_key(ak_slice text, char out[AK_TERM_MAX])
{
    size_t n = 0;
    for (size_t i = 0, used; i < text.len && n < AK_TERM_MAX; i += used) {
        char c = loose_class(text, i, &used);
        if (c && (n == 0 || out[n - 1] != c)) out[n++] = c;
    }
    return n;
}

const char *ak_loose_confused_with(char c)
{
    return c == 'M' ? "N" : c == 'N' ? "M" : c == 'K' || c == 'T' ? "S" : c == 'S' ? "KT" : "";
}

bool ak_loose_near(ak_slice a, ak_slice b)
{
    if (a.len > b.len) {
        ak_slice swap = a;
        a = b;
        b = swap;
    }
    size_t front = 0, back = 0;
    while (front < a.len && a.data[front] == b.data[front]) front++;
    if (front == b.len) return true;
    if (a.len < 2 || b.len - a.len > 1) return false;
    while (back < a.len - front && a.data[a.len - 1 - back] == b.data[b.len - 1 - back]) back++;
    if (a.len < b.len) return front + back == a.len && ak_loose_slips(b.data[front]);
    return front + back + 1 == a.len &&
           strchr(ak_loose_confused_with(a.data[front]), b.data[front]);
}

/* ---- evidence ---- */

/* A word as numbers: of each letter, and of the pair that it ends (0: none). */
typedef struct numbers {
    uint8_t letter[AK_TERM_MAX + 1], pair[AK_TERM_MAX + 1]; /* from 1 on */
    size_t len;
} numbers;

/* False where something is not a letter. */
static bool number_letters(ak_slice s, const uint8_t pairs[27][27], numbers *out)
{
    out->len = s.len < AK_TERM_MAX ? s.len : AK_TERM_MAX;
    out->letter[0] = 0;
    for (size_t i = 1; i <= out->len; i++) {
        char c = s.data[i - 1];
        if (c < 'a' || c > 'z') return false;
        out->letter[i] = (uint8_t)(c - 'a' + 1);
        out->pair[i] = pairs[out->letter[i - 1]][out->letter[i]];
    }
    return true;
}

static inline void raise(int16_t *best, int value)
{
    if (value > *best) *best = (int16_t)value;
}

/* Row i of the table: most evidence for the first i romanised letters and the first j Latin ones,
 * from the two rows before it. Returns the most of the row. */
static int fill_row(const ak_transcription *t, const numbers *x, const numbers *y, size_t i,
    int16_t *row, const int16_t *before, const int16_t *second)
{
    const int8_t *nothing = t->from.evidence[0], *one = t->from.evidence[x->letter[i]];
    const int8_t *two = i > 1 && x->pair[i] ? t->from.evidence[x->pair[i]] : NULL;
    int most = IMPOSSIBLE;
    for (size_t j = 0; j <= y->len; j++) {
        int16_t best = IMPOSSIBLE;
        uint8_t letter = j ? y->letter[j] : 0, pair = j > 1 ? y->pair[j] : 0;
        raise(&best, before[j] + one[0]);
        if (j) raise(&best, row[j - 1] + nothing[letter]);
        if (j) raise(&best, before[j - 1] + one[letter]);
        if (pair && one[pair] != AK_TRANSCRIPTION_NEVER) raise(&best, before[j - 2] + one[pair]);
        if (two && j && two[letter] != AK_TRANSCRIPTION_NEVER)
            raise(&best, second[j - 1] + two[letter]);
        if (two && pair && two[pair] != AK_TRANSCRIPTION_NEVER)
            raise(&best, second[j - 2] + two[pair]);
        row[j] = best;
        if (best > most) most = best;
    }
    return most;
}

/* INT_MIN where it is certain to be below `least`. */
static int best_alignment(const ak_transcription *t, const numbers *x, const numbers *y, int least)
{
    int16_t rows[3][AK_TERM_MAX + 1];
    int hope = 0, last = 0;
    for (size_t i = 1; i <= x->len; i++) hope += t->most[x->letter[i]];
    rows[0][0] = 0;
    for (size_t j = 1; j <= y->len; j++)
        rows[0][j] = (int16_t)(rows[0][j - 1] + t->from.evidence[0][y->letter[j]]);
    for (size_t i = 1; i <= x->len; i++) {
        int most = fill_row(t, x, y, i, rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]);
        hope -= t->most[x->letter[i]];
        /* The next letter may be paired with this one, and go on from the row before. */
        if (most + hope < least && last + hope + t->most[x->letter[i]] < least) return INT_MIN;
        last = most;
    }
    return rows[x->len % 3][y->len];
}

int ak_transcription_evidence(
    const ak_transcription *table, ak_slice romanised, ak_slice latin, int least)
{
    numbers x, y;
    if (!number_letters(romanised, table->from.pairs, &x) ||
        !number_letters(latin, table->to.pairs, &y))
        return INT_MIN;
    return best_alignment(table, &x, &y, least);
}

static int needed_for(const ak_transcription *table, size_t longer)
{
    const size_t last = AK_TRANSCRIPTION_LENGTHS - 1;
    return table->needed[longer < last ? longer : last];
}

int ak_transcription_strength(ak_script script, ak_slice romanised, ak_slice latin)
{
    const ak_transcription *t = script <= AK_SCRIPT_OTHER ? ak_transcriptions[script] : NULL;
    const size_t longer = romanised.len > latin.len ? romanised.len : latin.len;
    if (!t || longer == 0) return 0;
    return ak_transcription_strength_of(
        t, ak_transcription_evidence(t, romanised, latin, needed_for(t, longer)), longer);
}

int ak_transcription_strength_of(const ak_transcription *table, int evidence, size_t longer)
{
    const int needed = needed_for(table, longer);
    if (evidence < needed) return 0;
    const int plenty = PLENTY_A_LETTER * (int)longer;
    if (evidence >= plenty || plenty <= needed) return STRENGTH_MOST;
    return STRENGTH_LEAST +
           (evidence - needed) * (STRENGTH_MOST - STRENGTH_LEAST) / (plenty - needed);
}

uint64_t ak_transcription_hash(void)
{
    return ak_transcriptions_hash;
}
