/* Analysis of a name into parts: what each part is and how much it says. */
#ifndef AK_NAMES_NAME_H
#define AK_NAMES_NAME_H

#include "entity/schema.h"
#include "names/term.h"
#include "text/words.h"

/* Bump when the analysis of any name changes: part of every index's rules. */
#define AK_NAMES_VERSION 3

/* Most parts of one name that are kept; what is beyond is counted in ak_name.cut. */
#define AK_NAME_PARTS_MAX 48

/* X(symbol, name) */
#define AK_ROLE_MAP(X)                                                                             \
    X(AK_ROLE_NAME, "name")             /* given or family name, or an organisation's own word */  \
    X(AK_ROLE_PATRONYMIC, "patronymic") /* the father's name: Viktorovich, bin Sultan */           \
    X(AK_ROLE_INITIAL, "initial")                                                                  \
    X(AK_ROLE_PARTICLE, "particle")                                                                \
    X(AK_ROLE_TITLE, "title")                                                                      \
    X(AK_ROLE_LEGAL, "legal form")                                                                 \
    X(AK_ROLE_GENERIC, "generic word")                                                             \
    X(AK_ROLE_FUNCTION, "function word")                                                           \
    X(AK_ROLE_PLACE, "place")                                                                      \
    X(AK_ROLE_NUMBER, "number")

typedef enum ak_role {
#define AK_ROLE_ENUM(symbol, name) symbol,
    AK_ROLE_MAP(AK_ROLE_ENUM)
#undef AK_ROLE_ENUM
        AK_ROLE_COUNT
} ak_role;

const char *ak_role_name(ak_role role);

enum {
    AK_PART_FATHERED = 1,   /* a word for "son of" stands before it */
    AK_PART_ACRONYM = 2,    /* capitals or dotted letters that may stand for several words */
    AK_PART_RESPELLED = 32, /* read in another romanisation: Tse-tung as zedong */
    AK_PART_HAN = 64,       /* a proper name written in ideographs: see ak_relate_written */
    AK_PART_HANGUL = 128,   /* … in Hangul */
};

typedef struct ak_part {
    ak_term term;
    uint32_t begin, end; /* bytes of the name's text */
    uint8_t role;        /* ak_role */
    uint8_t weight;      /* how much it says, in 1/100; at most AK_WEIGHT_MAX */
    uint16_t flags;      /* AK_PART_… */
} ak_part;

#define AK_WEIGHT_MAX 100

typedef struct ak_name {
    ak_slice text; /* the caller's; parts point into it by offsets */
    ak_kind kind;  /* what it was analysed as */
    ak_part *parts;
    uint32_t count;
    uint32_t cut;               /* words beyond AK_NAME_PARTS_MAX */
    bool bare;                  /* terms have a text and nothing else */
    struct ak_kept_units *kept; /* units.h; NULL: units are made anew for each comparison */
} ak_name;

/* Analyses text as the name of a thing of that kind. Everything in *out lives as long as the arena
 * and text. A text without letters or digits gives no parts. AKA_E_NOMEM or AKA_E_LIMIT (a text of
 * over 16 KiB) only. */
AKA_CHECKED aka_status ak_name_analyse(
    ak_text *words, ak_slice text, ak_kind kind, ak_arena *arena, ak_name *out, aka_error *err);

/* The same with terms that have a text and nothing else. */
AKA_CHECKED aka_status ak_name_analyse_bare(
    ak_text *words, ak_slice text, ak_kind kind, ak_arena *arena, ak_name *out, aka_error *err);

/* Most ways in which one name is read. */
#define AK_NAME_READINGS_MAX 6

/* The same in each way in which the name may be read, as far as the parts differ: ideographs in
 * Mandarin, Cantonese and Korean; names of Chinese and Koreans cut into surname and given name, and
 * as one word; Hangul in three romanisations; Wade-Giles in Pinyin. The first is what
 * ak_name_analyse gives; most names have no other. They are bare: keys and classes are looked up
 * once for all names that have a term, or only when something is compared. Units of them are bare
 * too. */
AKA_CHECKED aka_status ak_name_spellings(ak_text *words, ak_slice text, ak_kind kind,
    ak_arena *arena, ak_name out[AK_NAME_READINGS_MAX], size_t *count, aka_error *err);

/* Gives the terms of a bare name what they lack, in the arena, so that it is what ak_name_analyse
 * would have given. False on lack of memory. */
bool ak_name_complete(ak_name *name, ak_arena *arena);

/* Runs the terms of parts [from, to) together into out (room for AK_TERM_MAX bytes).
 * Returns the bytes written, 0 where they do not fit. */
size_t ak_name_join(const ak_name *name, uint32_t from, uint32_t to, char out[AK_TERM_MAX]);

/* True where parts [from, to) of a name may be written as one: neighbours, two or three of them or
 * all, at most AK_TERM_MAX bytes, with at least one part that is more than a particle. The one rule
 * for both the index and the comparison. */
bool ak_name_span_ok(const ak_name *name, uint32_t from, uint32_t to);

#endif
