/* The alignment of transcribe.c with the word's side laid out, and given up as soon as what the
 * letters to come can add at most does not suffice. */
#include "names/hearing.h"

#define IMPOSSIBLE (-16000)

/* What is being laid out. */
typedef struct layout {
    const ak_transcription *table;
    bool romanised;                  /* the word is; the other side is Latin */
    uint8_t letter[AK_TERM_MAX + 1]; /* numbers of the word's letters, from 1 on … */
    uint8_t pair[AK_TERM_MAX + 1];   /* … and of the pairs that they end; 0: none */
    size_t length;
} layout;

/* Evidence of something in the word with something on the other side. */
static int evidence_of(const layout *l, uint8_t word, uint8_t other)
{
    const uint8_t from = l->romanised ? word : other, to = l->romanised ? other : word;
    return l->table->evidence[(size_t)from * l->table->to_count + to];
}

static bool number_letters(layout *l, ak_slice word)
{
    const uint8_t(*pairs)[27] = l->romanised ? l->table->from : l->table->to;
    l->length = word.len < AK_TERM_MAX ? word.len : AK_TERM_MAX;
    for (size_t i = 1; i <= l->length; i++) {
        const char c = word.data[i - 1];
        if (c < 'a' || c > 'z') return false;
        l->letter[i] = (uint8_t)(c - 'a' + 1);
        l->pair[i] = i > 1 ? pairs[l->letter[i - 1]][l->letter[i]] : 0;
    }
    return true;
}

/* Lays out the evidence of a letter or pair of the other side. Returns the most that it adds. */
static int lay_out(const layout *l, uint8_t number, ak_hearing *out)
{
    int most = evidence_of(l, 0, number);
    out->none[number] = (int16_t)most;
    for (size_t i = 0; i < AK_HEARING_PLACES; i++)
        out->letter[number][i] = out->pair[number][i] = IMPOSSIBLE;
    for (size_t i = 1; i <= l->length; i++) {
        const int one = evidence_of(l, l->letter[i], number);
        const int two = l->pair[i] ? evidence_of(l, l->pair[i], number) : IMPOSSIBLE;
        if (one > most) most = one;
        if (two > most) most = two;
        if (i >= AK_HEARING_PLACES) continue;
        out->letter[number][i] = (int16_t)one;
        out->pair[number][i] = (int16_t)two;
    }
    return most;
}

static inline void raise(int16_t *most, int value)
{
    if (value > *most) *most = (int16_t)value;
}

/* A pair brings each of its letters half of what it adds. */
static void lay_out_all(const layout *l, ak_hearing *out)
{
    for (uint8_t a = 1; a <= 26; a++) out->most[a] = (int16_t)(2 * lay_out(l, a, out));
    for (uint8_t a = 1; a <= 26; a++)
        for (uint8_t b = 1; b <= 26; b++) {
            const uint8_t number = out->pairs[a][b];
            if (!number || number >= AK_HEARING_NUMBERS) continue;
            const int most = lay_out(l, number, out);
            raise(&out->most[a], most);
            raise(&out->most[b], most);
        }
}

void ak_hearing_make(ak_script script, bool romanised, ak_slice word, ak_hearing *out)
{
    layout l = {.table = script <= AK_SCRIPT_OTHER ? ak_transcriptions[script] : NULL,
        .romanised = romanised};
    out->needed = NULL;
    if (!l.table || word.len == 0 || !number_letters(&l, word)) return;
    out->needed = l.table->needed;
    out->pairs = romanised ? l.table->to : l.table->from;
    out->length = (uint8_t)l.length;
    out->base = 0;
    for (size_t i = 1; i <= l.length; i++) {
        const int alone = evidence_of(&l, l.letter[i], 0);
        if (alone > 0) out->base += 2 * alone;
        if (i < AK_HEARING_PLACES) out->alone[i] = (int16_t)alone;
    }
    lay_out_all(&l, out);
}

/* The most evidence up to each place of the word; two that are impossible stand in front. */
typedef struct row {
    int16_t at[AK_HEARING_PLACES + 2];
} row;

static inline int16_t greater(int16_t a, int16_t b)
{
    return a > b ? a : b;
}

/* The row for one letter more of the other side. `pair`: the number of the pair that it ends. */
static int next_row(const ak_hearing *h, uint8_t letter, uint8_t pair, const row *before,
    const row *second, row *out)
{
    const int16_t *one = h->letter[letter], *two = h->pair[letter], none = h->none[letter];
    int16_t best[AK_HEARING_PLACES];
    for (size_t j = 0; j < AK_HEARING_PLACES; j++) {
        const int16_t alone = (int16_t)(before->at[j + 2] + none);
        const int16_t single = (int16_t)(before->at[j + 1] + one[j]);
        best[j] = greater(greater(alone, single), (int16_t)(before->at[j] + two[j]));
    }
    if (pair) {
        one = h->letter[pair];
        two = h->pair[pair];
        for (size_t j = 0; j < AK_HEARING_PLACES; j++) {
            const int16_t single = (int16_t)(second->at[j + 1] + one[j]);
            best[j] = greater(best[j], greater(single, (int16_t)(second->at[j] + two[j])));
        }
    }
    int16_t last = best[0], most = last;
    out->at[0] = out->at[1] = IMPOSSIBLE;
    out->at[2] = last;
    for (size_t j = 1; j <= h->length; j++) {
        last = greater(best[j], (int16_t)(last + h->alone[j]));
        out->at[j + 2] = last;
        most = greater(most, last);
    }
    for (size_t j = h->length + 1u; j < AK_HEARING_PLACES; j++) out->at[j + 2] = IMPOSSIBLE;
    return most;
}

static void first_row(const ak_hearing *h, row *out)
{
    for (size_t j = 0; j < AK_HEARING_PLACES + 2; j++) out->at[j] = IMPOSSIBLE;
    out->at[2] = 0;
    for (size_t j = 1; j <= h->length; j++)
        out->at[j + 2] = (int16_t)(out->at[j + 1] + h->alone[j]);
}

/* hope: twice the most that all letters of the other side can add. */
static bool may_align(const ak_hearing *h, ak_slice other, int hope, int needed)
{
    row rows[3];
    row *second = &rows[0], *before = &rows[1], *now = &rows[2];
    first_row(h, before);
    *second = *before;
    int last = 0;
    for (size_t i = 0; i < other.len; i++) {
        const uint8_t letter = (uint8_t)(other.data[i] - 'a' + 1);
        const uint8_t pair = i ? h->pairs[other.data[i - 1] - 'a' + 1][letter] : 0;
        if (pair >= AK_HEARING_NUMBERS) return true;
        const int most = next_row(h, letter, pair, before, second, now);
        const int with = hope; /* the letter may be paired with the next one */
        hope -= h->most[letter];
        if (2 * most + hope < 2 * needed && 2 * last + with < 2 * needed) return false;
        row *spare = second;
        second = before;
        before = now;
        now = spare;
        last = most;
    }
    return before->at[h->length + 2] >= needed;
}

bool ak_hearing_may(const ak_hearing *h, ak_slice other)
{
    if (!h->needed || other.len == 0) return false;
    other = ak_slice_sub(other, 0, AK_TERM_MAX);
    const size_t longer = other.len > h->length ? other.len : h->length;
    const size_t last = AK_TRANSCRIPTION_LENGTHS - 1;
    const int needed = h->needed[longer < last ? longer : last];
    int hope = h->base;
    for (size_t i = 0; i < other.len; i++) {
        if (other.data[i] < 'a' || other.data[i] > 'z') return false;
        hope += h->most[other.data[i] - 'a' + 1];
    }
    if (hope < 2 * needed) return false;
    return h->length >= AK_HEARING_PLACES || may_align(h, other, hope, needed);
}
