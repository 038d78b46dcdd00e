/* Reading bytes: word, gap, word. ASCII is read by a table; of other characters only punctuation
 * is known here, and every word that has some goes to the lexicon. */
#include "scan/tokens.h"

#include "scan/letters.h"
#include "scan/marks.h"

#define SMALL_LONGEST 6 /* bytes of a small word that may stand within a name */
#define SMALL_IN_A_ROW 3
#define TAG_LONGEST 192 /* bytes of one whose words are told apart */
#define SHORT_LINE 40   /* bytes; a longer line was broken by its length, not by its sense */

enum { OTHER, LOWER, UPPER, DIGIT, HIGH };

#define TWO(c) c, c
#define EIGHT(c) TWO(c), TWO(c), TWO(c), TWO(c)
#define LETTERS(c) EIGHT(c), EIGHT(c), EIGHT(c), TWO(c)
#define EIGHTH(c) EIGHT(c), EIGHT(c), EIGHT(c), EIGHT(c)
static const uint8_t classes[256] = {['0'] = EIGHT(DIGIT),
    TWO(DIGIT),
    ['A'] = LETTERS(UPPER),
    ['a'] = LETTERS(LOWER),
    [0x80] = EIGHTH(HIGH),
    EIGHTH(HIGH),
    EIGHTH(HIGH),
    EIGHTH(HIGH)};
#undef TWO
#undef EIGHT
#undef LETTERS
#undef EIGHTH

static unsigned byte_at(const ak_tokens *t, size_t i)
{
    return i < t->view.len ? (unsigned char)t->view.data[i] : 0;
}

static bool is_letter(const ak_tokens *t, size_t i)
{
    uint8_t c = classes[byte_at(t, i)];
    return c == LOWER || c == UPPER || c == DIGIT || (c == HIGH && ak_mark_at(t->view, i).len == 0);
}

/* ---- texts without capitals ---- */

#define PARAGRAPH 4096 /* bytes of one that are looked at for a capital */

/* Whether the paragraph from `begin` on, which ends with an empty line, has no capital. */
static bool is_without_capitals(const ak_tokens *t, size_t begin)
{
    const ak_slice text = {
        t->view.data, t->view.len < begin + PARAGRAPH ? t->view.len : begin + PARAGRAPH};
    for (size_t at = begin; at < text.len; at += AK_LETTERS_BLOCK) {
        const ak_letters_kinds kinds = ak_letters_kinds_at(text, at);
        uint64_t places = kinds.capital | kinds.high | kinds.line_end;
        for (; places; places &= places - 1) {
            const size_t i = at + (size_t)__builtin_ctzll(places);
            if (ak_letters_is_upper(t->view, i)) return false;
            if (byte_at(t, i) == '\n' && byte_at(t, i + 1) == '\n') return true;
        }
    }
    return true;
}

static void begin_paragraph(ak_tokens *t, size_t begin)
{
    t->plain = !ak_letters_is_upper(t->view, begin) && is_without_capitals(t, begin);
}

void ak_tokens_start(ak_tokens *t, ak_lexicon *lexicon, ak_slice view)
{
    *t = (ak_tokens){
        .lexicon = lexicon, .view = view, .gap = AK_GAP_BREAK, .flags = AK_TOKEN_INITIAL};
    begin_paragraph(t, 0);
}

/* ---- gaps ---- */

static void widen(ak_tokens *t, uint8_t gap)
{
    if (gap > t->gap) t->gap = gap;
    if (gap >= AK_GAP_QUOTE) t->flags |= AK_TOKEN_INITIAL;
}

/* Whether a line goes on from i with what begins an item of a list: "- ", "* ", "12. ". */
static bool begins_item(const ak_tokens *t, size_t i)
{
    size_t begin = i;
    while (classes[byte_at(t, i)] == DIGIT && i < begin + 4) i++;
    unsigned c = byte_at(t, i);
    bool marked = i > begin ? c == '.' || c == ')' : c == '-' || c == '*' || c == '+';
    return marked && byte_at(t, i + 1) == ' ';
}

static void take_newline(ak_tokens *t)
{
    size_t length = t->at - t->line;
    t->line = t->at + 1;
    bool blank_line = false;
    size_t i = t->at + 1;
    for (; i < t->view.len; i++) {
        unsigned c = byte_at(t, i);
        if (c == '\n') blank_line = true, t->line = i + 1;
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') break;
    }
    if (blank_line) {
        begin_paragraph(t, i);
        t->at = i - 1; /* so that many blank lines are looked at once */
    }
    if (blank_line || begins_item(t, i))
        widen(t, AK_GAP_BREAK);
    else if (length < SHORT_LINE)
        widen(t, AK_GAP_COMMA), t->flags |= AK_TOKEN_INITIAL;
}

static bool is_blank(unsigned c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0;
}

/* A dot ends an abbreviation or a sentence; which, is known when both neighbours are. */
static void take_dot(ak_tokens *t)
{
    widen(t, AK_GAP_DOT);
    t->flags |= AK_TOKEN_DOT;
    unsigned next = byte_at(t, t->at + 1);
    if (next == '.') widen(t, AK_GAP_BREAK);
    if (is_blank(next) || next == '"' || next == ')' || next >= 0x80) t->flags |= AK_TOKEN_INITIAL;
}

static void take_other(ak_tokens *t)
{
    switch (byte_at(t, t->at)) {
    case '\n':
        take_newline(t);
        break;
    case '.':
        take_dot(t);
        break;
    case '-':
        widen(t, AK_GAP_HYPHEN);
        break;
    case ',':
    case '&':
        widen(t, AK_GAP_COMMA);
        break;
    case '\f':
    case '!':
    case '?':
    case ';':
    case ':':
    case '|':
    case '=':
    case '<':
    case '>':
        widen(t, AK_GAP_BREAK);
        break;
    case '(':
        t->flags |= AK_TOKEN_PAREN;
        widen(t, AK_GAP_QUOTE);
        break;
    case ')':
    case '"':
    case '[':
    case ']':
    case '{':
    case '}':
    case '/':
    case '\\':
    case '#':
    case '@':
        widen(t, AK_GAP_QUOTE);
        break;
    default:
        break;
    }
    t->at++;
}

/* Bytes of a character at i that is not seen: a soft hyphen, a zero-width or a direction mark. */
static size_t unseen(const ak_tokens *t, size_t i)
{
    unsigned b0 = byte_at(t, i), b1 = byte_at(t, i + 1), b2 = byte_at(t, i + 2);
    if (b0 == 0xC2 && b1 == 0xAD) return 2;
    bool known = (b2 >= 0x8B && b2 <= 0x8F) || (b2 >= 0xAA && b2 <= 0xAE);
    return b0 == 0xE2 && b1 == 0x80 && known ? 3 : 0;
}

/* The end of a word without what is not seen. */
static size_t seen_end(const ak_tokens *t, size_t begin, size_t end)
{
    while (byte_at(t, end - 1) >= 0x80) {
        if (end >= begin + 3 && unseen(t, end - 3) == 3)
            end -= 3;
        else if (end >= begin + 2 && unseen(t, end - 2) == 2)
            end -= 2;
        else
            break;
    }
    return end;
}

static bool is_hard_blank(const ak_tokens *t)
{
    return byte_at(t, t->at) == 0xC2 && byte_at(t, t->at + 1) == 0xA0;
}

/* Goes to the next word; false at the end. */
static bool skip_gap(ak_tokens *t)
{
    const uint8_t next = classes[byte_at(t, t->at + 1)];
    if (byte_at(t, t->at) == ' ' && next != OTHER && next != HIGH) { /* as nearly always */
        t->at++;
        return true;
    }
    unsigned blanks = 0; /* in a row: columns of a table, or names set side by side */
    while (t->at < t->view.len) {
        const unsigned char byte = (unsigned char)t->view.data[t->at];
        const bool hard = byte == 0xC2 && is_hard_blank(t);
        if (byte == ' ' || hard) {
            if (++blanks > 1) widen(t, AK_GAP_COMMA);
            t->at += hard ? 2 : 1;
            continue;
        }
        blanks = 0;
        if (classes[byte] == OTHER) {
            take_other(t);
        } else if (classes[byte] != HIGH) {
            return true;
        } else {
            ak_mark m = ak_mark_at(t->view, t->at);
            size_t n = unseen(t, t->at);
            if (m.len == 0 && n == 0) return true;
            if (m.len) widen(t, m.gap);
            t->at += m.len ? m.len : n;
        }
    }
    t->at = t->view.len;
    return false;
}

/* ---- words ---- */

/* Bytes of an apostrophe at i that stands between letters; 0: none does. */
static inline size_t apostrophe(const ak_tokens *t, size_t i)
{
    const unsigned c = byte_at(t, i);
    if (c != '\'' && c != '`' && c != 0xE2) return 0;
    const size_t n = c != 0xE2 ? 1 : ak_mark_at(t->view, i).apostrophe ? 3 : 0;
    return n && is_letter(t, i + n) ? n : 0;
}

/* "'s" at i, with nothing behind it that belongs to the word. */
static bool possessive(const ak_tokens *t, size_t i, size_t n)
{
    return (byte_at(t, i + n) | 0x20) == 's' && !is_letter(t, i + n + 1);
}

/* word_end for a word of more than letters a-z and A-Z. */
static size_t mixed_word_end(const ak_tokens *t, size_t i, size_t *bound)
{
    for (;;) {
        i = ak_letters_end(t->view, i, AK_NO_CASE);
        uint8_t c = classes[byte_at(t, i)];
        if (c == DIGIT) {
            i++;
            continue;
        }
        if (c == HIGH && ak_mark_at(t->view, i).len == 0) {
            i++;
            while (i < t->view.len && (byte_at(t, i) & 0xC0) == 0x80) i++;
            continue;
        }
        size_t n = i < t->view.len ? apostrophe(t, i) : 0;
        *bound = n && possessive(t, i, n) ? i + n + 1 : i;
        if (n == 0 || *bound != i) return i;
        i += n;
    }
}

/* The end of letters, digits and apostrophes from i on; *bound = what belongs to the word but is
 * no part of it ("'s") ends there. */
static inline size_t word_end(const ak_tokens *t, size_t i, size_t *bound)
{
    i = ak_letters_end(t->view, i, AK_NO_CASE);
    const unsigned c = byte_at(t, i);
    if (classes[c] != OTHER || c == '\'' || c == '`') return mixed_word_end(t, i, bound);
    *bound = i;
    return i;
}

/* "S.A.", "U.S.": letters set apart by dots are one word. */
static size_t dotted_end(const ak_tokens *t, size_t begin, size_t end)
{
    if (end != begin + 1) return end;
    size_t i = end, letters = 1;
    while (byte_at(t, i) == '.' && classes[byte_at(t, i + 1)] != OTHER &&
           classes[byte_at(t, i + 1)] != HIGH && !is_letter(t, i + 2)) {
        i += 2;
        letters++;
    }
    if (letters == 1) return end;
    return i;
}

/* Small letters at `begin` that an apostrophe binds to a capital, and the apostrophe: "l'" of
 * l'Unification, "dell'" of dell'Arte; 0: none are. */
static size_t elided(const ak_tokens *t, size_t begin, size_t *letters)
{
    const size_t end = ak_letters_end(t->view, begin, 0);
    const size_t n = end > begin && end - begin <= SMALL_LONGEST ? apostrophe(t, end) : 0;
    *letters = end - begin;
    return n && classes[byte_at(t, end + n)] == UPPER ? end - begin + n : 0;
}

/* Takes what is elided as a word of its own. */
static aka_status take_elided(
    ak_tokens *t, size_t letters, size_t length, ak_token *out, aka_error *err)
{
    const size_t begin = t->at;
    *out = (ak_token){(uint32_t)begin, (uint32_t)(begin + letters), 0, t->gap, t->flags};
    t->at = begin + length;
    t->gap = AK_GAP_HYPHEN;
    t->flags = 0;
    return ak_lexicon_add(
        t->lexicon, ak_slice_sub(t->view, begin, begin + letters), &out->lexeme, err);
}

/* Shortens a word that ends at *end to the first of those that are run together behind "#" or "@":
 * "#GustavoPetro". */
static inline void part_tag(ak_tokens *t, size_t begin, size_t *end, size_t *bound)
{
    const char mark = begin > 0 ? t->view.data[begin - 1] : ' ';
    const bool first = mark == '#' || mark == '@';
    if (first && *end - begin <= TAG_LONGEST) t->tag_end = *end;
    if (begin >= t->tag_end) return;
    const size_t part = ak_letters_inner_capital(t->view, begin, *end);
    if (!first || part < *end) t->flags |= AK_TOKEN_TAG;
    if (part < *end) *end = *bound = part;
}

static aka_status take_word(ak_tokens *t, ak_token *out, aka_error *err)
{
    size_t begin = t->at, bound, end = word_end(t, begin, &bound);
    size_t dotted = dotted_end(t, begin, end);
    if (dotted > end) end = bound = dotted;
    part_tag(t, begin, &end, &bound);
    end = seen_end(t, begin, end);
    *out = (ak_token){(uint32_t)begin, (uint32_t)end, 0, t->gap, t->flags};
    t->at = bound;
    bool owner = bound > end && bound != dotted && classes[byte_at(t, bound - 1)] != HIGH;
    if (owner) out->flags |= AK_TOKEN_OWNER;
    t->gap = owner ? AK_GAP_COMMA : AK_GAP_BLANK;
    t->flags = 0;
    const ak_slice word = {t->view.data + begin, end - begin};
    if (!t->plain && begin >= t->plain_end)
        return ak_lexicon_add(t->lexicon, word, &out->lexeme, err);
    out->flags |= AK_TOKEN_PLAIN;
    return ak_lexicon_add_plain(t->lexicon, word, &out->lexeme, err);
}

/* Whether the word [begin, end), which may be part of somebody's name, stands right behind another
 * such; then reading goes back to that one. */
static bool follows_person(ak_tokens *t, size_t begin, size_t end)
{
    if (t->listed_end && begin == t->listed_end + 1 && t->view.data[begin - 1] == ' ') {
        t->at = t->listed;
        t->plain_end = end;
        t->gap = AK_GAP_BREAK;
        t->listed_end = 0;
        return true;
    }
    t->listed = begin;
    t->listed_end = end;
    return false;
}

/* Whether the word [begin, end) in small letters and the one right before it may be somebody's
 * name: "gustavo petro" among words with capitals. */
static inline bool may_be_person(ak_tokens *t, size_t begin, size_t end)
{
    return end - begin >= AK_SCAN_LOWER_LEAST &&
           ak_scan_may_be_person(t->lexicon->plan, ak_letters_eight(t->view, begin), end - begin) &&
           follows_person(t, begin, end);
}

/* Passes over words in small letters, single blanks between them, as far as they stand in the next
 * few bytes whole and no two in a row may be somebody's name; the last of them is left. */
static inline void pass_words(ak_tokens *t)
{
    if (t->at + AK_LETTERS_BLOCK + 8 > t->view.len) return;
    const char *words = t->view.data + t->at;
    uint64_t ends = ak_letters_word_ends(words);
    size_t begin = 0;
    bool before = t->listed_end && t->listed_end + 1 == t->at && words[-1] == ' ';
    for (; ends; ends &= ends - 1) {
        const size_t end = (size_t)__builtin_ctzll(ends), len = end - begin;
        const uint64_t front = ak_letters_eight(t->view, t->at + begin);
        const bool person =
            (len >= AK_SCAN_LOWER_LEAST) & ak_scan_may_be_person(t->lexicon->plan, front, len);
        if (person & before) break;
        if (person) {
            t->listed = t->at + begin;
            t->listed_end = t->at + end;
        }
        before = person;
        begin = end + 1;
    }
    if (begin == 0) return;
    t->at += begin;
    t->gap = AK_GAP_BLANK;
    t->flags = 0;
}

/* Passes over words in small letters; where another is bound to one by a hyphen ("al-Assad") it
 * stays where that is, which is taken as a word. */
static bool pass_lower(ak_tokens *t)
{
    do {
        pass_words(t);
        size_t i = ak_letters_end(t->view, t->at, 0), bound;
        unsigned c = byte_at(t, i);
        if (may_be_person(t, t->at, i)) return false;
        if (c != ' ' && c != ',' && c != '.') {
            const bool small = i - t->at <= SMALL_LONGEST;
            if (c == '-' && small && classes[byte_at(t, i + 1)] == UPPER) return false;
            size_t n = small ? apostrophe(t, i) : 0;
            if (n && classes[byte_at(t, i + n)] == UPPER)
                i += n; /* "d'Oleg", "dell'Ivan" */
            else
                word_end(t, i, &bound), i = bound;
        }
        t->at = i;
        t->gap = AK_GAP_BLANK;
        t->flags = 0;
    } while (byte_at(t, t->at) == ' ' && classes[byte_at(t, t->at + 1)] == LOWER && ++t->at);
    return true;
}

/* ---- runs ---- */

/* A letter by itself and a capital behind it, "Shine. X Investments": no word that a sentence
 * begins with. */
static bool is_lone_letter(const ak_tokens *t, const ak_token *word)
{
    const ak_lexeme *w = ak_lexicon_get(t->lexicon, word->lexeme);
    return w->text.len == 1 && w->shape == AK_SHAPE_CAPITAL && !(w->flags & AK_LEXEME_ORDINARY) &&
           byte_at(t, word->end) == ' ' && classes[byte_at(t, word->end + 1)] == UPPER;
}

/* Whether the dot before this word ends a sentence: not before a bracket, nor after an initial, a
 * title, a legal form, an abbreviation with dots of its own or, before more capitals or a number, a
 * short one in capitals
 * ("NO. 9"). */
static bool dot_ends(const ak_tokens *t, const ak_token *before, const ak_token *word)
{
    const ak_lexeme *b = ak_lexicon_get(t->lexicon, before->lexeme);
    if (!(word->flags & AK_TOKEN_INITIAL) || word->flags & AK_TOKEN_PAREN) return false;
    if (b->shape == AK_SHAPE_DIGITS) return true;
    if (b->text.len == 1 || b->flags & (AK_LEXEME_TITLE | AK_LEXEME_LEGAL)) return false;
    if (memchr(t->view.data + before->begin, '.', before->end - before->begin)) return false;
    ak_shape next = ak_lexicon_get(t->lexicon, word->lexeme)->shape;
    if (is_lone_letter(t, word)) return false;
    if (b->text.len <= 3 && (next == AK_SHAPE_CAPITALS || next == AK_SHAPE_DIGITS)) return false;
    return b->text.len > 3 || b->shape == AK_SHAPE_LOWER || b->shape == AK_SHAPE_CAPITALS;
}

static void add(const ak_tokens *t, ak_run *run, const ak_token *token)
{
    run->tokens[run->count++] = *token;
    if (ak_lexicon_get(t->lexicon, token->lexeme)->flags & AK_LEXEME_ANCHOR) run->anchored = true;
}

/* Drops small words at the end: they belong to the sentence. */
static void trim(const ak_tokens *t, ak_run *run)
{
    while (run->count) {
        const ak_lexeme *last = ak_lexicon_get(t->lexicon, run->tokens[run->count - 1].lexeme);
        if (last->shape != AK_SHAPE_LOWER || !(last->flags & AK_LEXEME_SMALL)) return;
        run->count--;
    }
}

/* What the next word is to the run. */
typedef enum fate { FATE_ADD, FATE_LAST, FATE_PASS, FATE_END } fate;

/* A number before a capital: "140 Remontny Zavod". */
static bool leads(const ak_tokens *t)
{
    return byte_at(t, t->at) == ' ' && classes[byte_at(t, t->at + 1)] == UPPER;
}

static fate decide(const ak_tokens *t, const ak_run *run, const ak_token *word, unsigned small)
{
    const ak_lexeme *w = ak_lexicon_get(t->lexicon, word->lexeme);
    bool open = run->count > 0;
    if (w->shape == AK_SHAPE_NONE) return open ? FATE_END : FATE_PASS;
    if (w->shape == AK_SHAPE_DIGITS) return open || leads(t) ? FATE_ADD : FATE_PASS;
    if (w->shape != AK_SHAPE_LOWER) return FATE_ADD;
    if (!(w->flags & AK_LEXEME_SMALL)) {
        bool kind = open && w->flags & AK_LEXEME_GENERIC && word->gap == AK_GAP_BLANK &&
                    !(ak_lexicon_get(t->lexicon, run->tokens[run->count - 1].lexeme)->flags &
                        (AK_LEXEME_ORDINARY | AK_LEXEME_SMALL));
        return kind ? FATE_LAST : open ? FATE_END : FATE_PASS; /* "the Wagner group" */
    }
    if (!open) return byte_at(t, t->at) == '-' ? FATE_ADD : FATE_PASS;
    return small < SMALL_IN_A_ROW ? FATE_ADD : FATE_END;
}

/* A word in small letters that belongs to a name all the same: bound to it by a hyphen
 * ("Yamaguchi-gumi"), or short, not ordinary, and before a capital ("Iyad ag Ghali", "Seifallah
 * ben Hassine"). */
static bool belongs(const ak_tokens *t, const ak_token *word)
{
    const ak_lexeme *w = ak_lexicon_get(t->lexicon, word->lexeme);
    if (w->shape != AK_SHAPE_LOWER) return false;
    if (word->gap == AK_GAP_HYPHEN) return true;
    if (word->gap == AK_GAP_DOT && byte_at(t, word->begin - 1) == '.')
        return true; /* "Blender.io" */
    return w->text.len <= 3 && !(w->flags & AK_LEXEME_ORDINARY) && byte_at(t, t->at) == ' ' &&
           classes[byte_at(t, t->at + 1)] == UPPER;
}

/* A run of full length ends where a name is least likely to go on, and the rest comes again. */
static void split(ak_tokens *t, ak_run *run)
{
    uint32_t at = AK_RUN_MAX - 8;
    for (uint32_t i = AK_RUN_MAX - 1; i > AK_RUN_MAX / 2; i--)
        if (run->tokens[i].gap >= AK_GAP_COMMA) {
            at = i;
            break;
        }
    const ak_token *next = &run->tokens[at];
    t->at = next->begin;
    t->gap = next->gap;
    t->flags = next->flags;
    run->count = at;
}

aka_status ak_tokens_next(ak_tokens *t, ak_run *run, bool *more, aka_error *err)
{
    unsigned small = 0;
    run->count = 0;
    run->anchored = false;
    while (run->count < AK_RUN_MAX && skip_gap(t)) {
        ak_token word;
        bool open = run->count > 0, lower = classes[byte_at(t, t->at)] == LOWER;
        if (open && t->gap == AK_GAP_BREAK) break;
        if (open && t->at >= t->plain_end && run->tokens[run->count - 1].begin < t->plain_end)
            break;
        if (!open && lower && !t->plain && t->at >= t->plain_end && pass_lower(t)) continue;
        size_t letters, elision = open && lower ? elided(t, t->at, &letters) : 0;
        aka_status status =
            elision ? take_elided(t, letters, elision, &word, err) : take_word(t, &word, err);
        if (status != AKA_OK) return status;
        fate f = elision ? FATE_ADD : decide(t, run, &word, small);
        if ((f == FATE_END || f == FATE_LAST) && belongs(t, &word)) {
            f = FATE_ADD;
            status = ak_lexicon_look(t->lexicon, word.lexeme, err);
            if (status != AKA_OK) return status;
        }
        if (f == FATE_PASS) continue;
        if (f == FATE_END) {
            if (lower && !t->plain) may_be_person(t, word.begin, word.end);
            break;
        }
        if (open && word.flags & AK_TOKEN_DOT && dot_ends(t, &run->tokens[run->count - 1], &word)) {
            t->at = word.begin;
            t->gap = AK_GAP_BREAK;
            t->flags = word.flags & (AK_TOKEN_INITIAL | AK_TOKEN_PAREN);
            break;
        }
        if (f == FATE_LAST) {
            add(t, run, &word);
            break;
        }
        bool is_small = ak_lexicon_get(t->lexicon, word.lexeme)->shape == AK_SHAPE_LOWER;
        small = is_small ? small + 1 : 0;
        add(t, run, &word);
    }
    if (run->count == AK_RUN_MAX) split(t, run);
    trim(t, run);
    *more = run->count > 0 || t->at < t->view.len;
    return AKA_OK;
}
