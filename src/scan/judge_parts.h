/* What the rules of use share: the words that agree, counted by kind, and how they stand.
 * Room-internal. */
#ifndef AK_SCAN_JUDGE_PARTS_H
#define AK_SCAN_JUDGE_PARTS_H

#include "scan/judge.h"

typedef struct ak_tally {
    unsigned words;   /* that agree and are more than small words, numbers and legal forms */
    unsigned telling; /* of these: neither ordinary nor generic nor a place */
    unsigned places;  /* of these: places */
    unsigned uncased; /* of these: of a script without case */
    unsigned legal;   /* legal forms and numbers that agree */
    unsigned body;    /* of these: more than the word "company" */
    unsigned plain;   /* of `words`: ordinary words … */
    unsigned running; /* … and of those AK_LEXEME_RUNNING */
    unsigned article; /* articles that agree: al-Shabaab */
    unsigned given;   /* of `words`: given names */
    unsigned letters; /* single letters that agree: T-Platforms */
    unsigned rare;    /* paired parts of the listed name of full weight */
    uint32_t only;    /* the last of `words` */
} ak_tally;

/* Weight, in 1/100, of what the listed name has and the text leaves out. */
unsigned ak_case_left_out(const ak_case *c);
/* All that agrees is as it is listed … */
bool ak_case_all_same(const ak_case *c);
/* … but for a legal form that is written another way: "Malberg Ltd" for MALBERG LIMITED. */
bool ak_case_all_same_but_legal(const ak_case *c);
/* No other capital or number touches the words: the ship is not called "Ocean Star 3". */
bool ak_case_is_apart(const ak_case *c);
/* The words are set apart as a name: in quotation marks, or between the marks of a link or of
 * emphasis in Markdown. */
bool ak_case_is_marked(const ak_case *c);
/* The whole name of a ship, of two words or with its number, in capitals among words that are not:
 * as reports write ships ("the PROGRESS V"). */
bool ak_case_is_shouted(const ak_case *c, const ak_tally *n);

/* True where the one word that agrees is a mention as far as it goes; adds AK_FIND_… to *why. */
bool ak_judge_single(const ak_case *c, const ak_tally *n, uint16_t *why);

/* True where a rare family name and initials, two at least, are a mention ("В. В. Путин"): they
 * stand for all else that the list has, all of it before that name or all behind it. */
bool ak_judge_initials(const ak_case *c, const ak_tally *n);

#endif
