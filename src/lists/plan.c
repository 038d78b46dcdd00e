/* A plan: sources named one after the other, companions joined to their primary file, and all of
 * it read in order. */
#include "base/hash.h"
#include "lists/beside.h"
#include "lists/detect.h"
#include "lists/reading.h"

#include <stdlib.h>
#include <sys/stat.h>

typedef struct source {
    const char *path;
    ak_input *in; /* open at its beginning; NULL once it was read */
    ak_detected is;
    const struct source *primary;                  /* of a companion, once joined */
    struct source *companions[AK_COMPANION_COUNT]; /* of a primary: those named in the plan */
    struct source *next;
} source;

struct ak_plan {
    ak_arena arena;
    source *first, *last;
    ak_list_info *infos;
};

aka_status ak_plan_create(ak_plan **out, aka_error *err)
{
    ak_plan *plan = calloc(1, sizeof *plan);
    if (!plan) return ak_fail_nomem(err);
    ak_arena_init(&plan->arena, 0);
    *out = plan;
    return AKA_OK;
}

void ak_plan_free(ak_plan *plan)
{
    if (!plan) return;
    for (source *s = plan->first; s; s = s->next) ak_input_close(s->in);
    ak_arena_free(&plan->arena);
    free(plan);
}

bool ak_plan_reads(const ak_plan *plan, const char *path)
{
    struct stat other, own;
    if (stat(path, &other) != 0) return false;
    for (const source *s = plan->first; s; s = s->next)
        if (stat(s->path, &own) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino)
            return true;
    return false;
}

/* Takes FORMAT: off the source. What only looks like it is a path with a colon. */
static ak_format forced_format(const char **path)
{
    const char *colon = strchr(*path, ':');
    ak_format format;
    if (!colon || !ak_format_find((ak_slice){*path, (size_t)(colon - *path)}, &format))
        return AK_FORMAT_AUTO;
    *path = colon + 1;
    return format;
}

static aka_status detect(source *s, ak_format forced, aka_error *err)
{
    ak_slice head;
    aka_status st = ak_input_peek(s->in, 64 * 1024, &head, err);
    if (st) return st;
    if (forced == AK_FORMAT_AUTO) return ak_detect(head, ak_input_path(s->in), &s->is, err);
    if (forced != AK_FORMAT_OFAC_CSV || !ak_detect_ofac(head, s->path, &s->is))
        s->is = (ak_detected){.format = forced};
    return AKA_OK;
}

aka_status ak_plan_add(ak_plan *plan, const char *text, aka_error *err)
{
    if (!text || !*text) return ak_fail(err, AKA_E_ARGUMENT, "a source has no name");
    const char *path = text;
    ak_format forced = forced_format(&path);
    ak_slice copy;
    source *s = ak_arena_array(&plan->arena, 1, sizeof *s);
    if (!s || !ak_arena_dup(&plan->arena, ak_slice_of(path), &copy)) return ak_fail_nomem(err);
    s->path = copy.data;
    if (ak_plan_reads(plan, s->path))
        return ak_fail_at(err, AKA_E_ARGUMENT, s->path, 0, "is named twice");
    aka_status st = ak_input_open(s->path, &s->in, err);
    if (st == AKA_OK) st = detect(s, forced, err);
    if (st) {
        ak_input_close(s->in);
        return st;
    }
    if (plan->last)
        plan->last->next = s;
    else
        plan->first = s;
    plan->last = s;
    return AKA_OK;
}

static bool is_primary(const source *s)
{
    return s->is.format == AK_FORMAT_OFAC_CSV && !s->is.is_companion;
}

/* The primary that a companion belongs to: one that it is the companion of by its name; else the
 * one named before it, or else the first one after it. */
static source *primary_of(const ak_plan *plan, const source *companion)
{
    source *before = NULL, *behind = NULL;
    bool passed = false;
    for (source *s = plan->first; s; s = s->next) {
        if (s == companion) passed = true;
        if (!is_primary(s)) continue;
        if (ak_beside_is(s->path, companion->is.companion, companion->path)) return s;
        if (!passed) before = s;
        if (passed && !behind) behind = s;
    }
    return before ? before : behind;
}

static aka_status join_companions(ak_plan *plan, aka_error *err)
{
    for (source *s = plan->first; s; s = s->next) {
        if (!s->is.is_companion) continue;
        source *primary = primary_of(plan, s);
        if (!primary)
            return ak_fail_at(err, AKA_E_ARGUMENT, s->path, 0,
                "this file only completes an OFAC list; name SDN.CSV or CONS_PRIM.CSV too");
        source **slot = &primary->companions[s->is.companion];
        if (*slot && *slot != s)
            return ak_fail_at(err, AKA_E_ARGUMENT, s->path, 0, "%s already has such a file: %s",
                primary->path, (*slot)->path);
        *slot = s;
        s->primary = primary;
    }
    return AKA_OK;
}

static aka_status reopen(source *s, aka_error *err)
{
    return s->in ? AKA_OK : ak_input_open(s->path, &s->in, err);
}

/* Opens the companions, those named in the plan or else those beside the primary. One that is found
 * and cannot be opened is a problem. */
static aka_status open_companions(
    ak_plan *plan, const source *s, ak_reading *r, bool *mine, aka_error *err)
{
    aka_status st = AKA_OK;
    for (int i = 0; i < AK_COMPANION_COUNT && st == AKA_OK; i++) {
        source *named = s->companions[i];
        const char *path = NULL;
        if (named) {
            st = reopen(named, err);
            r->companions[i] = named->in;
            continue;
        }
        st = ak_beside_find(s->path, (ak_companion)i, &plan->arena, &path, err);
        if (st || !path) continue;
        aka_error failure = {0};
        mine[i] = ak_input_open(path, &r->companions[i], &failure) == AKA_OK;
        const ak_place at = {.path = path};
        if (!mine[i]) st = ak_reading_failed(r, &at, &failure, err);
    }
    return st;
}

static void close_inputs(source *s, ak_reading *r, const bool *mine)
{
    uint64_t hashes[1 + AK_COMPANION_COUNT];
    size_t n = 0;
    if (s->in) hashes[n++] = ak_input_hash(s->in);
    ak_input_close(s->in);
    s->in = NULL;
    for (int i = 0; i < AK_COMPANION_COUNT; i++) {
        if (!r->companions[i]) continue;
        hashes[n++] = ak_input_hash(r->companions[i]);
        ak_input_close(r->companions[i]);
        if (!mine[i]) s->companions[i]->in = NULL;
    }
    r->info.hash =
        n == 1 ? hashes[0] : ak_hash((ak_slice){(const char *)hashes, n * sizeof *hashes});
}

static ak_reader *reader_of(ak_format format)
{
    switch (format) {
    case AK_FORMAT_OFAC_CSV:
        return ak_read_ofac_csv;
    case AK_FORMAT_OFAC_XML:
        return ak_read_ofac_xml;
    case AK_FORMAT_UN_XML:
        return ak_read_un_xml;
    case AK_FORMAT_FTM:
        return ak_read_ftm;
    case AK_FORMAT_CSV:
        return ak_read_csv;
    case AK_FORMAT_AUTO:
    case AK_FORMAT_COUNT:
        break;
    }
    return NULL;
}

/* What the readers leave: the rest of a file that they stopped in belongs to its hash too. */
static aka_status drain(ak_input *in, aka_error *err)
{
    char buffer[16 * 1024];
    aka_error failure = {0};
    size_t n = 1;
    while (n > 0 && ak_input_read(in, buffer, sizeof buffer, &n, &failure) == AKA_OK) {
    }
    return failure.code == AKA_E_NOMEM ? ak_fail_nomem(err) : AKA_OK;
}

static aka_status read_list(
    ak_plan *plan, source *s, const ak_sink *sink, ak_list_info *info, aka_error *err)
{
    ak_reading r;
    bool mine[AK_COMPANION_COUNT] = {false};
    aka_status st = ak_reading_init(&r, &plan->arena, sink, err);
    if (st == AKA_OK) st = reopen(s, err);
    if (st == AKA_OK) {
        ak_slice path;
        r.in = s->in;
        if (!ak_arena_dup(&plan->arena, ak_slice_of(ak_input_path(s->in)), &path))
            st = ak_fail_nomem(err);
        r.path = path.data;
    }
    if (st == AKA_OK && is_primary(s)) st = open_companions(plan, s, &r, mine, err);
    if (st == AKA_OK) st = reader_of(s->is.format)(&r, err);
    if (st == AKA_OK) st = drain(s->in, err);
    if (st == AKA_OK) st = ak_reading_datasets(&r, err);
    close_inputs(s, &r, mine);
    *info = r.info;
    info->path = s->path;
    info->format = ak_format_name(s->is.format);
    ak_reading_free(&r);
    return st;
}

aka_status ak_plan_read(ak_plan *plan, const ak_sink *sink, const ak_list_info **infos,
    size_t *info_count, aka_error *err)
{
    size_t count = 0;
    aka_status st = join_companions(plan, err);
    for (const source *s = plan->first; s; s = s->next) count += !s->is.is_companion;
    plan->infos = ak_arena_array(&plan->arena, count, sizeof *plan->infos);
    if (st == AKA_OK && !plan->infos) st = ak_fail_nomem(err);
    size_t n = 0;
    for (source *s = plan->first; s && st == AKA_OK; s = s->next)
        if (!s->is.is_companion) st = read_list(plan, s, sink, &plan->infos[n++], err);
    if (infos) *infos = plan->infos;
    if (info_count) *info_count = st == AKA_OK ? count : 0;
    return st;
}
