/* Reading around a run: headlines, and words that stand by ships and aircraft. */
#include "scan/context.h"

#include "base/hash.h"
#include "scan/letters.h"

#define AROUND 160 /* bytes on each side in which "vessel" supports the name of one */
#define LINE 300   /* bytes of a line that are looked at for capitals */
#define WRAPPED 60 /* of a line that may go on in the next one */

static bool is_word_byte(char ch)
{
    unsigned char c = (unsigned char)ch;
    return (unsigned char)((c | 0x20) - 'a') < 26 || c >= 0x80;
}

/* The end, no further than `stop`, of the letters from `at` on. */
static size_t letters_end(ak_slice view, size_t at, size_t stop)
{
    const ak_slice text = {view.data, stop};
    do {
        at = ak_letters_end(text, at, AK_NO_CASE);
        while (at < stop && (unsigned char)text.data[at] >= 0x80) at++;
    } while (at < stop && is_word_byte(text.data[at]));
    return at;
}

typedef enum letter_case { NO_CASE, SMALL, CAPITAL } letter_case;

/* Of the letter of Latin, Greek or Cyrillic that begins at `at`, in view. */
static letter_case case_at(ak_slice view, size_t at)
{
    const unsigned c = (unsigned char)view.data[at];
    const unsigned next = at + 1 < view.len ? (unsigned char)view.data[at + 1] : 0;
    if (c < 0x80) return c >= 'a' && c <= 'z' ? SMALL : c >= 'A' && c <= 'Z' ? CAPITAL : NO_CASE;
    switch (c) {
    case 0xC3: /* Latin-1 */
        return next <= 0x9E ? CAPITAL : SMALL;
    case 0xCE: /* Greek */
        return next >= 0x86 && next <= 0xAB && next != 0x90 ? CAPITAL : SMALL;
    case 0xD0: /* Cyrillic */
        return next <= 0xAF ? CAPITAL : SMALL;
    case 0xCF:
    case 0xD1:
        return SMALL;
    default:
        return NO_CASE;
    }
}

/* Where the line that `at` is in begins, as far as it is looked at. */
static size_t line_begin(ak_slice view, size_t at, size_t least)
{
    const char *end = memrchr(view.data + least, '\n', at - least);
    return end ? (size_t)(end - view.data) + 1 : least;
}

/* Whether the line [begin, end) goes on in the next one, as wrapped text does: it is long, and
 * ends with a word or a comma. */
static bool is_wrapped(ak_slice view, size_t begin, size_t end)
{
    if (end - begin < WRAPPED || end + 1 >= view.len) return false;
    const char last = view.data[end - 1], next = view.data[end + 1];
    return (is_word_byte(last) || last == ',' || last == ' ') && next != '\n' && next != '\r';
}

/* Whether what ends at `end` is a sentence: behind a bracket, or with words in small letters. */
static bool ends_in_dot(ak_slice view, size_t end, unsigned small)
{
    size_t at = end;
    while (at > 0 && end - at < LINE && view.data[at - 1] && strchr(" \r\t)\"*", view.data[at - 1]))
        at--;
    if (at < 2 || view.data[at - 1] != '.') return false;
    return small || view.data[at - 2] == ')';
}

/* Where the line that has `begin`, and those that go on in it from `line` on, end: at most `stop`.
 */
static size_t headline_end(ak_slice view, size_t line, size_t begin, size_t stop)
{
    const char *end;
    while ((end = memchr(view.data + line, '\n', stop - line)) != NULL) {
        const size_t at = (size_t)(end - view.data);
        if (at >= begin && !is_wrapped(view, line, at)) return at;
        line = at + 1;
    }
    return stop;
}

/* Words of a line by their first letter; the small ones of three letters and less are left out. */
typedef struct word_count {
    unsigned capitals, small;
} word_count;

/* Counts the word from `at` on, no further than `stop`, which begins with no letter of ASCII. */
static void count_word(ak_slice view, size_t at, size_t stop, word_count *out)
{
    const letter_case first = case_at(view, at);
    const size_t letter = (unsigned char)view.data[at] >= 0xCE ? 2 : 1; /* bytes of one */
    if (first == CAPITAL) out->capitals++;
    if (first == SMALL && letters_end(view, at, stop) - at > 3 * letter) out->small++;
}

/* Of bytes [begin, end), at most 2 * LINE. */
static word_count count_words(ak_slice view, size_t begin, size_t end)
{
    enum { BLOCKS = 2 * LINE / AK_LETTERS_BLOCK + 2 };
    ak_letters_kinds kinds[BLOCKS] = {{0, 0, 0, 0}};
    word_count out = {0, 0};
    uint64_t before = 0; /* bit 0: a letter is before the block */
    size_t count = 0;
    for (size_t at = begin; at < end; at += AK_LETTERS_BLOCK)
        kinds[count++] = ak_letters_kinds_at((ak_slice){view.data, end}, at);
    for (size_t i = 0; i < count; i++, begin += AK_LETTERS_BLOCK) {
        const ak_letters_kinds *k = &kinds[i];
        const uint64_t letters = k->capital | k->small | k->high;
        const uint64_t behind = k[1].capital | k[1].small | k[1].high;
        const uint64_t starts = letters & ~(letters << 1 | before);
        const uint64_t four = (letters >> 1 | behind << 63) & (letters >> 2 | behind << 62) &
                              (letters >> 3 | behind << 61);
        out.capitals += (unsigned)__builtin_popcountll(starts & k->capital);
        out.small += (unsigned)__builtin_popcountll(starts & k->small & four);
        for (uint64_t others = starts & k->high; others; others &= others - 1)
            count_word(view, begin + (size_t)__builtin_ctzll(others), end, &out);
        before = letters >> 63;
    }
    return out;
}

/* In a headline every word has a capital but the short ones, and no dot ends it. */
static bool in_headline(ak_slice view, size_t begin)
{
    const size_t least = begin > LINE / 2 ? begin - LINE / 2 : 0;
    const size_t stop = begin + LINE < view.len ? begin + LINE : view.len;
    size_t line = line_begin(view, begin, least);
    while (line > least && is_wrapped(view, line_begin(view, line - 1, least), line - 1))
        line = line_begin(view, line - 1, least);
    const size_t end = headline_end(view, line, begin, stop);
    const word_count words = count_words(view, line, end);
    if (words.small * 4 >= words.capitals) return false;
    return (end == stop && stop < view.len) || !ends_in_dot(view, end, words.small);
}

void ak_context_start(ak_context *c, ak_slice view, const ak_run *run)
{
    *c = (ak_context){
        .view = view, .begin = run->tokens[0].begin, .end = run->tokens[run->count - 1].end};
}

bool ak_context_supports(ak_slice word)
{
    /* By their length in bytes. */
    static const char *const words[] = {[2] = "mv mt",
        [3] = "imo tug jet",
        [4] = "ship flag tail",
        [5] = "ships cargo yacht barge buque barco",
        [6] = "vessel tanker bulker sailed",
        [7] = "vessels tankers flagged carrier",
        [8] = "carriers aircraft airplane",
        [9] = "freighter petrolero",
        [10] = "helicopter судно سفينة ناقلة",
        [12] = "танкер",
        [14] = "корабль"};
    const char *next = word.len < sizeof words / sizeof *words ? words[word.len] : NULL;
    for (; next; next = next[word.len] ? next + word.len + 1 : NULL)
        if (ak_slice_eq_nocase(word, (ak_slice){next, word.len})) return true;
    return false;
}

static bool look_around(const ak_context *c)
{
    size_t at = c->begin > AROUND ? c->begin - AROUND : 0, stop = c->end + AROUND;
    if (stop > c->view.len) stop = c->view.len;
    while (at < stop) {
        size_t word = at;
        at = letters_end(c->view, at, stop);
        if (at > word && ak_context_supports(ak_slice_sub(c->view, word, at))) return true;
        if (at == word) at++;
    }
    return false;
}

bool ak_context_company(ak_context *c)
{
    if (c->company == AK_KNOWN_NOT) c->company = look_around(c) ? AK_KNOWN_YES : AK_KNOWN_NO;
    return c->company == AK_KNOWN_YES;
}

bool ak_context_headline(ak_context *c)
{
    if (c->headline == AK_KNOWN_NOT)
        c->headline = in_headline(c->view, c->begin) ? AK_KNOWN_YES : AK_KNOWN_NO;
    return c->headline == AK_KNOWN_YES;
}

uint32_t ak_context_edges(ak_context *c)
{
    size_t begin = c->begin > AK_CONTEXT_EDGE ? c->begin - AK_CONTEXT_EDGE : 0;
    ak_slice before = ak_slice_sub(c->view, begin, c->begin);
    ak_slice behind = ak_slice_sub(c->view, c->end, c->end + AK_CONTEXT_EDGE);
    c->edges = (uint32_t)ak_hash_seed(before, ak_hash(behind)) | 1;
    return c->edges;
}
