/* What of a file is no UTF-8: words with such bytes are not read as they were meant, and of a file
 * that is no text nothing is, which must not go unsaid. */
#ifndef AK_SCAN_FOREIGN_H
#define AK_SCAN_FOREIGN_H

#include "base/slice.h"

#include <stdint.h>

/* What was seen so far. Start with {0}. */
typedef struct ak_foreign {
    uint64_t places; /* rows of such bytes */
    uint64_t first;  /* offset of the first one, where there are any */
} ak_foreign;

/* Looks through s, which begins at `offset` and within no character. */
void ak_foreign_look(ak_foreign *foreign, ak_slice s, uint64_t offset);

/* What is wrong with what begins like that, and what to do, where it is no text at all: UTF-16, a
 * PDF, a document of a word processor. NULL: nothing. */
const char *ak_foreign_refused(ak_slice start);

/* What is to be said of them, for printf: the number of places, "s" or "", the first's offset. */
#define AK_FOREIGN_FORMAT                                                                          \
    "bytes that are not UTF-8 in %llu place%s, the first at byte %llu; words with them are not "   \
    "read as written: convert the file, for example with \"iconv -f WINDOWS-1252 -t UTF-8\""
#define AK_FOREIGN_ARGS(f)                                                                         \
    (unsigned long long)(f).places, (f).places == 1 ? "" : "s", (unsigned long long)(f).first

#endif
