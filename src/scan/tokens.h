/* From text to runs: stretches of words that could be a name, by how they are written. Most words
 * of a text in small letters are passed over without being looked at. */
#ifndef AK_SCAN_TOKENS_H
#define AK_SCAN_TOKENS_H

#include "scan/lexicon.h"

/* What stands between a word and the one before it, lightest first. */
typedef enum ak_gap {
    AK_GAP_BLANK,
    AK_GAP_HYPHEN,
    AK_GAP_DOT,   /* of an abbreviation */
    AK_GAP_COMMA, /* or the end of a short line, or a possessive */
    AK_GAP_QUOTE, /* quotation marks, brackets, dashes, slashes */
    AK_GAP_BREAK, /* the end of a sentence or paragraph: no name goes across */
} ak_gap;

enum {
    AK_TOKEN_INITIAL = 1, /* the first word of a sentence: a capital says nothing */
    AK_TOKEN_PAREN = 2,   /* a round bracket opens before it */
    AK_TOKEN_OWNER = 4,   /* "'s" follows, which names have as well: People's */
    AK_TOKEN_PLAIN = 8,   /* in small letters, as is all of the paragraph */
    AK_TOKEN_DOT = 16,    /* a dot is in the gap before it, whatever else is */
    AK_TOKEN_TAG = 32,    /* one of several words that are run together behind "#" or "@" */
};

typedef struct ak_token {
    uint32_t begin, end; /* bytes of the window */
    uint32_t lexeme;     /* in the lexicon */
    uint8_t gap;         /* ak_gap before it */
    uint8_t flags;       /* AK_TOKEN_… */
} ak_token;

#define AK_RUN_MAX 64

typedef struct ak_run {
    ak_token tokens[AK_RUN_MAX];
    uint32_t count;
    bool anchored; /* one of its words may stand for an anchor */
} ak_run;

/* Where reading stands in a window. */
typedef struct ak_tokens {
    ak_lexicon *lexicon;
    ak_slice view;
    size_t at, line; /* next byte; where the line began */
    uint8_t gap;     /* ak_gap since the last word */
    uint8_t flags;   /* AK_TOKEN_… of the next word */
    bool plain;      /* the paragraph has no capital at all: any word may be a name */
    /* Of words in small letters among capitals: where the last one begins and ends, if it may be
     * part of somebody's name; and up to where such words are read as if they had capitals. */
    size_t listed, listed_end, plain_end;
    size_t tag_end; /* up to where words are run together: "#GustavoPetro" */
} ak_tokens;

void ak_tokens_start(ak_tokens *tokens, ak_lexicon *lexicon, ak_slice view);
/* The next run; *more = false, and an empty run, at the end. A longer one comes in pieces. */
AKA_CHECKED aka_status ak_tokens_next(ak_tokens *tokens, ak_run *run, bool *more, aka_error *err);

#endif
