/* A word against the listed parts of its consonants: how far they are from it, and how well they
 * transcribe it, with what is worked out about the word once for all of them. */
#ifndef AK_SCAN_SOUNDING_H
#define AK_SCAN_SOUNDING_H

#include "match/layout.h"
#include "names/hearing.h"
#include "names/probe.h"
#include "names/relate.h"

typedef struct ak_sounding {
    const ak_index *index;
    const ak_term *own;
    bool marked, given; /* the word is */
    bool skeleton;      /* it has the consonants by which a script with few vowels relates it */
    bool is_heard;      /* the hearing has been made */
    ak_edit_probe probe;
    ak_hearing *hearing;      /* of the word in another script than Latin */
    const char *head, *heard; /* how the texts asked about last begin, NULL at first */
} ak_sounding;

/* For a word of two letters or more. The term must outlive it, and so must memory for a hearing by
 * each script, which is overwritten. */
void ak_sounding_begin(
    ak_sounding *sounding, const ak_index *index, const ak_term *own, ak_hearing *hearings);
/* What ak_relate_measured wants to know of the term of that sound, which has the word's key. False
 * where nothing but dictionaries relates the two. */
bool ak_sounding_measure(ak_sounding *sounding, const ak_ix_sound *sound, ak_measured *out);

#endif
