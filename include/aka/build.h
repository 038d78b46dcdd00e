/* Compiling watchlists into one index file. */
#ifndef AKA_BUILD_H
#define AKA_BUILD_H

#include <aka/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Something in a list that is not as it should be. Strings are the library's and live until the
 * callback returns; none is NULL ("" where unknown). */
typedef struct aka_problem {
    const char *path;
    uint64_t line;      /* 1-based, 0 where unknown */
    const char *record; /* the record's id in its source, e.g. "uid 2674" */
    const char *field;  /* the field, e.g. "birth date" */
    const char
        *message; /* what is wrong and what was done: "\"31 Feb 1960\" is no date; kept as text" */
    int dropped;  /* 1: data was left out of the index; 0: kept, if only as text */
} aka_problem;

/* Writes "path:line: record: field: message" (the parts that are known; no colon between the field
 * and a message that begins with the quoted value: birth date "31 Feb 1960" is …), cut at cap bytes
 * and terminated. Returns the bytes written without the terminator. */
AKA_API size_t aka_problem_format(const aka_problem *problem, char *out, size_t cap);

typedef struct aka_builder aka_builder;

typedef struct aka_build_options {
    size_t size;                                               /* sizeof(aka_build_options) */
    void (*on_problem)(void *ctx, const aka_problem *problem); /* may be NULL */
    void (*on_progress)(void *ctx, uint64_t entities); /* every 1,000 entities; may be NULL */
    void *ctx;
    unsigned jobs; /* threads that compile; 0: one a processor; 1: none but the caller's. Each needs
                      about 100 MB. The bytes of the index do not depend on it. */
} aka_build_options;

typedef struct aka_build_summary {
    uint64_t entities, names, problems; /* problems: calls of on_problem */
    uint64_t bytes;                     /* size of the index file */
    char fingerprint[17];               /* 16 hex digits */
} aka_build_summary;

/* options may be NULL; copied. Free with aka_builder_free (NULL is fine). One thread at a time. */
AKA_API AKA_CHECKED aka_status aka_builder_create(
    const aka_build_options *options, aka_builder **out, aka_error *error);
AKA_API void aka_builder_free(aka_builder *builder);

/* Adds a source: a path, or "FORMAT:PATH" (formats: aka_format_list). Compressed files (.gz, .zst)
 * are read as what is in them. AKA_E_ARGUMENT: it is there already. The file is opened and its
 * format found here and read in aka_builder_write. */
AKA_API AKA_CHECKED aka_status aka_builder_add(
    aka_builder *builder, const char *source, aka_error *error);

/* Reads all sources and writes the index to path (by a temporary file and a rename: on failure what
 * was at path is untouched; a symbolic link stays, and what it leads to is replaced). AKA_E_IO
 * where something else than a file is at path, AKA_E_ARGUMENT where it is one of the sources. While
 * it works, nameless files in the same folder take up to twice the size of the index. Callbacks
 * come from the calling thread, problems in the order of the sources. Bad records are reported and
 * counted, not fatal; but AKA_E_FORMAT where a list has problems and not one record. Same sources
 * and same library: same bytes. summary may be NULL. A builder writes once. */
AKA_API AKA_CHECKED aka_status aka_builder_write(
    aka_builder *builder, const char *path, aka_build_summary *summary, aka_error *error);

/* The i-th known format: its name and description; 0 where i is beyond the last. */
AKA_API int aka_format_list(size_t i, const char **name, const char **description);

#ifdef __cplusplus
}
#endif
#endif
