/* Screening a record against an index, and comparing two names. */
#ifndef AKA_SCREEN_H
#define AKA_SCREEN_H

#include <aka/algorithm.h>
#include <aka/index.h>
#include <aka/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a query works in. One thread at a time; many may share one index. */
typedef struct aka_screener aka_screener;

typedef struct aka_screen_options {
    size_t size;           /* sizeof(aka_screen_options) */
    double threshold;      /* in [0,1]; 0 stands for the algorithm's own, 0.70 by the default one */
    size_t limit;          /* results wanted; 0 stands for 5 */
    int exhaustive;        /* 1: score every record; same answers, for checking retrieval */
    const char *algorithm; /* name or alias (aka/algorithm.h); NULL for the default one */
    /* NULL, or whether the listed entity of that number (aka/lookup.h) may be a result: 0 leaves it
     * out of results and total, and others take its place. Asked by the screening thread, once for
     * each entity that reaches the threshold. */
    int (*accept)(void *ctx, uint32_t entity);
    void *accept_ctx;
    int no_detail; /* 1: the detail of matches stays "", for those who do not show it */
} aka_screen_options;

/* One listed entity that reaches the threshold. Strings live until the screener's next run. */
typedef struct aka_match {
    const char *id, *caption, *schema;
    const char *datasets; /* joined by "," */
    const char *name;     /* the listed name that agreed best, "" where an identifier alone did */
    double score;         /* in [0,1] */
    const char *detail;   /* one readable line of explanation, unless none is wanted */
} aka_match;

/* The index must outlive the screener. */
AKA_API AKA_CHECKED aka_status aka_screener_create(
    const aka_index *index, aka_screener **out, aka_error *error);
AKA_API void aka_screener_free(aka_screener *screener);

/* Screens the record: every name and alias of it against every listed entity of a fitting schema.
 * A record without any is asked for by its firstName and lastName. options may be NULL. Afterwards
 * the results are read by the functions below. AKA_E_ARGUMENT: the record has neither a name nor an
 * identifier, or there is no such algorithm; AKA_E_LIMIT: a name over 16 KiB, over 256 names. */
AKA_API AKA_CHECKED aka_status aka_screener_run(aka_screener *screener, const aka_record *record,
    const aka_screen_options *options, aka_error *error);

/* Results of the last run, best first, at most `limit`; and how many reached the threshold. */
AKA_API size_t aka_screener_count(const aka_screener *screener);
AKA_API uint64_t aka_screener_total(const aka_screener *screener);
/* NULL beyond the last. */
AKA_API const aka_match *aka_screener_match(const aka_screener *screener, size_t i);
/* The answer in the shape of the OpenSanctions matching API, one line (docs/cli.md).
 * AKA_E_ARGUMENT: the last run failed, or there was none. */
AKA_API AKA_CHECKED aka_status aka_screener_write_json(
    aka_screener *screener, aka_text *out, aka_error *error);
/* Parts of that answer: the record that was asked for, and a result. AKA_E_ARGUMENT: there are not
 * that many, or there was no run that did not fail. */
AKA_API AKA_CHECKED aka_status aka_screener_query_json(
    aka_screener *screener, aka_text *out, aka_error *error);
AKA_API AKA_CHECKED aka_status aka_screener_result_json(
    aka_screener *screener, size_t i, aka_text *out, aka_error *error);
/* How many names the last run scored exactly, and how many list positions it looked at. */
AKA_API void aka_screener_work(
    const aka_screener *screener, uint64_t *names_scored, uint64_t *postings_read);

/* Comparing two names without an index. */
typedef struct aka_comparer aka_comparer;
AKA_API AKA_CHECKED aka_status aka_comparer_create(aka_comparer **out, aka_error *error);
AKA_API void aka_comparer_free(aka_comparer *comparer);
/* Compares by that algorithm from now on (name or alias, NULL for the default one; copied).
 * AKA_E_ARGUMENT: there is none of that name. */
AKA_API AKA_CHECKED aka_status aka_comparer_set_algorithm(
    aka_comparer *comparer, const char *name, aka_error *error);
/* Score of name1 (asked) against name2 (listed), both of that schema ("" or NULL: anything), the
 * same as a screening gives them. *detail: a readable line, valid until the next call; may be NULL.
 */
AKA_API AKA_CHECKED aka_status aka_comparer_run(aka_comparer *comparer, const char *schema,
    const char *name1, const char *name2, double *score, const char **detail, aka_error *error);
/* Both records whole (names, dates, countries, gender, identifiers). */
AKA_API AKA_CHECKED aka_status aka_comparer_run_records(aka_comparer *comparer,
    const aka_record *asked, const aka_record *listed, double *score, const char **detail,
    aka_error *error);
/* The explanations of the last run as a JSON object, as a screening has them. Records that it
 * compared must be there still and unchanged. AKA_E_ARGUMENT: the last run failed, or there was
 * none. */
AKA_API AKA_CHECKED aka_status aka_comparer_write_json(
    aka_comparer *comparer, aka_text *out, aka_error *error);

#ifdef __cplusplus
}
#endif
#endif
