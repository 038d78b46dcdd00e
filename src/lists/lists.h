/* Published watchlists to a stream of entities: one reader per format, found by content. */
#ifndef AK_LISTS_LISTS_H
#define AK_LISTS_LISTS_H

#include "aka/build.h"
#include "base/error.h"
#include "entity/entity.h"

/* X(symbol, name, description) */
#define AK_FORMAT_MAP(X)                                                                           \
    X(AK_FORMAT_AUTO, "auto", "found by content")                                                  \
    X(AK_FORMAT_OFAC_CSV, "ofac-csv", "OFAC legacy CSV: SDN or CONS_PRIM with ALT, ADD, COMMENTS") \
    X(AK_FORMAT_OFAC_XML, "ofac-xml", "OFAC sdnList XML")                                          \
    X(AK_FORMAT_UN_XML, "un-xml", "UN Security Council consolidated list")                         \
    X(AK_FORMAT_FTM, "ftm", "FollowTheMoney JSON lines, plain or nested")                          \
    X(AK_FORMAT_CSV, "csv", "a table of one's own with a header row")

typedef enum ak_format {
#define AK_FORMAT_ENUM(symbol, name, description) symbol,
    AK_FORMAT_MAP(AK_FORMAT_ENUM)
#undef AK_FORMAT_ENUM
        AK_FORMAT_COUNT
} ak_format;

const char *ak_format_name(ak_format format);
bool ak_format_find(ak_slice name, ak_format *out);

/* What a reader reports to. Either function returns false to stop the reading. */
typedef struct ak_sink {
    void *ctx;
    /* The entity and all it points to are the reader's and live until the call returns. */
    bool (*entity)(void *ctx, const ak_entity *entity, const char *path, uint64_t line);
    bool (*problem)(void *ctx, const aka_problem *problem);
} ak_sink;

/* A plan: the sources of one build, companions (ALT, ADD, COMMENTS) joined to their primary file.
 */
typedef struct ak_plan ak_plan;
AKA_CHECKED aka_status ak_plan_create(ak_plan **out, aka_error *err);
void ak_plan_free(ak_plan *plan);
/* A path, or FORMAT:PATH. Opens the file and finds its format (AKA_E_FORMAT where it is none we
 * know). An OFAC companion named here is joined to the primary named before it (or after it, where
 * none was before), in place of the one beside the primary. */
AKA_CHECKED aka_status ak_plan_add(ak_plan *plan, const char *source, aka_error *err);
/* True where the file at path is one of the plan's sources. */
bool ak_plan_reads(const ak_plan *plan, const char *path);

/* What was read of one list. Strings live as long as the plan. */
typedef struct ak_list_info {
    const char *path;   /* of the primary file, as given */
    const char *format; /* ak_format_name */
    const char
        *dataset;     /* "us_ofac_sdn" …; for FtM the datasets its entities name, joined by "," */
    const char *date; /* the publication date the list states, ISO, or "" */
    uint64_t hash;    /* XXH3 of the file as stored (compressed); where it has companions, of the
                         hashes of all its files in order */
    uint64_t entities, names, problems;
} ak_list_info;

/* Reads every list of the plan in order, streaming. Bad records go to the sink as problems and
 * reading goes on; a file that cannot be read further is a problem too, and what was read stays.
 * Fails only on lack of memory, on a source that cannot be opened, on a companion that has no
 * primary (AKA_E_ARGUMENT), or where the sink says stop (AKA_E_INTERNAL; the sink knows why).
 * *infos: one a list, owned by the plan. */
AKA_CHECKED aka_status ak_plan_read(ak_plan *plan, const ak_sink *sink, const ak_list_info **infos,
    size_t *info_count, aka_error *err);

#endif
