/* Reading names that were written against filters. */
#include "scan/payment_names.h"

#include "names/units.h"

#define SET_APART 4      /* letters in a row that are more than initials */
#define LONG_WORD 7      /* shorter words are not cut */
#define SHORTEST_PIECE 3 /* of a cut word */
#define LONGEST_WORD 48
#define WORDS_MAX 32 /* of a name that is rewritten */
#define CUTS_MAX 3   /* ways to cut one word that are tried */

/* A word of the rewritten name. */
typedef struct token {
    char text[LONGEST_WORD];
    size_t len;
    uint8_t cuts[CUTS_MAX][5]; /* where it is cut, ascending; 0 ends */
    size_t cut_count;
} token;

typedef struct tokens {
    token at[WORDS_MAX];
    size_t count;
} tokens;

/* ---- letters set apart ---- */

static bool is_letter(const ak_word *w)
{
    return w->text.len == 1;
}

/* The least distance between neighbours of words [i, end): what is wider separates words. */
static uint32_t usual_gap(const ak_word *words, size_t i, size_t end)
{
    uint32_t gap = UINT32_MAX;
    for (; i + 1 < end; i++)
        if (words[i + 1].begin - words[i].end < gap) gap = words[i + 1].begin - words[i].end;
    return gap;
}

static bool append(token *t, ak_slice s)
{
    if (s.len > sizeof t->text - t->len) return false;
    memcpy(t->text + t->len, s.data, s.len);
    t->len += s.len;
    return true;
}

static token *new_token(tokens *out)
{
    if (out->count == WORDS_MAX) return NULL;
    token *t = &out->at[out->count++];
    t->len = t->cut_count = 0;
    return t;
}

/* Letters [i, end) as words. False where they do not fit. */
static bool join_letters(const ak_word *words, size_t i, size_t end, tokens *out)
{
    uint32_t gap = usual_gap(words, i, end);
    token *t = new_token(out);
    for (; t && i < end; i++) {
        if (!append(t, words[i].text)) return false;
        if (i + 1 < end && words[i + 1].begin - words[i].end > gap) t = new_token(out);
    }
    return t != NULL;
}

/* The words, with letters that stand apart put together; *joined: there were such. */
static bool make_tokens(const ak_word *words, size_t n, tokens *out, bool *joined)
{
    out->count = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && is_letter(&words[end])) end++;
        if (end - i >= SET_APART) {
            *joined = true;
            if (!join_letters(words, i, end, out)) return false;
            i = end;
            continue;
        }
        token *t = new_token(out);
        if (!t || !append(t, words[i].text)) return false;
        i++;
    }
    return true;
}

/* ---- words run together ---- */

static bool is_part(const ak_index *index, const char *text, size_t len)
{
    uint32_t term;
    return len >= SHORTEST_PIECE && ak_index_find_term(index, (ak_slice){text, len}, &term) &&
           index->data.terms[term].flags & AK_UNIT_PART;
}

/* Digits that stand for letters in a word that has both. */
static void read_digits(token *t)
{
    static const char digits[] = "0134578", letters[] = "oieastb";
    size_t count = 0;
    for (size_t i = 0; i < t->len; i++) count += t->text[i] <= '9';
    if (count * 2 > t->len) return;
    for (size_t i = 0; i < t->len; i++) {
        const char *d = memchr(digits, t->text[i], sizeof digits - 1);
        if (d) t->text[i] = letters[d - digits];
    }
}

/* All ways to cut into two; the evenest come first where there are more than are kept. */
static void cut_in_two(const ak_index *index, token *t)
{
    size_t half = t->len / 2;
    for (size_t d = 0; d <= half && t->cut_count < CUTS_MAX; d++)
        for (int side = 0; side < 2 && t->cut_count < CUTS_MAX; side++) {
            size_t at = side ? half - d : half + d;
            if ((side && d == 0) || at == 0 || at >= t->len) continue;
            if (!is_part(index, t->text, at) || !is_part(index, t->text + at, t->len - at))
                continue;
            t->cuts[t->cut_count][0] = (uint8_t)at;
            t->cuts[t->cut_count++][1] = 0;
        }
}

/* The cut into the fewest parts, three to five. */
static void cut_in_more(const ak_index *index, token *t)
{
    uint8_t pieces[LONGEST_WORD + 1] = {0}, from[LONGEST_WORD + 1] = {0};
    for (size_t end = SHORTEST_PIECE; end <= t->len; end++)
        for (size_t begin = 0; begin + SHORTEST_PIECE <= end; begin++) {
            if (begin && !pieces[begin]) continue;
            if (pieces[end] && pieces[end] <= pieces[begin] + 1) continue;
            if (!is_part(index, t->text + begin, end - begin)) continue;
            pieces[end] = (uint8_t)(pieces[begin] + 1);
            from[end] = (uint8_t)begin;
        }
    size_t n = pieces[t->len];
    if (n < 2 || n > 5) return;
    uint8_t *cuts = t->cuts[t->cut_count++];
    cuts[n - 1] = 0;
    for (size_t end = from[t->len], i = n - 1; i > 0; end = from[end]) cuts[--i] = (uint8_t)end;
}

static bool cut_words(const ak_index *index, tokens *words)
{
    bool any = false;
    for (size_t i = 0; i < words->count; i++) {
        token *t = &words->at[i];
        if (t->len < LONG_WORD || is_part(index, t->text, t->len)) continue;
        read_digits(t);
        cut_in_two(index, t);
        if (t->cut_count == 0) cut_in_more(index, t);
        any |= t->cut_count > 0;
    }
    return any;
}

/* ---- writing ---- */

/* The name with each word cut in its way number `way`, or its last; SIZE_MAX: not cut. */
static bool write_name(const tokens *words, size_t way, ak_arena *arena, ak_slice *out)
{
    size_t room = 0, n = 0;
    for (size_t i = 0; i < words->count; i++) room += words->at[i].len + 6;
    char *text = ak_arena_alloc(arena, room + 1);
    if (!text) return false;
    for (size_t i = 0; i < words->count; i++) {
        const token *t = &words->at[i];
        const uint8_t *cut = NULL;
        if (t->cut_count && way != SIZE_MAX)
            cut = t->cuts[way < t->cut_count ? way : t->cut_count - 1];
        if (n) text[n++] = ' ';
        for (size_t k = 0; k < t->len; k++) {
            if (cut && *cut && k == *cut) {
                text[n++] = ' ';
                cut++;
            }
            text[n++] = t->text[k];
        }
    }
    text[n] = '\0';
    *out = (ak_slice){text, n};
    return true;
}

static aka_status put(const tokens *words, size_t way, const char *how, ak_arena *arena,
    ak_rewrite out[AK_REWRITES_MAX], size_t *count, aka_error *err)
{
    ak_rewrite *r = &out[*count];
    r->how = how;
    if (!write_name(words, way, arena, &r->text)) return ak_fail_nomem(err);
    ++*count;
    return AKA_OK;
}

aka_status ak_payment_rewrites(ak_text *text, const ak_index *index, ak_slice name, ak_arena *arena,
    ak_rewrite out[AK_REWRITES_MAX], size_t *count, bool *instead, aka_error *err)
{
    ak_word *words;
    size_t n;
    tokens all;
    bool joined = false;
    *count = 0;
    *instead = false;
    aka_status st = ak_words(text, name, arena, &words, &n, err);
    if (st || n == 0 || n > 4 * WORDS_MAX || !make_tokens(words, n, &all, &joined)) return st;
    *instead = joined;
    if (joined) st = put(&all, SIZE_MAX, "letters set apart", arena, out, count, err);
    if (st || !cut_words(index, &all)) return st;
    size_t ways = 0;
    for (size_t i = 0; i < all.count; i++)
        if (all.at[i].cut_count > ways) ways = all.at[i].cut_count;
    for (size_t way = 0; way < ways && !st; way++)
        st = put(
            &all, way, joined ? "letters set apart" : "words run together", arena, out, count, err);
    return st;
}
