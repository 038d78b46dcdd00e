/* What runs of words were found to say: texts repeat themselves, and the same run, used in the same
 * way, gives the same finds. Bounded: when full, it forgets everything and begins anew. */
#ifndef AK_SCAN_RECALL_H
#define AK_SCAN_RECALL_H

#include "base/vec.h"
#include "scan/context.h"

/* Why a find counts, for the explanation. */
enum {
    AK_FIND_INFLECTED = 1, /* endings of case were taken off */
    AK_FIND_SINGLE = 2,    /* one word, which is distinctive */
    AK_FIND_ACRONYM = 4,   /* … because it is an acronym in capitals */
    AK_FIND_COMPANY = 8,   /* a word like "vessel" stands by */
    AK_FIND_CASELESS = 16, /* the script has no capitals */
    AK_FIND_PLAIN = 32,    /* the text has none */
    AK_FIND_SHOUTED = 64,  /* in capitals among words that are not */
    /* What is still to be asked of the text around the run: doubt.h. */
    AK_FIND_COMMON = 128, /* perhaps an ordinary word, which it has in small letters as well */
    AK_FIND_SHARED = 256, /* others go by the word as well: something must speak for the party */
    AK_FIND_BESIDE = 512, /* an ordinary word: the vessel must stand right beside */
    AK_FIND_NAMED = 1024, /* ordinary words: the party must have been named before */
};

/* A place in the window that says a listed name. */
typedef struct ak_find {
    uint32_t begin, end; /* bytes of the window */
    uint32_t name;       /* of the index */
    uint32_t from, to;   /* words of the run */
    double score, agreement;
    ak_slice text;   /* what was compared; of the phrases or the recall */
    uint16_t why;    /* AK_FIND_… */
    uint64_t paired; /* bit i: the word from + i agrees with a part of the name */
} ak_find;

typedef struct ak_recall {
    struct ak_recalled *runs; /* by key */
    ak_vec finds;             /* ak_find, their places counted from the run's beginning */
    ak_arena arena;           /* their texts */
} ak_recall;

AKA_CHECKED aka_status ak_recall_init(ak_recall *recall, aka_error *err);
void ak_recall_free(ak_recall *recall);

/* Of everything that decides what is found in a run, but for its context. Never 0. */
uint64_t ak_recall_key(
    ak_slice view, const ak_run *run, const ak_context *context, double threshold);
/* Sets *finds to what the run said before; false where that is not known. The texts live until the
 * next ak_recall_keep. */
bool ak_recall_find(
    ak_recall *recall, uint64_t key, const ak_run *run, ak_context *context, ak_vec *finds);
/* Remembers the finds; their texts are then the recall's. False on lack of memory. */
bool ak_recall_keep(
    ak_recall *recall, uint64_t key, const ak_run *run, const ak_context *context, ak_vec *finds);

#endif
