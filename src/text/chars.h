/* What every code point means to the normaliser: worked out by Unicode's properties when it is
 * first met, then looked up in a table of pages. Room-internal: used by words.c. */
#ifndef AK_TEXT_CHARS_H
#define AK_TEXT_CHARS_H

#include "base/error.h"
#include "text/romanise.h"

#include <stdint.h>
#include <unicode/unorm2.h>

typedef enum ak_char_kind {
    AK_CHAR_UNKNOWN,     /* not met yet; never handed out */
    AK_CHAR_BLANK,       /* ends a word: white space, symbols, controls, most punctuation */
    AK_CHAR_TRANSPARENT, /* as if it were not there: soft hyphen, bidi marks, tatweel */
    AK_CHAR_MARK,        /* combining mark: belongs to the letter before it */
    AK_CHAR_DIRECT,      /* letter or digit that always gives the same Latin text */
    AK_CHAR_RUN,         /* letter whose Latin text depends on its neighbours; cp is lower case */
    AK_CHAR_EXPAND,      /* stands for several code points: ak_chars_expand */
    AK_CHAR_DOT,
    AK_CHAR_HYPHEN,
    AK_CHAR_APOSTROPHE, /* cp is 1 where it may also be a single quotation mark */
    AK_CHAR_MIDDOT,     /* the Catalan l·l; a separator elsewhere */
    AK_CHAR_COMMA,
    AK_CHAR_OPEN,
    AK_CHAR_CLOSE,
    AK_CHAR_QUOTE, /* opens or closes, by what stands beside it */
} ak_char_kind;

/* Letters of one group form one word; at a change of group a new word begins. Letters and digits
 * of alphabets, whatever the script, go together. */
typedef enum ak_char_group {
    AK_GROUP_LETTER,
    AK_GROUP_DIGIT,
    AK_GROUP_HAN,
    AK_GROUP_HIRAGANA,
    AK_GROUP_KATAKANA,
    AK_GROUP_KANA_MARK, /* long vowel and iteration marks: go on with either kana */
    AK_GROUP_HAN_MARK,  /* 々, the ideograph before it once more */
    AK_GROUP_HANGUL,
} ak_char_group;

enum {
    AK_CHAR_UPPER = 1,
    AK_CHAR_TITLE = 2,    /* title case digraphs: upper case as a first letter only */
    AK_CHAR_BOUNDARY = 4, /* an expansion that starts and ends a word: "№", "½", "㈱" */
};

#define AK_CHAR_TEXT 8 /* the longest syllables take 6 */

typedef struct ak_char {
    uint8_t kind;            /* ak_char_kind */
    uint8_t script;          /* ak_script */
    uint8_t group;           /* ak_char_group */
    uint8_t flags;           /* AK_CHAR_… */
    uint8_t run;             /* RUN: ak_run, the romaniser that takes it */
    uint8_t len;             /* bytes of text */
    char text[AK_CHAR_TEXT]; /* DIRECT */
    uint32_t cp; /* RUN: the code point to romanise; MARK: the mark; APOSTROPHE: see above */
} ak_char;

#define AK_CHAR_PAGE 256
#define AK_CHAR_PAGES (0x110000 / AK_CHAR_PAGE)

typedef struct ak_chars {
    ak_char *pages[AK_CHAR_PAGES];  /* NULL until one of a page's code points is met */
    const UNormalizer2 *nfc, *nfkc; /* ICU's own, not to be closed */
    ak_icu icu;
} ak_chars;

AKA_CHECKED aka_status ak_chars_init(ak_chars *chars, aka_error *err);
void ak_chars_free(ak_chars *chars);

/* Classifies a code point that the table does not hold yet: see ak_chars_get. */
AKA_CHECKED aka_status ak_chars_learn(
    ak_chars *chars, uint32_t cp, const ak_char **out, aka_error *err);

/* *out lives as long as the table. Fails on memory, or where ICU lacks its data. */
AKA_CHECKED static inline aka_status ak_chars_get(
    ak_chars *chars, uint32_t cp, const ak_char **out, aka_error *err)
{
    const ak_char *page = chars->pages[cp / AK_CHAR_PAGE];
    if (page && page[cp % AK_CHAR_PAGE].kind != AK_CHAR_UNKNOWN) {
        *out = &page[cp % AK_CHAR_PAGE];
        return AKA_OK;
    }
    return ak_chars_learn(chars, cp, out, err);
}

#define AK_EXPAND_MAX 24 /* the longest expansion, U+FDFA, has 18 */

/* The code points that an AK_CHAR_EXPAND stands for (NFKC); none of them is an EXPAND itself. */
size_t ak_chars_expand(const ak_chars *chars, uint32_t cp, uint32_t out[AK_EXPAND_MAX]);
/* base and mark as one code point, or 0 where there is none. */
uint32_t ak_chars_compose(const ak_chars *chars, uint32_t base, uint32_t mark);

#endif
