/* From text to words: cuts the source at what is neither letter nor digit, and hands each run of
 * one script to its romaniser. What a character is comes from chars.h, how a script is written in
 * Latin letters from romanise.h; here are the rules of where a word begins and ends.
 *
 * The open word is the last one of the array. It stays open over whatever stands behind it (the
 * gap), because only the next letter shows whether the gap ends the word: an apostrophe does not
 * before a letter, a full stop does not where initials follow each other. */
#include "text/segment.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#define NONE SIZE_MAX

/* What has been seen since the last letter. */
enum {
    GAP_BLANK = 1, /* anything that always ends a word */
    GAP_HYPHEN = 2,
    GAP_APOSTROPHE = 4, /* one */
    GAP_APOSTROPHE2 = 8,
    GAP_APOSTROPHES = 16, /* more than two */
    GAP_DOT = 32,         /* one */
    GAP_DOTS = 64,        /* more than one */
    GAP_MIDDOT = 128,
    GAP_DETACHED = 256,      /* what comes now no longer stands against the word before */
    GAP_OPEN = 512,          /* an opening bracket */
    GAP_QUOTE = 1024,        /* a quotation mark that opens, unless a blank follows */
    GAP_SINGLE = 2048,       /* the same, and single: perhaps only an apostrophe */
    GAP_SINGLE_CLOSE = 4096, /* an apostrophe behind the word: perhaps a closing quotation mark */
};

typedef struct segmenter {
    ak_text *text;
    ak_slice source;
    ak_reading reading;
    aka_error *err;
    aka_status status; /* the first failure; nothing is appended after it */
    size_t pos;        /* bytes of source read */

    bool open;     /* the last word may still go on */
    bool bound_in; /* within an expansion: what comes belongs to the open word */
    bool chain;    /* the open word follows an initial and one dot */
    bool initial;  /* the word closed last is one letter and a dot, or several such */
    uint32_t letters, uppers, digits; /* of the open word */
    uint32_t silent;                  /* the first letter that waited for a romaniser */
    size_t start;                     /* where its text starts in letters */
    size_t end, dot_end;              /* source offsets behind its last letter, behind its dot */
    uint8_t last_group;               /* ak_char_group of its last letter */
    uint8_t run_kind;                 /* ak_run of the waiting letters */
    size_t run_base;                  /* the last of them that a mark may compose with */

    uint32_t gap;
    size_t single; /* the word that a single quotation mark stands before, or NONE */
} segmenter;

static void fail(segmenter *s, aka_status status)
{
    if (s->status == AKA_OK) s->status = status;
}

/* data with room for count items of `size` bytes, at least twice what it had; NULL, and data as it
 * was, where memory is out or something failed before. */
static void *grown(segmenter *s, void *data, size_t *cap, size_t count, size_t size)
{
    if (s->status != AKA_OK) return NULL;
    size_t want = *cap > count / 2 ? *cap * 2 : count;
    if (want < 64) want = 64;
    void *p = want <= SIZE_MAX / size ? realloc(data, want * size) : NULL;
    if (p)
        *cap = want;
    else
        fail(s, ak_fail_nomem(s->err));
    return p;
}

/* A place for n more bytes of text, or NULL. */
static char *letters_room(segmenter *s, size_t n)
{
    ak_text *t = s->text;
    if (n > t->letters_cap - t->letters_len) {
        char *p = grown(s, t->letters, &t->letters_cap, t->letters_len + n, 1);
        if (!p) return NULL;
        t->letters = p;
    }
    return s->status == AKA_OK ? t->letters + t->letters_len : NULL;
}

static void add_letters(segmenter *s, const char *bytes, size_t n)
{
    char *p = letters_room(s, n);
    if (!p) return;
    memcpy(p, bytes, n);
    s->text->letters_len += n;
}

static ak_word *last_word(segmenter *s)
{
    return &s->text->words[s->text->words_len - 1];
}

static ak_romaniser *const romanisers[AK_RUN_COUNT] = {
    [AK_RUN_CYRILLIC] = ak_romanise_cyrillic,
    [AK_RUN_GREEK] = ak_romanise_greek,
    [AK_RUN_ARMENIAN] = ak_romanise_armenian,
    [AK_RUN_ARABIC] = ak_romanise_arabic,
    [AK_RUN_HEBREW] = ak_romanise_hebrew,
    [AK_RUN_KANA] = ak_romanise_kana,
    [AK_RUN_INDIC] = ak_romanise_indic,
    [AK_RUN_THAI] = ak_romanise_thai,
    [AK_RUN_KHMER] = ak_romanise_khmer,
    [AK_RUN_BURMESE] = ak_romanise_burmese,
    [AK_RUN_ETHIOPIC] = ak_romanise_ethiopic,
};

static const ak_char *char_of(segmenter *s, uint32_t cp)
{
    static const ak_char blank = {.kind = AK_CHAR_BLANK};
    const ak_char *c = &blank;
    aka_status status = ak_chars_get(&s->text->chars, cp, &c, s->err);
    if (status != AKA_OK) fail(s, status);
    return c;
}

static ak_hangul_style hangul_style(ak_reading reading)
{
    return reading == AK_READING_HANGUL_REVISED ? AK_HANGUL_REVISED
           : reading == AK_READING_HANGUL_PRESS ? AK_HANGUL_PRESS
                                                : AK_HANGUL_LISTS;
}

/* Romanises the letters that wait. */
static void flush_run(segmenter *s)
{
    ak_text *t = s->text;
    size_t n = t->run_len, len = 0;
    if (n == 0) return;
    if (s->silent == 0) s->silent = t->run[0];
    t->run_len = 0;
    char *out = letters_room(s, n * AK_ROMAN_MAX);
    if (!out) return;
    ak_romaniser *romanise = romanisers[s->run_kind];
    if (s->run_kind == AK_RUN_HAN)
        len = ak_romanise_han(t->run, n, s->reading, out);
    else if (s->run_kind == AK_RUN_HANGUL)
        len = ak_romanise_hangul_as(hangul_style(s->reading), t->run, n, out);
    else if (romanise)
        len = romanise(t->run, n, out);
    else {
        aka_status status = ak_icu_romanise(&t->chars.icu, t->run, n, out, &len, s->err);
        if (status != AKA_OK) fail(s, status);
    }
    t->letters_len += len;
}

static void push_run(segmenter *s, uint32_t cp)
{
    ak_text *t = s->text;
    if (t->run_len == t->run_cap) {
        uint32_t *p = grown(s, t->run, &t->run_cap, t->run_len + 1, sizeof *p);
        if (!p) return;
        t->run = p;
    }
    t->run[t->run_len++] = cp;
}

/* Closing quotation mark of a single pair: ' stands for so much else that it counts only where
 * an opening one came before. */
static void close_single_quote(segmenter *s)
{
    if (s->single != NONE && s->text->words_len > 0) {
        s->text->words[s->single].flags |= AK_WORD_OPEN;
        last_word(s)->flags |= AK_WORD_CLOSE;
    }
    s->single = NONE;
}

/* Appends the open word, a single letter, to the initials before it. */
static void join_initials(segmenter *s)
{
    ak_word *word = last_word(s), *into = word - 1;
    bool upper = (word->flags & AK_WORD_INITCAP) && (into->flags & AK_WORD_INITCAP) &&
                 ((into->flags & AK_WORD_CAPS) || !(into->flags & AK_WORD_DOTTED));
    into->flags =
        (uint16_t)((into->flags & ~(AK_WORD_DOT | AK_WORD_CAPS)) | AK_WORD_DOTTED |
                   (upper ? AK_WORD_CAPS : 0) | (word->flags & (AK_WORD_COMMA | AK_WORD_CLOSE)));
    into->text.len += word->text.len;
    into->end = (word->flags & AK_WORD_DOT) ? (uint32_t)s->dot_end : word->end;
    s->text->words_len--;
}

static void close_word(segmenter *s)
{
    flush_run(s);
    s->open = false;
    if (s->text->letters_len == s->start) { /* only letters that say nothing, like "ь" */
        char hex[AK_ROMAN_MAX];
        add_letters(s, hex, ak_romanise_as_hex(s->silent, hex));
    }
    if (s->status != AKA_OK) return;
    ak_word *word = last_word(s);
    word->text.len = s->text->letters_len - s->start;
    word->end = (uint32_t)s->end;
    unsigned flags = word->flags;
    if (s->letters == 0) flags |= AK_WORD_DIGITS;
    if (s->letters && s->digits) flags |= AK_WORD_MIXED;
    if (s->letters >= 2 && s->uppers == s->letters) flags |= AK_WORD_CAPS;
    if (s->letters == 0) flags &= ~(unsigned)AK_WORD_DOT;
    word->flags = (uint16_t)flags;
    bool single = s->letters == 1 && s->digits == 0 && word->text.len == 1;
    s->initial = single && (flags & AK_WORD_DOT);
    if (!single || !s->chain) return;
    join_initials(s);
    s->initial = true;
}

static bool is_letter_group(uint8_t group)
{
    return group == AK_GROUP_LETTER || group == AK_GROUP_DIGIT;
}

/* Whether a letter goes on with the open word, against which it stands. */
static bool groups_join(uint8_t last, uint8_t group)
{
    if (last == group) return true;
    if (is_letter_group(last)) return is_letter_group(group);
    if (group == AK_GROUP_HAN_MARK) return last == AK_GROUP_HAN;
    bool kana = last == AK_GROUP_HIRAGANA || last == AK_GROUP_KATAKANA;
    return kana && group == AK_GROUP_KANA_MARK;
}

/* 々 and ー, which are nothing by themselves. */
static bool is_mark_group(uint8_t group)
{
    return group == AK_GROUP_KANA_MARK || group == AK_GROUP_HAN_MARK;
}

/* Whether a letter goes on with the open word over the gap: O'Neill, Ja''far, Paral·lel. */
static bool joins_over_gap(const segmenter *s, uint8_t group, char first)
{
    if (s->last_group != AK_GROUP_LETTER || group != AK_GROUP_LETTER) return false;
    const ak_text *t = s->text;
    uint32_t gap = s->gap & ~(uint32_t)GAP_SINGLE_CLOSE;
    if (gap == GAP_MIDDOT)
        return first == 'l' && t->letters_len > s->start && t->letters[t->letters_len - 1] == 'l';
    return gap == GAP_APOSTROPHE || gap == (GAP_APOSTROPHE | GAP_APOSTROPHE2);
}

static void open_word(segmenter *s, uint8_t script, size_t begin)
{
    ak_text *t = s->text;
    unsigned flags = 0;
    bool follows = t->words_len > 0 && !(s->gap & (GAP_BLANK | GAP_DOTS | GAP_MIDDOT));
    if (follows && (s->gap & (GAP_HYPHEN | GAP_APOSTROPHE))) flags |= AK_WORD_HYPHEN;
    if (s->gap & (GAP_OPEN | GAP_QUOTE)) flags |= AK_WORD_OPEN;
    s->chain = follows && s->gap == GAP_DOT && s->initial;
    if (t->words_len == t->words_cap) {
        ak_word *p = grown(s, t->words, &t->words_cap, t->words_len + 1, sizeof *p);
        if (!p) return;
        t->words = p;
    }
    if (s->gap & GAP_SINGLE) s->single = t->words_len;
    t->words[t->words_len++] =
        (ak_word){.begin = (uint32_t)begin, .flags = (uint16_t)flags, .script = script};
    s->open = true;
    s->letters = s->uppers = s->digits = 0;
    s->silent = 0;
    s->start = t->letters_len;
}

/* Before a letter or digit: goes on with the open word or begins a new one. `first` is its text
 * where that is known. */
static void enter_word(segmenter *s, uint8_t script, uint8_t group, char first, size_t begin)
{
    if (s->open) {
        if (s->bound_in ||
            (s->gap == 0 ? groups_join(s->last_group, group) : joins_over_gap(s, group, first))) {
            s->gap = 0;
            return;
        }
        close_word(s);
    }
    open_word(s, script, begin);
    s->gap = 0;
}

/* Counts letters for the flags of the open word; `upper` of them are upper case. */
static void count_letters(segmenter *s, size_t letters, size_t upper, bool first_upper)
{
    if (s->letters == 0 && letters && first_upper && s->status == AKA_OK)
        last_word(s)->flags |= AK_WORD_INITCAP;
    s->letters += (uint32_t)letters;
    s->uppers += (uint32_t)upper;
}

static uint8_t first_letter_class(
    const uint8_t *ascii, const unsigned char *p, const unsigned char *end)
{
    while (p < end && ascii[*p] == AK_ASCII_DIGIT) p++;
    return p < end ? ascii[*p] : 0;
}

/* Letters and digits of ASCII from pos on, as many as follow each other. */
static void take_ascii(segmenter *s)
{
    const unsigned char *begin = (const unsigned char *)s->source.data + s->pos;
    const unsigned char *end = (const unsigned char *)s->source.data + s->source.len, *p = begin;
    const uint8_t *ascii = s->text->ascii;
    uint8_t group = ascii[*p] == AK_ASCII_DIGIT ? AK_GROUP_DIGIT : AK_GROUP_LETTER;
    enter_word(s, AK_SCRIPT_LATIN, group, (char)(*p | 0x20), s->pos);
    flush_run(s);
    char *out = letters_room(s, (size_t)(end - p));
    if (!out) return;
    size_t digits = 0, uppers = 0;
    for (; p < end && ascii[*p]; p++) {
        *out++ = (char)(*p | 0x20); /* digits have that bit */
        digits += ascii[*p] == AK_ASCII_DIGIT;
        uppers += ascii[*p] == AK_ASCII_UPPER;
    }
    size_t n = (size_t)(p - begin);
    s->text->letters_len += n;
    count_letters(s, n - digits, uppers, first_letter_class(ascii, begin, p) == AK_ASCII_UPPER);
    s->digits += (uint32_t)digits;
    s->last_group = ascii[p[-1]] == AK_ASCII_DIGIT ? AK_GROUP_DIGIT : AK_GROUP_LETTER;
    s->pos += n;
    s->end = s->pos;
}

/* A letter or digit that is not ASCII. */
static void take_letter(segmenter *s, const ak_char *c, size_t begin, size_t end)
{
    enter_word(s, c->script, c->group, c->len ? c->text[0] : '\0', begin);
    if (c->kind == AK_CHAR_RUN) {
        if (s->text->run_len && s->run_kind != c->run) flush_run(s);
        s->run_kind = c->run;
        s->run_base = s->text->run_len;
        push_run(s, c->cp);
    } else {
        flush_run(s);
        add_letters(s, c->text, c->len);
    }
    if (c->group == AK_GROUP_DIGIT)
        s->digits++;
    else {
        bool upper = c->flags & AK_CHAR_UPPER;
        count_letters(s, 1, upper, upper || (c->flags & AK_CHAR_TITLE));
    }
    if (!is_mark_group(c->group)) s->last_group = c->group;
    s->end = end;
}

/* Scripts that write vowels as combining marks. */
static bool keeps_marks(uint8_t run)
{
    return run == AK_RUN_ICU || run == AK_RUN_ARABIC || run == AK_RUN_HEBREW ||
           (run >= AK_RUN_INDIC && run <= AK_RUN_BURMESE);
}

/* A combining mark: composed with the letter before it where that letter waits, kept for scripts
 * whose marks are vowels, otherwise without effect. */
static void take_mark(segmenter *s, uint32_t mark, size_t end)
{
    ak_text *t = s->text;
    if (!s->open || s->gap) return;
    s->end = end;
    if (t->run_len == 0) return;
    uint32_t *base = &t->run[s->run_base], whole = ak_chars_compose(&t->chars, *base, mark);
    if (whole) {
        const ak_char *c = char_of(s, whole);
        if (c->kind == AK_CHAR_MARK || (c->kind == AK_CHAR_RUN && c->run == s->run_kind))
            *base = c->cp;
    } else if (keeps_marks(s->run_kind)) {
        /* Vowel signs of two parts, like ො, compose with each other. */
        if (u_getCombiningClass((UChar32)mark) == 0) s->run_base = t->run_len;
        push_run(s, mark);
    }
}

/* A quotation mark closes where it stands against the word before, and else opens. */
static void see_quote(segmenter *s)
{
    if (s->text->words_len && !(s->gap & GAP_DETACHED))
        last_word(s)->flags |= AK_WORD_CLOSE;
    else
        s->gap |= GAP_QUOTE;
    s->gap |= GAP_BLANK;
}

static void see_apostrophe(segmenter *s, bool quote)
{
    if (quote && s->text->words_len && !(s->gap & GAP_DETACHED))
        s->gap |= GAP_SINGLE_CLOSE;
    else if (quote)
        s->gap |= GAP_SINGLE;
    s->gap |= !(s->gap & GAP_APOSTROPHE)    ? GAP_APOSTROPHE
              : !(s->gap & GAP_APOSTROPHE2) ? GAP_APOSTROPHE2
                                            : GAP_APOSTROPHES;
}

static void see_dot(segmenter *s, size_t end)
{
    if (s->open && s->gap == 0) {
        last_word(s)->flags |= AK_WORD_DOT;
        s->dot_end = end;
    } else if (s->open && s->gap == GAP_DOT) /* an ellipsis */
        last_word(s)->flags &= (uint16_t)~AK_WORD_DOT;
    s->gap |= s->gap & GAP_DOT ? GAP_DOTS : GAP_DOT;
}

/* What is neither letter nor mark. */
static void take_other(segmenter *s, const ak_char *c, size_t end)
{
    if (c->kind == AK_CHAR_TRANSPARENT || s->status != AKA_OK) return;
    if (s->gap & GAP_SINGLE_CLOSE && c->kind != AK_CHAR_APOSTROPHE) {
        close_single_quote(s);
        s->gap &= ~(uint32_t)GAP_SINGLE_CLOSE;
    }
    switch ((ak_char_kind)c->kind) {
    case AK_CHAR_DOT:
        see_dot(s, end);
        break;
    case AK_CHAR_HYPHEN:
        s->gap |= GAP_HYPHEN | GAP_DETACHED;
        break;
    case AK_CHAR_APOSTROPHE:
        see_apostrophe(s, c->cp);
        break;
    case AK_CHAR_MIDDOT:
        s->gap |= s->gap & GAP_MIDDOT ? GAP_BLANK : GAP_MIDDOT;
        break;
    case AK_CHAR_COMMA:
        s->gap |= GAP_BLANK;
        if (s->text->words_len) last_word(s)->flags |= AK_WORD_COMMA;
        break;
    case AK_CHAR_OPEN:
        s->gap |= GAP_BLANK | GAP_DETACHED | GAP_OPEN;
        break;
    case AK_CHAR_CLOSE:
        s->gap |= GAP_BLANK;
        if (s->text->words_len) last_word(s)->flags |= AK_WORD_CLOSE;
        break;
    case AK_CHAR_QUOTE:
        see_quote(s);
        break;
    default:
        s->gap = (s->gap & ~(uint32_t)(GAP_QUOTE | GAP_SINGLE)) | GAP_BLANK | GAP_DETACHED;
    }
}

static bool is_word_char(const ak_char *c)
{
    return c->kind == AK_CHAR_DIRECT || c->kind == AK_CHAR_RUN;
}

/* Whether the first letter of an expansion goes on with the open word: if not, marks before it
 * (there is one in ຳ) are not that word's. */
static bool expansion_goes_on(segmenter *s, const uint32_t *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const ak_char *c = char_of(s, parts[i]);
        if (is_word_char(c)) return s->open && s->gap == 0 && groups_join(s->last_group, c->group);
    }
    return true;
}

/* A code point that stands for several. They share one place in the source, so they may not be
 * more than one word: separators among them are left out, those at the ends end words. */
static void take_expansion(segmenter *s, const ak_char *c, uint32_t cp, size_t begin, size_t end)
{
    uint32_t parts[AK_EXPAND_MAX];
    size_t n = ak_chars_expand(&s->text->chars, cp, parts);
    if (c->flags & AK_CHAR_BOUNDARY) s->gap |= GAP_BLANK;
    bool entered = false, goes_on = expansion_goes_on(s, parts, n);
    for (size_t i = 0; i < n; i++) {
        const ak_char *part = char_of(s, parts[i]);
        if (part->kind == AK_CHAR_MARK && (entered || goes_on)) take_mark(s, part->cp, end);
        if (!is_word_char(part)) continue;
        s->bound_in = entered;
        take_letter(s, part, begin, end);
        entered = true;
    }
    s->bound_in = false;
    if (c->flags & AK_CHAR_BOUNDARY) s->gap |= GAP_BLANK;
}

/* Hebrew: ג׳ is one letter, however the geresh is typed, and the gershayim of צה״ל stand within the
 * word. True where the mark was taken as such. */
static bool take_hebrew_mark(segmenter *s, const ak_char *c, size_t end)
{
    const ak_text *t = s->text;
    if (!s->open || s->gap || t->run_len == 0 || s->run_kind != AK_RUN_HEBREW) return false;
    if (c->kind == AK_CHAR_APOSTROPHE && ak_hebrew_takes_geresh(t->run[s->run_base])) {
        push_run(s, AK_GERESH);
        s->end = end;
        return true;
    }
    if (c->kind != AK_CHAR_QUOTE || end == s->source.len) return false;
    size_t next = end;
    return ak_hebrew_has(ak_utf8_next(s->source, &next));
}

static void take_char(segmenter *s)
{
    size_t begin = s->pos;
    uint32_t cp = ak_utf8_next(s->source, &s->pos);
    const ak_char *c = char_of(s, cp);
    switch ((ak_char_kind)c->kind) {
    case AK_CHAR_DIRECT:
        take_letter(s, c, begin, s->pos);
        break;
    case AK_CHAR_RUN:
        if (is_mark_group(c->group) &&
            !(s->open && s->gap == 0 && groups_join(s->last_group, c->group)))
            s->gap |= GAP_HYPHEN | GAP_DETACHED; /* taken for a dash */
        else
            take_letter(s, c, begin, s->pos);
        break;
    case AK_CHAR_MARK:
        take_mark(s, c->cp, s->pos);
        break;
    case AK_CHAR_EXPAND:
        take_expansion(s, c, cp, begin, s->pos);
        break;
    case AK_CHAR_APOSTROPHE:
    case AK_CHAR_QUOTE:
        if (take_hebrew_mark(s, c, s->pos)) break;
        take_other(s, c, s->pos);
        break;
    default:
        take_other(s, c, s->pos);
    }
}

static void segment(segmenter *s)
{
    const unsigned char *data = (const unsigned char *)s->source.data;
    while (s->pos < s->source.len && s->status == AKA_OK) {
        if (s->text->ascii[data[s->pos]])
            take_ascii(s);
        else if (data[s->pos] == ' ' && !(s->gap & GAP_SINGLE_CLOSE)) {
            s->gap = (s->gap & ~(uint32_t)(GAP_QUOTE | GAP_SINGLE)) | GAP_BLANK | GAP_DETACHED;
            s->pos++;
        } else
            take_char(s);
    }
    if (s->status != AKA_OK) return;
    if (s->gap & GAP_SINGLE_CLOSE) close_single_quote(s);
    if (s->open) close_word(s);
    /* A comma stands between two words. */
    if (s->status == AKA_OK && s->text->words_len) last_word(s)->flags &= (uint16_t)~AK_WORD_COMMA;
}

aka_status ak_segment(ak_text *text, ak_slice source, ak_reading reading, aka_error *err)
{
    text->letters_len = text->words_len = text->run_len = 0;
    segmenter s = {.text = text,
        .source = source,
        .reading = reading,
        .err = err,
        .gap = GAP_BLANK | GAP_DETACHED,
        .single = NONE};
    segment(&s);
    return s.status;
}
