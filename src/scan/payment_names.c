/* Reading names that were written against filters. */
#include "scan/payment_names.h"

#include "names/units.h"

#define SET_APART 4     /* letters in a row that are more than initials */
#define DOTTED 3        /* letters with dots between them that may be a word … */
#define DOTTED_WORD 5   /* … or must be, being too many for initials */
#define LONG_WORD 7     /* shorter words are not cut */
#define LONGEST_WORD 96 /* of a name that is rewritten */
#define WORDS_MAX 32
#define WAYS_MAX 3       /* to cut one word in two */
#define CUTS_MAX 15      /* of one word */
#define LONGEST_PIECE 24 /* of a cut word */
#define COMMON 16 /* listed names that have a part of two letters (co, al) which may be cut off */

/* A word of the rewritten name. */
typedef struct token {
    char text[LONGEST_WORD];
    size_t len;
    bool whole;                           /* of a script whose syllables are parts: not to be cut */
    uint8_t cuts[WAYS_MAX][CUTS_MAX + 1]; /* where it is cut, ascending; 0 ends */
    size_t ways;
} token;

typedef struct tokens {
    token at[WORDS_MAX];
    size_t count;
    const char *how; /* what was done, NULL: nothing */
    bool letters;    /* letters were put together that say nothing apart */
} tokens;

/* ---- letters set apart ---- */

static bool is_letter(const ak_word *w)
{
    return w->text.len == 1;
}

/* The longest row of blanks between a word and the next. */
static size_t blanks_behind(ak_slice name, const ak_word *w)
{
    size_t longest = 0, row = 0;
    for (size_t i = w[0].end; i < w[1].begin; i++) {
        row = name.data[i] == ' ' ? row + 1 : 0;
        if (row > longest) longest = row;
    }
    return longest;
}

/* The least distance between neighbours of words [i, end): what is wider separates words. */
static size_t usual_gap(ak_slice name, const ak_word *words, size_t i, size_t end)
{
    size_t gap = SIZE_MAX;
    for (; i + 1 < end; i++) {
        size_t blanks = blanks_behind(name, &words[i]);
        if (blanks < gap) gap = blanks;
    }
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
    t->len = t->ways = 0;
    t->whole = false;
    return t;
}

/* Letters [i, end) as words. False where they do not fit. */
static bool join_letters(ak_slice name, const ak_word *words, size_t i, size_t end, tokens *out)
{
    size_t gap = usual_gap(name, words, i, end);
    token *t = new_token(out);
    for (; t && i < end; i++) {
        if (!append(t, words[i].text)) return false;
        if (i + 1 < end && blanks_behind(name, &words[i]) > gap) t = new_token(out);
    }
    return t != NULL;
}

static bool is_syllabic(const ak_word *w)
{
    return w->script == AK_SCRIPT_HAN || w->script == AK_SCRIPT_KANA ||
           w->script == AK_SCRIPT_HANGUL;
}

static bool add_word(const ak_word *w, tokens *out)
{
    token *t = new_token(out);
    if (!t || !append(t, w->text)) return false;
    t->whole = is_syllabic(w);
    if (w->flags & AK_WORD_DOTTED && w->text.len >= DOTTED) {
        out->how = "letters set apart";
        out->letters |= w->text.len >= DOTTED_WORD;
    }
    return true;
}

/* The words, with letters that stand apart put together. False where they do not fit. */
static bool make_tokens(ak_slice name, const ak_word *words, size_t n, tokens *out)
{
    *out = (tokens){.count = 0};
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && is_letter(&words[end])) end++;
        bool apart = end - i >= SET_APART;
        if (apart ? !join_letters(name, words, i, end, out) : !add_word(&words[i], out))
            return false;
        out->letters |= apart;
        i = apart ? end : i + 1;
    }
    if (out->letters) out->how = "letters set apart";
    return true;
}

/* ---- words run together ---- */

/* Whether a listed name has that part, two letters only where many have it. */
static bool is_part(const ak_index *index, const char *text, size_t len)
{
    uint32_t number;
    if (len < 2 || len > LONGEST_PIECE ||
        !ak_index_find_term(index, (ak_slice){text, len}, &number))
        return false;
    return len > 2 || index->data.terms[number].posting_count >= COMMON;
}

/* Replaces digits that stand for letters ("1" for i, or for l). False where there are none, or more
 * than letters. */
static bool replace_digits(token *t, const char *letters)
{
    static const char digits[] = "0134578";
    size_t count = 0;
    for (size_t i = 0; i < t->len; i++) count += t->text[i] <= '9';
    if (count == 0 || count == t->len || (count * 2 > t->len && t->len > 3)) return false;
    for (size_t i = 0; i < t->len; i++) {
        const char *d = memchr(digits, t->text[i], sizeof digits - 1);
        if (d) t->text[i] = letters[d - digits];
    }
    return true;
}

/* A word with digits for letters, where that makes it a part of a listed name. */
static void read_digits(const ak_index *index, tokens *words)
{
    static const char *const readings[] = {"oieastb", "oleastb"};
    for (size_t i = 0; i < words->count; i++)
        for (size_t k = 0; k < 2; k++) {
            token t = words->at[i];
            if (!replace_digits(&t, readings[k]) || !is_part(index, t.text, t.len)) continue;
            words->at[i] = t;
            if (!words->how) words->how = "digits for letters";
            break;
        }
}

/* Ways to cut into two; the evenest where there are more than are kept. */
static void cut_in_two(const ak_index *index, token *t)
{
    size_t half = t->len / 2;
    for (size_t d = 0; d <= half; d++)
        for (int side = 0; side < 2; side++) {
            size_t at = side ? half - d : half + d;
            if (t->ways == WAYS_MAX || (side && d == 0) || at < 3 || at + 3 > t->len) continue;
            if (!is_part(index, t->text, at) || !is_part(index, t->text + at, t->len - at))
                continue;
            t->cuts[t->ways][0] = (uint8_t)at;
            t->cuts[t->ways++][1] = 0;
        }
}

/* Few and long pieces are likelier than many and short ones. */
static unsigned cost_of(size_t len)
{
    return len > 4 ? 10 : len == 4 ? 11 : len == 3 ? 14 : 22;
}

/* The likeliest cut into any number of parts; three quarters of it must be more than two letters a
 * piece. */
static void cut_in_many(const ak_index *index, token *t)
{
    unsigned best[LONGEST_WORD + 1] = {0};
    uint8_t from[LONGEST_WORD + 1] = {0};
    for (size_t end = 2; end <= t->len; end++)
        for (size_t begin = end > LONGEST_PIECE ? end - LONGEST_PIECE : 0; begin + 2 <= end;
             begin++) {
            unsigned cost = best[begin] + cost_of(end - begin);
            if ((begin && !best[begin]) || (best[end] && best[end] <= cost) ||
                !is_part(index, t->text + begin, end - begin))
                continue;
            best[end] = cost;
            from[end] = (uint8_t)begin;
        }
    size_t pieces = 0, small = 0;
    if (!best[t->len]) return;
    for (size_t end = t->len; end > 0; end = from[end]) {
        pieces++;
        if (end - from[end] < 3) small += end - from[end];
    }
    if (pieces < 2 || pieces > CUTS_MAX || small * 4 > t->len) return;
    uint8_t *cuts = t->cuts[t->ways++];
    cuts[pieces - 1] = 0;
    for (size_t end = from[t->len], i = pieces - 1; i > 0; end = from[end])
        cuts[--i] = (uint8_t)end;
}

static bool cut_words(const ak_index *index, tokens *words)
{
    bool any = false;
    for (size_t i = 0; i < words->count; i++) {
        token *t = &words->at[i];
        if (t->whole || t->len < LONG_WORD || is_part(index, t->text, t->len)) continue;
        replace_digits(t, "oieastb");
        cut_in_two(index, t);
        if (t->ways == 0) cut_in_many(index, t);
        any |= t->ways > 0;
    }
    return any;
}

/* ---- writing ---- */

/* The name with each word cut in its way number `way`, or its last; SIZE_MAX: not cut. */
static bool write_name(const tokens *words, size_t way, ak_arena *arena, ak_slice *out)
{
    size_t room = 0, n = 0;
    for (size_t i = 0; i < words->count; i++) room += words->at[i].len + CUTS_MAX + 1;
    char *text = ak_arena_alloc(arena, room + 1);
    if (!text) return false;
    for (size_t i = 0; i < words->count; i++) {
        const token *t = &words->at[i];
        const uint8_t *cut = NULL;
        if (t->ways && way != SIZE_MAX) cut = t->cuts[way < t->ways ? way : t->ways - 1];
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
    size_t n, ways = 0;
    tokens all;
    *count = 0;
    *instead = false;
    aka_status st = ak_words(text, name, arena, &words, &n, err);
    if (st || n == 0 || !make_tokens(name, words, n, &all)) return st;
    *instead = all.letters;
    read_digits(index, &all);
    if (all.how) st = put(&all, SIZE_MAX, all.how, arena, out, count, err);
    if (st || !cut_words(index, &all)) return st;
    for (size_t i = 0; i < all.count; i++)
        if (all.at[i].ways > ways) ways = all.at[i].ways;
    const char *how = all.letters ? all.how : "words run together";
    for (size_t way = 0; way < ways && !st; way++) st = put(&all, way, how, arena, out, count, err);
    return st;
}
