/* The compiled index: opened once, immutable, shared by any number of threads and processes. */
#ifndef AKA_INDEX_H
#define AKA_INDEX_H

#include <aka/text.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct aka_index aka_index;

enum { AKA_OPEN_NO_CHECKSUM = 1 };

/* Maps the file and checks header, section table, checksums and every bound that later reads rely
 * on. AKA_OPEN_NO_CHECKSUM leaves out what takes time in proportion to the size, which is checksums
 * and bounds within the sections: for a file that was checked before and that nobody else can
 * write, since reading a damaged one so may crash. AKA_E_CORRUPT names the section; AKA_E_VERSION
 * and AKA_E_RULES say what made it and what is wanted. Replacing the file by another leaves an open
 * index as it is; writing into it does not. On failure *out is NULL. */
AKA_API AKA_CHECKED aka_status aka_index_open(
    const char *path, unsigned flags, aka_index **out, aka_error *error);
AKA_API void aka_index_free(aka_index *index);

/* 16 hex digits over the whole content; in every answer. Lives as long as the index. */
AKA_API const char *aka_index_fingerprint(const aka_index *index);
AKA_API uint64_t aka_index_entities(const aka_index *index);
/* A name that may be read in several ways, like one in ideographs, counts once for each. */
AKA_API uint64_t aka_index_names(const aka_index *index);
/* Datasets, versions, rules, sources, counts, sizes as one JSON object. */
AKA_API AKA_CHECKED aka_status aka_index_info_json(
    const aka_index *index, aka_text *out, aka_error *error);
/* The entity with that id as FtM JSON, as imported. AKA_E_NOTFOUND. */
AKA_API AKA_CHECKED aka_status aka_index_entity_json(
    const aka_index *index, const char *id, aka_text *out, aka_error *error);

#ifdef __cplusplus
}
#endif
#endif
