/* Segments: parts of an index that is too large to be made in one go. Each has a run of the
 * entities and is complete and sorted in itself; together they are merged into one. */
#ifndef AK_INDEX_SEGMENT_H
#define AK_INDEX_SEGMENT_H

#include "base/spill.h"
#include "index/index.h"

/* Lies in a spill file and is mapped; without the pages of its tables of keys. */
typedef struct ak_segment {
    ak_index_data data;
    uint64_t own_strings; /* bytes of strings that entities, names and identifiers refer to; those
                             of terms and runs come behind them */
    ak_slice mapped;      /* all of it */
} ak_segment;

/* Writes complete data, as for ak_index_write but without meta, to the spill file and maps it.
 * Any number of threads with one spill. AKA_E_NOMEM, AKA_E_IO. */
AKA_CHECKED aka_status ak_segment_spill(
    ak_spill *spill, const ak_index_data *data, ak_segment *out, aka_error *err);
/* Harmless on one that is all zero. */
void ak_segment_free(ak_segment *segment);

/* What merging has made: the data, mapped from files that live until it is freed. */
typedef struct ak_merged ak_merged;
/* Merges segments, whose entities follow each other in the order given, by way of files beside that
 * path. The result depends on the segments alone; *data lacks rules and meta. AKA_E_NOMEM,
 * AKA_E_IO. Needs 4 bytes for each term and run of a segment and a few MB; pages of the segments
 * that have been read are given back. One thread. */
AKA_CHECKED aka_status ak_segments_merge(const ak_segment *segments, size_t count,
    const char *beside, ak_merged **out, ak_index_data *data, aka_error *err);
void ak_merged_free(ak_merged *merged);

#endif
