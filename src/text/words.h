/* From any text to words: folded, without diacritics, in Latin letters a-z and digits, each
 * knowing its place in the source. The one normaliser: lists, queries, dictionaries and running
 * text all pass through it, so that what is equal here is equal everywhere. */
#ifndef AK_TEXT_WORDS_H
#define AK_TEXT_WORDS_H

#include "base/arena.h"
#include "base/error.h"

#include <stdint.h>

/* Bump when the output of ak_words changes for any input: part of every index's fingerprint. */
#define AK_TEXT_VERSION 2

typedef enum ak_script {
    AK_SCRIPT_LATIN, /* also digits and anything else that is ASCII */
    AK_SCRIPT_CYRILLIC,
    AK_SCRIPT_GREEK,
    AK_SCRIPT_ARMENIAN,
    AK_SCRIPT_GEORGIAN,
    AK_SCRIPT_ARABIC, /* Arabic, Persian, Urdu …: few vowels are written */
    AK_SCRIPT_HEBREW, /* few vowels are written */
    AK_SCRIPT_HAN,
    AK_SCRIPT_KANA,
    AK_SCRIPT_HANGUL,
    AK_SCRIPT_OTHER, /* Indic, Thai, Khmer, Ethiopic … */
} ak_script;

enum {
    AK_WORD_DOTTED = 1,   /* two or more single letters set apart by one dot each and nothing else,
                           * with or without a dot behind the last: "J.P." → jp, "S.A." → sa,
                           * "U.S.A" → usa; one letter of text for each letter of the source. With
                           * blanks ("J. P."), or where a letter is more than one in Latin ("Ю.А."),
                           * each is a word of its own with DOT */
    AK_WORD_DOT = 2,      /* one run of letters followed by one dot: "Wm." "A." "Ltd." */
    AK_WORD_HYPHEN = 4,   /* bound to the word before it by a hyphen or apostrophe-like mark, no
                           * blank between: "al-Rahman", "1'000" */
    AK_WORD_CAPS = 8,     /* all letters upper case, two or more of them */
    AK_WORD_INITCAP = 16, /* first letter upper or title case (so are words with CAPS) */
    AK_WORD_DIGITS = 32,  /* digits only */
    AK_WORD_MIXED = 64,   /* digits and letters */
    AK_WORD_COMMA = 128,  /* a comma stands between this word and the next one */
    AK_WORD_OPEN = 256,   /* an opening bracket or quotation mark stands before it */
    AK_WORD_CLOSE = 512,  /* a closing bracket or quotation mark stands behind it; single quotation
                           * marks count only in pairs, since 'Abd and Ala' are written so, too */
    AK_WORD_RESPELLED = 1024, /* the text is another spelling than the source's: set by readers of
                               * old romanisations, never by ak_words */
};

typedef struct ak_word {
    ak_slice text; /* a-z and 0-9 only, at least one; in the arena */
    /* Bytes in the source, end exclusive: from the first letter to the last one with its combining
     * marks; where DOTTED to the last dot, where DOT without it. Words ascend, none overlap. */
    uint32_t begin, end;
    uint16_t flags; /* AK_WORD_… */
    uint8_t script; /* ak_script of its first letter */
    uint64_t hash;  /* ak_hash(text), of words whose names are analysed; else 0 */
} ak_word;

/* The language in which ideographs are read, and how Hangul is spelled. The first is the usual one;
 * what a reading does not speak of stays in that. */
typedef enum ak_reading {
    AK_READING_MANDARIN,       /* in Pinyin without tones; Hangul as on lists: Chol Su */
    AK_READING_CANTONESE,      /* as Hong Kong spells names: Cheung, Tsang */
    AK_READING_KOREAN,         /* ideographs as Hangul is romanised */
    AK_READING_HANGUL_REVISED, /* Hangul by the South's official romanisation: Cheol-soo */
    AK_READING_HANGUL_PRESS,   /* Hangul as the South's newspapers spell names: Chul-soo */
} ak_reading;

/* Holds what normalising needs: a table of the characters met so far, scratch memory, and ICU's
 * transliterator. That is opened when first wanted, for rare scripts, which takes a process 0.1 s
 * once. One thread at a time. */
typedef struct ak_text ak_text;
AKA_CHECKED aka_status ak_text_create(ak_text **out, aka_error *err);
void ak_text_free(ak_text *text);

/* Splits source (at most UINT32_MAX bytes) into words in source order. Text without a letter or
 * digit gives none (*out NULL, *count 0). *out and the words' text live as long as the arena.
 * Never fails on content, only on memory (AKA_E_NOMEM), on length (AKA_E_LIMIT) or where ICU was
 * installed without its data (AKA_E_INTERNAL). Depends on no locale.
 * Letters without case, of scripts that write without blanks, go on to the next blank or change
 * of script; Han, hiragana, katakana and Hangul never share a word with each other or with
 * digits or Latin letters. Soft hyphens, zero-width characters, bidi marks and combining marks do
 * not split a word. A letter that nothing romanises is its code point in hexadecimal ("x18b00").
 * The Arabic article stays part of its word (الأسد → alasd).
 *   "Abd al-Rahman" → abd, al, rahman(HYPHEN)   "O'Neill" → oneill   "Ja'far" → jafar
 *   "Николай" → nikolai   "Müller" → muller   "J.-C." → j(DOT), c(DOT|HYPHEN)   "AT&T" → at, t
 *   "S.A." → sa(DOTTED)   "習近平" → xijinping   "Zag-6" → zag, 6(HYPHEN|DIGITS) */
AKA_CHECKED aka_status ak_words(
    ak_text *text, ak_slice source, ak_arena *arena, ak_word **out, size_t *count, aka_error *err);

/* The same for a source of nothing but ASCII letters and digits, which is one word: its text is in
 * `letters`, which has room for as many bytes. False where there is anything else, or nothing. */
bool ak_word_of_ascii(ak_slice source, char *letters, ak_word *out);

/* The same as ak_words with ideographs in another reading: AK_READING_CANTONESE, "陳大文" →
 * chantaiman. */
AKA_CHECKED aka_status ak_words_read(ak_text *text, ak_slice source, ak_reading reading,
    ak_arena *arena, ak_word **out, size_t *count, aka_error *err);

/* The words of s joined by single blanks: the form dictionary entries are compared in. */
AKA_CHECKED aka_status ak_words_joined(
    ak_text *text, ak_slice s, ak_arena *arena, ak_slice *out, aka_error *err);

/* ICU's version ("72.1"), part of an index's rules. Static storage. */
const char *ak_text_icu_version(void);

#endif
