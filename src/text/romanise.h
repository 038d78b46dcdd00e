/* Latin letters for words of other scripts, as such names are written in the press and on
 * watchlists rather than after a standard of librarians: without diacritics, one spelling for
 * each word. Room-internal: used by words.c and chars.c. */
#ifndef AK_TEXT_ROMANISE_H
#define AK_TEXT_ROMANISE_H

#include "base/error.h"
#include "text/words.h"

#include <stdbool.h>
#include <stdint.h>
#include <unicode/utrans.h>

#define AK_ROMAN_MAX 12 /* bytes that one code point gives at most */

/* A romaniser takes n code points of its script (lower case, composed, combining marks that did
 * not compose behind their letter) and writes at most n * AK_ROMAN_MAX bytes a-z to out. Returns
 * the bytes written, which may be 0: "ь" alone says nothing. */
typedef size_t ak_romaniser(const uint32_t *cps, size_t n, char *out);

/* Which romaniser takes a letter. */
typedef enum ak_run {
    AK_RUN_ICU, /* any script that has none of its own */
    AK_RUN_HAN, /* in one of several languages */
    AK_RUN_CYRILLIC,
    AK_RUN_GREEK,
    AK_RUN_ARMENIAN,
    AK_RUN_ARABIC,
    AK_RUN_HEBREW,
    AK_RUN_KANA,
    AK_RUN_HANGUL,
    AK_RUN_INDIC,
    AK_RUN_THAI,
    AK_RUN_KHMER,
    AK_RUN_BURMESE,
    AK_RUN_ETHIOPIC,
    AK_RUN_COUNT
} ak_run;

ak_romaniser ak_romanise_cyrillic;
ak_romaniser ak_romanise_greek;
ak_romaniser ak_romanise_armenian;
ak_romaniser ak_romanise_arabic;
ak_romaniser ak_romanise_hebrew;
ak_romaniser ak_romanise_kana;
ak_romaniser ak_romanise_hangul; /* syllables and conjoining jamo */
/* The same in the vowels of one of the ways in which names are spelled. */
typedef enum ak_hangul_style {
    AK_HANGUL_LISTS,   /* Chol Su: watchlists, the North */
    AK_HANGUL_REVISED, /* Cheol-soo: the South, by the official romanisation */
    AK_HANGUL_PRESS,   /* Chul-soo: the South, in newspapers */
} ak_hangul_style;
size_t ak_romanise_hangul_as(ak_hangul_style style, const uint32_t *cps, size_t n, char *out);
ak_romaniser ak_romanise_indic;
ak_romaniser ak_romanise_thai; /* and Lao */
ak_romaniser ak_romanise_khmer;
ak_romaniser ak_romanise_burmese;
ak_romaniser ak_romanise_ethiopic;

/* HEBREW PUNCTUATION GERESH: makes another letter of the one before it; words.c hands it on in
 * whatever form it was typed. */
#define AK_GERESH 0x5F3u
bool ak_hebrew_takes_geresh(uint32_t cp);

/* Whether a romaniser knows the letter; ICU does the others of its script. */
bool ak_cyrillic_has(uint32_t cp);
bool ak_greek_has(uint32_t cp);
bool ak_armenian_has(uint32_t cp);
bool ak_arabic_has(uint32_t cp);
bool ak_hebrew_has(uint32_t cp);
bool ak_kana_has(uint32_t cp);
bool ak_hangul_has(uint32_t cp);
bool ak_indic_has(uint32_t cp);
bool ak_thai_has(uint32_t cp);
bool ak_khmer_has(uint32_t cp);
bool ak_burmese_has(uint32_t cp);
bool ak_ethiopic_has(uint32_t cp);

#define AK_HAN_REPEAT 0x3005u /* 々 */

/* Ideographs, read in that language; writes at most n * AK_ROMAN_MAX bytes. Replaces each 々 in cps
 * by what it repeats; there is none in front. */
size_t ak_romanise_han(uint32_t *cps, size_t n, ak_reading language, char *out);

/* The one character that an ideograph and its variants stand for; cp itself for anything else. */
uint32_t ak_han_plain(uint32_t cp);

/* Kana that are nothing by themselves: the long vowel mark, the iteration marks. */
bool ak_kana_is_mark(uint32_t cp);

/* The Latin text of a Georgian letter, of any of the three alphabets; NULL where it is none. */
const char *ak_georgian_letter(uint32_t cp);

/* Latin letters by their Unicode names: "ł" is L WITH STROKE. Writes at most AK_ROMAN_MAX bytes,
 * a-z; where the name does not tell, the code point itself: "x0294". */
size_t ak_romanise_by_name(uint32_t cp, char out[AK_ROMAN_MAX]);
size_t ak_romanise_as_hex(uint32_t cp, char out[AK_ROMAN_MAX]);

/* ICU's transliterator, opened when first wanted: opening it takes up to 0.1 s. */
typedef struct ak_icu {
    UTransliterator *latin;
} ak_icu;

void ak_icu_close(ak_icu *icu);
/* Any run of letters; what ICU does not know goes by name. out has n * AK_ROMAN_MAX bytes. */
AKA_CHECKED aka_status ak_icu_romanise(
    ak_icu *icu, const uint32_t *cps, size_t n, char *out, size_t *len, aka_error *err);

#endif
