/* What is known of each word that the texts have had so far, worked out when it is first met: how
 * it is written, whether it is an ordinary word, and which listed parts it may stand for. */
#ifndef AK_SCAN_LEXICON_H
#define AK_SCAN_LEXICON_H

#include "match/expand.h"
#include "scan/plan.h"
#include "scan/word_table.h"

typedef enum ak_shape {
    AK_SHAPE_NONE,     /* nothing that can be read */
    AK_SHAPE_LOWER,    /* small letters */
    AK_SHAPE_CAPITAL,  /* a capital in front */
    AK_SHAPE_CAPITALS, /* capitals only, two or more */
    AK_SHAPE_CASELESS, /* of a script without case */
    AK_SHAPE_DIGITS,
} ak_shape;

enum {
    AK_LEXEME_ORDINARY = 1,   /* an ordinary word of some language */
    AK_LEXEME_PLACE = 2,      /* a place, or what is from there */
    AK_LEXEME_GIVEN = 4,      /* a given name */
    AK_LEXEME_FAMILY = 8,     /* a family name, or one that firms borrow: Orion */
    AK_LEXEME_GENERIC = 16,   /* a word for what a body is or does */
    AK_LEXEME_LEGAL = 32,     /* a legal form */
    AK_LEXEME_TITLE = 64,     /* Dr, President */
    AK_LEXEME_SMALL = 128,    /* of, the, bin: may stand between the words of a name */
    AK_LEXEME_OBJECT = 256,   /* vessel, M/V, aircraft */
    AK_LEXEME_ANCHOR = 512,   /* may stand for an anchor */
    AK_LEXEME_SPELLED = 1024, /* misspellings have been looked for as well */
    AK_LEXEME_BENT = 2048,    /* base is another form of the word */
    AK_LEXEME_SIGNS = 8192,   /* has a listed name within it: signs without blanks */
    AK_LEXEME_NUMBER = 4096, /* "VI", "7", "B", "First": tells ships and bodies of one name apart */
    AK_LEXEME_AND = 16384,   /* "and" is written together with it (Arabic, Hebrew) */
    AK_LEXEME_FUNCTION = 32768, /* "of", "de": may stand for any other of these, besides its hits */
    AK_LEXEME_ENGLISH = 65536,  /* an English word: no other word spelled wrong */
    AK_LEXEME_LOOKED = 131072,  /* its hits have been looked for */
    AK_LEXEME_RUNNING = 262144, /* ordinary, and of those that hold sentences together */
    AK_LEXEME_INITIALS = 524288, /* "V", "V.V" */
};

/* What is asked of every word comes first: it is most often within one line of the cache. */
typedef struct ak_lexeme {
    uint32_t flags;                /* AK_LEXEME_… */
    uint8_t shape;                 /* ak_shape */
    uint8_t script;                /* ak_script */
    uint32_t hit_first, hit_count; /* in ak_lexicon.hits */
    uint32_t anchor_count;         /* of these, which come first: anchors */
    ak_slice text;                 /* folded: a-z and 0-9 */
    ak_scan_sum sum;               /* of text */
    ak_slice base; /* the source's letters without an ending of case and what is not seen */
} ak_lexeme;

/* One thread. */
typedef struct ak_lexicon {
    const ak_scan_plan *plan;
    ak_text *words;
    ak_expander expander;
    ak_word_table table; /* words as written */
    ak_vec lexemes;      /* ak_lexeme, by number in the table */
    ak_vec hits;         /* ak_related */
    uint32_t *places;    /* per term, where in hits it was put last */
    ak_intern forms; /* the script and folded text of words whose hits have been looked for … */
    ak_vec found;    /* … and those, by number */
    ak_arena arena;
} ak_lexicon;

AKA_CHECKED aka_status ak_lexicon_init(
    ak_lexicon *lexicon, const ak_scan_plan *plan, aka_error *err);
void ak_lexicon_free(ak_lexicon *lexicon);
/* Forgets all words where there are very many; numbers and pointers are void then. */
void ak_lexicon_tidy(ak_lexicon *lexicon);

/* Number of the word as written (a run of letters, digits, apostrophes; dots between letters). */
AKA_CHECKED aka_status ak_lexicon_add(
    ak_lexicon *lexicon, ak_slice word, uint32_t *number, aka_error *err);
/* The same for a word in small letters of a text that has no capitals: as if it had one, unless it
 * is one of the commonest or a small word. */
AKA_CHECKED aka_status ak_lexicon_add_plain(
    ak_lexicon *lexicon, ak_slice word, uint32_t *number, aka_error *err);
/* Looks for the hits of a word in small letters, which has none by itself, as part of a name. */
AKA_CHECKED aka_status ak_lexicon_look(ak_lexicon *lexicon, uint32_t number, aka_error *err);
/* Adds what the word may be a misspelling of, which costs more and is worth it only beside words
 * that are parts of names. Nothing for words of signs, which are mentions only as listed. */
AKA_CHECKED aka_status ak_lexicon_spell(ak_lexicon *lexicon, uint32_t number, aka_error *err);

/* Valid until the next word is added. */
static inline const ak_lexeme *ak_lexicon_get(const ak_lexicon *lexicon, uint32_t number)
{
    return (const ak_lexeme *)lexicon->lexemes.data + number;
}
static inline const ak_related *ak_lexicon_hits(const ak_lexicon *lexicon, const ak_lexeme *lexeme)
{
    return lexeme->hit_count ? (const ak_related *)lexicon->hits.data + lexeme->hit_first : NULL;
}

#endif
