/* A term: the spelling of one part of a name and what follows from the spelling alone — the key of
 * its consonants, the dictionary classes it belongs to, how common it is. */
#ifndef AK_NAMES_TERM_H
#define AK_NAMES_TERM_H

#include "base/arena.h"
#include "text/words.h"

#include <stdint.h>

/* Longest text that a term may have; longer words are cut (bytes). */
#define AK_TERM_MAX 64
#define AK_TERM_CLASSES_MAX 12

/* The first byte of the text of a term that was written in another script than Latin says which:
 * Arabic "%mhmd", Cyrillic "!ivanov". All are below the digits. */
#define AK_TERM_MARK(script) ((char)(' ' + (script)))

/* A class as stored with a term: dictionary, number of the class, and in the low bits … */
enum {
    AK_CLASS_WEAK = 1,  /* the spelling only sometimes means this */
    AK_CLASS_SHORT = 2, /* the spelling is a short form of the name */
    AK_CLASS_FLAGS = 3,
};

/* The dictionary of a class. */
enum {
    AK_CLASS_GIVEN,
    AK_CLASS_FAMILY,
    AK_CLASS_GENERIC,
    AK_CLASS_PLACE,
    AK_CLASS_LEGAL,
    AK_CLASS_PARTICLE,
    AK_CLASS_TITLE,
    AK_CLASS_LEGAL_FAMILY, /* kinds of bodies that are near each other: Ltd, LLC */
    AK_CLASS_SHORT_NAME,   /* a short form of a name that given_names.txt does not have */
};
static inline uint32_t ak_class_dict(uint32_t class_id)
{
    return class_id >> 24;
}

/* A bare term has its text and nothing else. */
typedef struct ak_term {
    ak_slice text;           /* a-z, 0-9, perhaps AK_TERM_MARK in front */
    ak_slice key;            /* consonants, similar ones made equal; see ak_term_key */
    const uint32_t *classes; /* ascending */
    uint32_t class_count;
} ak_term;

static inline bool ak_term_is_bare(const ak_term *t)
{
    return t->key.data == NULL;
}

/* The script that the mark of a text names, AK_SCRIPT_LATIN where it has none. */
static inline ak_script ak_text_script(ak_slice text)
{
    bool marked = text.len && text.data[0] > ' ' && text.data[0] <= AK_TERM_MARK(AK_SCRIPT_OTHER);
    return marked ? (ak_script)(text.data[0] - ' ') : AK_SCRIPT_LATIN;
}

/* The text without its mark. */
static inline ak_slice ak_text_plain(ak_slice text)
{
    const size_t mark = ak_text_script(text) != AK_SCRIPT_LATIN;
    return (ak_slice){text.data + mark, text.len - mark};
}

/* Scripts that write few vowels: such a word meets others by its consonants. */
static inline bool ak_script_is_abjad(ak_script script)
{
    return script == AK_SCRIPT_ARABIC || script == AK_SCRIPT_HEBREW;
}

/* Scripts of signs that stand for syllables or words: such a word is the one that its signs say. */
static inline bool ak_script_is_signs(ak_script script)
{
    return script == AK_SCRIPT_HAN || script == AK_SCRIPT_HANGUL || script == AK_SCRIPT_KANA;
}

/* Key of a text: upper-case classes of consonants (F v f w, K k g q c, N, M, L, R, P b p, S s z sh
 * ch j, T d t), H for a leading h, A for a leading vowel; digits as they are. Vowels, other h, a j
 * that stands for y, and doubled consonants are left out. out has room for AK_TERM_MAX bytes.
 * Returns the bytes written.
 */
size_t ak_term_key(ak_slice text, char out[AK_TERM_MAX]);
/* The letters that keys are made of, besides digits; the first two stand in front only. */
#define AK_TERM_KEY_LETTERS "AHFKLMNPRST"

/* Classes of a text in all dictionaries of names; out has room for AK_TERM_CLASSES_MAX. */
uint32_t ak_term_classes(ak_slice text, uint32_t out[AK_TERM_CLASSES_MAX]);

/* 1 (so common that it says little) to 4 (not known to be common). */
int ak_term_tier(ak_slice text);

/* Fills *out with copies in the arena. False on lack of memory. */
bool ak_term_make(ak_arena *arena, ak_slice text, ak_term *out);

#endif
