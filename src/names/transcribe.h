/* A word of another script against its transcription in Latin letters: how likely the letters of
 * one are to stand for those of the other. The numbers are data/transcription.txt. */
#ifndef AK_NAMES_TRANSCRIBE_H
#define AK_NAMES_TRANSCRIBE_H

#include "names/term.h"

/* A loose key: classes of consonants that transcriptions keep (K k g q c, L l r, M, N n and ng at
 * the end, P b p f v w, S s z j ch ts, T d t), without vowels, h, an r or j that no vowel follows,
 * and repetitions. out has room for AK_TERM_MAX bytes. Returns the bytes written. */
size_t ak_loose_key(ak_slice text, char out[AK_TERM_MAX]);

/* True where the keys agree, or both have two classes or more and one class, not M, is added or
 * exchanged for one that it is taken for. Symmetric. */
bool ak_loose_near(ak_slice a, ak_slice b);
/* Classes that one sound is written by: M N, K S, S T. Those that c is taken for. */
const char *ak_loose_confused_with(char c);
/* Classes that transcriptions add or leave out. */
#define AK_LOOSE_SLIPPING "KLNPST"
static inline bool ak_loose_slips(char c)
{
    return c != 'M';
}

/* Strength (1/1000, 750 to 950) with which `latin`, written in Latin letters, is a transcription of
 * the word of that script that was romanised as `romanised`; 0 where it is none. Both without
 * marks. Says nothing about loose keys. */
int ak_transcription_strength(ak_script script, ak_slice romanised, ak_slice latin);

/* Hash of all numbers; part of every index's rules. */
uint64_t ak_transcription_hash(void);

/* ---- the tables, compiled from data/transcription.txt by data/compile_transcription.c ---- */

/* Lengths that have an entry of their own; longer words use the last one. */
#define AK_TRANSCRIPTION_LENGTHS 13
/* Numbers that either side may have. */
#define AK_TRANSCRIPTION_NUMBERS 80

/* One side, romanised or Latin, by numbers: 0 is nothing, 1 to 26 are letters, above are pairs of
 * letters. */
typedef struct ak_transcription_side {
    uint8_t pairs[27][27];                        /* numbers of pairs of letters, 0: none */
    uint8_t letters[AK_TRANSCRIPTION_NUMBERS][2]; /* of pairs by their numbers; 0: of none */
    /* [number of this side][number of the other side] */
    int8_t evidence[AK_TRANSCRIPTION_NUMBERS][AK_TRANSCRIPTION_NUMBERS];
} ak_transcription_side;

/* Evidence that something romanised stands for some Latin letters: the logarithm of how much
 * likelier the two are side by side in transcriptions than by accident, in 1/10. That of something
 * with nothing is never above 0. */
typedef struct ak_transcription {
    int needed[AK_TRANSCRIPTION_LENGTHS]; /* evidence that it takes, by length of the longer word */
    ak_transcription_side from, to;       /* romanised; Latin */
    int8_t most[27];                      /* no letter of the romanised side adds more than this */
} ak_transcription;

/* Not in the file: a pair of letters that stands for nothing in particular, or no number. */
#define AK_TRANSCRIPTION_NEVER (-128)
/* What two letters are worth that the file does not have side by side. */
#define AK_TRANSCRIPTION_UNLISTED (-45)
/* The most evidence of any alignment; INT_MIN where something is not a letter a-z, and perhaps
 * where the evidence is below `least`. */
int ak_transcription_evidence(
    const ak_transcription *table, ak_slice romanised, ak_slice latin, int least);

/* The strength (ak_transcription_strength) that so much evidence makes, for words of which the
 * longer one has so many letters. */
int ak_transcription_strength_of(const ak_transcription *table, int evidence, size_t longer);

/* By script; NULL for Latin. */
extern const ak_transcription *const ak_transcriptions[AK_SCRIPT_OTHER + 1];
extern const uint64_t ak_transcriptions_hash;

#endif
