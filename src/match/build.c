/* aka_builder: from sources to an index file. */
#include "aka/build.h"

#include "lists/lists.h"
#include "match/compile.h"
#include "names/dictionaries.h"

#include <stdio.h>
#include <stdlib.h>

#define PROGRESS_STEP 1000

typedef struct dataset_count {
    uint64_t entities, names;
} dataset_count;

struct aka_builder {
    aka_build_options options;
    ak_plan *plan;
    ak_compiler *compiler;
    ak_intern datasets;
    ak_vec dataset_counts; /* dataset_count */
    uint64_t problems;
    bool written;
    /* of the entity at hand */
    const ak_entity *entity;
    const char *path;
    uint64_t line;
    aka_status failed;
    aka_error *err;
};

aka_status aka_builder_create(const aka_build_options *options, aka_builder **out, aka_error *error)
{
    aka_builder *b = calloc(1, sizeof *b);
    if (!b) return ak_fail_nomem(error);
    if (options) {
        size_t n = options->size < sizeof b->options ? options->size : sizeof b->options;
        memcpy(&b->options, options, n);
    }
    aka_status status = ak_plan_create(&b->plan, error);
    if (status == AKA_OK) status = ak_compiler_create(&b->compiler, error);
    if (status != AKA_OK) {
        aka_builder_free(b);
        return status;
    }
    *out = b;
    return AKA_OK;
}

void aka_builder_free(aka_builder *b)
{
    if (!b) return;
    ak_plan_free(b->plan);
    ak_compiler_free(b->compiler);
    ak_intern_free(&b->datasets);
    ak_vec_free(&b->dataset_counts);
    free(b);
}

aka_status aka_builder_add(aka_builder *b, const char *source, aka_error *error)
{
    return ak_plan_add(b->plan, source, error);
}

static bool report(void *ctx, const aka_problem *problem)
{
    aka_builder *b = ctx;
    b->problems++;
    if (b->options.on_problem) b->options.on_problem(b->options.ctx, problem);
    return true;
}

static void note_name(void *ctx, ak_slice name, const char *reason)
{
    aka_builder *b = ctx;
    char record[128], message[400];
    snprintf(record, sizeof record, "%.*s", AK_ARG(b->entity->id));
    snprintf(message, sizeof message, "\"%.*s\" %s; kept in the record", AK_ARG(name), reason);
    aka_problem p = {
        .path = b->path, .line = b->line, .record = record, .field = "name", .message = message};
    report(b, &p);
}

static bool count_datasets(aka_builder *b, const ak_entity *e, uint64_t names)
{
    for (size_t i = 0; i < e->dataset_count; i++) {
        uint32_t number;
        if (!ak_intern_add(&b->datasets, e->datasets[i], &number)) return false;
        if (number == b->dataset_counts.count &&
            !ak_vec_push(&b->dataset_counts, sizeof(dataset_count)))
            return false;
        dataset_count *count = (dataset_count *)b->dataset_counts.data + number;
        count->entities++;
        count->names += names;
    }
    return true;
}

static bool add_entity(void *ctx, const ak_entity *e, const char *path, uint64_t line)
{
    aka_builder *b = ctx;
    b->entity = e;
    b->path = path;
    b->line = line;
    uint64_t before = ak_compiler_names(b->compiler);
    b->failed = ak_compiler_add(b->compiler, e, note_name, b, b->err);
    if (b->failed == AKA_OK && !count_datasets(b, e, ak_compiler_names(b->compiler) - before))
        b->failed = ak_fail_nomem(b->err);
    uint64_t n = ak_compiler_entities(b->compiler);
    if (b->options.on_progress && n % PROGRESS_STEP == 0) b->options.on_progress(b->options.ctx, n);
    return b->failed == AKA_OK;
}

/* ---- the meta section ---- */

static ak_slice base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return ak_slice_of(slash ? slash + 1 : path);
}

static void add_string_field(ak_buf *out, const char *name, ak_slice value)
{
    ak_buf_addf(out, "\"%s\":", name);
    ak_buf_add_json(out, value);
    ak_buf_addc(out, ',');
}

static void add_source(ak_buf *out, const ak_list_info *info)
{
    ak_buf_addc(out, '{');
    add_string_field(out, "file", base_name(info->path));
    add_string_field(out, "format", ak_slice_of(info->format));
    add_string_field(out, "dataset", ak_slice_of(info->dataset));
    add_string_field(out, "date", ak_slice_of(info->date));
    ak_buf_addf(out, "\"hash\":\"%016llx\",\"entities\":%llu,\"names\":%llu,\"problems\":%llu}",
        (unsigned long long)info->hash, (unsigned long long)info->entities,
        (unsigned long long)info->names, (unsigned long long)info->problems);
}

static void write_meta(const aka_builder *b, const ak_list_info *infos, size_t count, ak_buf *out)
{
    ak_buf_addf(out,
        "{\"library\":\"%s\",\"rules\":{\"text\":%d,\"names\":%d,\"icu\":\"%s\","
        "\"dictionaries\":\"%016llx\"},\"entities\":%llu,\"names\":%llu,\"sources\":[",
        AKA_VERSION, AK_TEXT_VERSION, AK_NAMES_VERSION, ak_text_icu_version(),
        (unsigned long long)ak_names_dictionaries_hash(),
        (unsigned long long)ak_compiler_entities(b->compiler),
        (unsigned long long)ak_compiler_names(b->compiler));
    for (size_t i = 0; i < count; i++) {
        if (i) ak_buf_addc(out, ',');
        add_source(out, &infos[i]);
    }
    ak_buf_adds(out, "],\"datasets\":[");
    const dataset_count *counts = b->dataset_counts.data;
    for (size_t i = 0; i < b->dataset_counts.count; i++) {
        ak_buf_adds(out, i ? ",{" : "{");
        add_string_field(out, "name", ak_intern_get(&b->datasets, (uint32_t)i));
        ak_buf_addf(out, "\"entities\":%llu,\"names\":%llu}",
            (unsigned long long)counts[i].entities, (unsigned long long)counts[i].names);
    }
    ak_buf_adds(out, "]}");
}

static aka_status write_index(aka_builder *b, const char *path, const ak_list_info *infos,
    size_t count, aka_build_summary *summary, aka_error *error)
{
    ak_index_data data;
    ak_buf meta;
    ak_buf_init(&meta, 0);
    uint64_t bytes = 0, fingerprint = 0;
    aka_status status = ak_compiler_finish(b->compiler, &data, error);
    if (status == AKA_OK) {
        write_meta(b, infos, count, &meta);
        if (meta.failed) status = ak_fail_nomem(error);
    }
    if (status == AKA_OK) {
        data.meta = ak_buf_slice(&meta);
        status = ak_index_write(&data, path, &bytes, &fingerprint, error);
    }
    ak_buf_free(&meta);
    if (status == AKA_OK && summary) {
        *summary = (aka_build_summary){.entities = ak_compiler_entities(b->compiler),
            .names = ak_compiler_names(b->compiler),
            .problems = b->problems,
            .bytes = bytes};
        snprintf(summary->fingerprint, sizeof summary->fingerprint, "%016llx",
            (unsigned long long)fingerprint);
    }
    return status;
}

aka_status aka_builder_write(
    aka_builder *b, const char *path, aka_build_summary *summary, aka_error *error)
{
    if (b->written) return ak_fail(error, AKA_E_ARGUMENT, "a builder writes one index only");
    b->written = true;
    b->err = error;
    ak_sink sink = {.ctx = b, .entity = add_entity, .problem = report};
    const ak_list_info *infos;
    size_t count;
    aka_error reading;
    aka_status status = ak_plan_read(b->plan, &sink, &infos, &count, &reading);
    if (b->failed != AKA_OK) return b->failed;
    if (status != AKA_OK) {
        if (error) *error = reading;
        return status;
    }
    return write_index(b, path, infos, count, summary, error);
}
