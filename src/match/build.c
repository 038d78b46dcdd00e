/* aka_builder: from sources to an index file. The calling thread reads the lists; a workshop
 * compiles their entities, in loads, into segments that lie in a nameless file beside the index; at
 * the end the segments are merged. So the memory is bounded by the number of threads, not by the
 * lists. */
#include "match/build.h"

#include "base/file.h"
#include "lists/lists.h"
#include "match/layout.h"
#include "match/workshop.h"
#include "names/dictionaries.h"
#include "names/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PROGRESS_STEP 1000
#define JOBS_MAX 256

typedef struct dataset_count {
    uint64_t entities, names;
} dataset_count;

struct aka_builder {
    aka_build_options options;
    size_t load_entities;
    ak_plan *plan;
    ak_spill spill;
    ak_workshop *shop;
    ak_vec segments; /* ak_segment */
    ak_intern datasets;
    ak_vec dataset_counts; /* dataset_count */
    uint64_t read, entities, names, problems;
    bool written;
    aka_status failed; /* what ended the reading, when it was not the reader */
    aka_error failure;
};

aka_status aka_builder_create(const aka_build_options *options, aka_builder **out, aka_error *error)
{
    aka_builder *b = calloc(1, sizeof *b);
    if (!b) return ak_fail_nomem(error);
    b->spill.fd = -1;
    b->load_entities = AK_LOAD_ENTITIES;
    if (options) {
        size_t n = options->size < sizeof b->options ? options->size : sizeof b->options;
        memcpy(&b->options, options, n);
    }
    aka_status status = ak_plan_create(&b->plan, error);
    if (status != AKA_OK) {
        aka_builder_free(b);
        return status;
    }
    *out = b;
    return AKA_OK;
}

static void free_segments(aka_builder *b)
{
    ak_segment *segments = b->segments.data;
    for (size_t i = 0; i < b->segments.count; i++) ak_segment_free(&segments[i]);
    ak_vec_free(&b->segments);
    ak_spill_close(&b->spill);
}

void aka_builder_free(aka_builder *b)
{
    if (!b) return;
    ak_workshop_free(b->shop);
    free_segments(b);
    ak_plan_free(b->plan);
    ak_intern_free(&b->datasets);
    ak_vec_free(&b->dataset_counts);
    free(b);
}

void ak_builder_set_load(aka_builder *b, size_t entities)
{
    b->load_entities = entities;
}

aka_status aka_builder_add(aka_builder *b, const char *source, aka_error *error)
{
    return ak_plan_add(b->plan, source, error);
}

/* ---- loads that come back from the workshop ---- */

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

static void report(aka_builder *b, const ak_load_item *item)
{
    for (const ak_load_problem *p = item->first; p; p = p->next) {
        b->problems++;
        if (b->options.on_problem) b->options.on_problem(b->options.ctx, &p->problem);
    }
}

static void report_all(aka_builder *b, const ak_load *load)
{
    const ak_load_item *items = load->items.data;
    for (size_t i = 0; i < load->items.count; i++) report(b, &items[i]);
}

/* Reports what was wrong and, where it was compiled, takes over its segment. */
static aka_status close_load(aka_builder *b, ak_load *load)
{
    const ak_load_item *items = load->items.data;
    for (size_t i = 0; i < load->items.count; i++) {
        report(b, &items[i]);
        if (!items[i].entity) continue;
        b->entities++;
        b->names += items[i].names;
        if (!count_datasets(b, items[i].entity, items[i].names)) return ak_fail_nomem(&b->failure);
    }
    if (load->status != AKA_OK) {
        b->failure = load->err;
        return load->status;
    }
    ak_segment *segment = load->entities ? ak_vec_push(&b->segments, sizeof *segment) : NULL;
    if (load->entities && !segment) return ak_fail_nomem(&b->failure);
    if (segment) *segment = load->segment;
    load->segment = (ak_segment){0};
    return AKA_OK;
}

/* Takes the oldest load back; false where there was none. Once something failed, the rest is only
 * waited for. */
static bool take_back(aka_builder *b)
{
    ak_load *load = ak_workshop_take(b->shop);
    if (!load) return false;
    if (b->failed == AKA_OK) b->failed = close_load(b, load);
    ak_segment_free(&load->segment);
    ak_workshop_give_back(b->shop);
    return true;
}

/* ---- loads to be filled ---- */

static void hand_in_full(aka_builder *b, const ak_load *load)
{
    if (!ak_load_full(load, b->load_entities)) return;
    ak_workshop_hand_in(b->shop);
    if (!ak_workshop_empty(b->shop)) take_back(b);
}

static bool take_problem(void *ctx, const aka_problem *problem)
{
    aka_builder *b = ctx;
    ak_load *load = ak_workshop_empty(b->shop);
    if (!ak_load_note(load, NULL, problem)) b->failed = ak_fail_nomem(&b->failure);
    if (b->failed == AKA_OK) hand_in_full(b, load);
    return b->failed == AKA_OK;
}

static bool take_entity(void *ctx, const ak_entity *e, const char *path, uint64_t line)
{
    aka_builder *b = ctx;
    ak_load *load = ak_workshop_empty(b->shop);
    if (!ak_load_add(load, e, path, line)) b->failed = ak_fail_nomem(&b->failure);
    if (b->failed == AKA_OK) hand_in_full(b, load);
    b->read++;
    if (b->options.on_progress && b->read % PROGRESS_STEP == 0)
        b->options.on_progress(b->options.ctx, b->read);
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
        (unsigned long long)ak_names_dictionaries_hash(), (unsigned long long)b->entities,
        (unsigned long long)b->names);
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

static aka_status write_index(aka_builder *b, ak_index_data *data, const char *path,
    const ak_list_info *infos, size_t count, aka_build_summary *summary, aka_error *error)
{
    ak_buf meta;
    uint64_t bytes = 0, fingerprint = 0;
    ak_buf_init(&meta, 0);
    write_meta(b, infos, count, &meta);
    data->rules = ak_rules();
    data->meta = ak_buf_slice(&meta);
    aka_status status = meta.failed ? ak_fail_nomem(error)
                                    : ak_index_write(data, path, &bytes, &fingerprint, error);
    ak_buf_free(&meta);
    if (status == AKA_OK && summary) {
        *summary = (aka_build_summary){
            .entities = b->entities, .names = b->names, .problems = b->problems, .bytes = bytes};
        snprintf(summary->fingerprint, sizeof summary->fingerprint, "%016llx",
            (unsigned long long)fingerprint);
    }
    return status;
}

/* ---- the whole build ---- */

static unsigned count_jobs(const aka_builder *b)
{
    long n = (long)b->options.jobs;
    if (n == 0) n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (unsigned)n;
}

/* Reads and compiles all lists. Where reading fails, what was found before it is still told. */
static aka_status make_segments(
    aka_builder *b, const char *path, const ak_list_info **infos, size_t *count, aka_error *error)
{
    ak_sink sink = {.ctx = b, .entity = take_entity, .problem = take_problem};
    aka_error reading = {0};
    aka_status status = ak_spill_open(&b->spill, path, error);
    if (status == AKA_OK) status = ak_workshop_create(count_jobs(b), &b->spill, &b->shop, error);
    if (status != AKA_OK) return status;
    status = ak_plan_read(b->plan, &sink, infos, count, &reading);
    if (status == AKA_OK) ak_workshop_hand_in(b->shop);
    while (take_back(b)) {
    }
    if (status != AKA_OK) report_all(b, ak_workshop_empty(b->shop));
    if (b->failed != AKA_OK) status = b->failed;
    if (status != AKA_OK && error) *error = b->failed != AKA_OK ? b->failure : reading;
    ak_workshop_free(b->shop);
    b->shop = NULL;
    return status;
}

/* A list of which nothing could be read is no list of nobody: with it the last good index would be
 * replaced by one that finds fewer. */
static aka_status check_lists(const ak_list_info *infos, size_t count, aka_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (infos[i].entities == 0 && infos[i].problems > 0)
            return ak_fail_at(error, AKA_E_FORMAT, infos[i].path, 0,
                "not one record of this list could be read; no index is written");
    return AKA_OK;
}

/* What must not be replaced by an index is found out before hours may have gone into it. */
static aka_status check_target(const aka_builder *b, const char *path, aka_error *error)
{
    if (!path || !*path) return ak_fail(error, AKA_E_ARGUMENT, "the index to write has no name");
    if (ak_plan_reads(b->plan, path))
        return ak_fail_at(error, AKA_E_ARGUMENT, path, 0,
            "is one of the lists, and would be replaced by the index; name another file");
    return ak_atomic_check(path, error);
}

aka_status aka_builder_write(
    aka_builder *b, const char *path, aka_build_summary *summary, aka_error *error)
{
    if (b->written) return ak_fail(error, AKA_E_ARGUMENT, "a builder writes one index only");
    const ak_list_info *infos;
    size_t count;
    ak_merged *merged = NULL;
    ak_index_data data;
    aka_status status = check_target(b, path, error);
    if (status != AKA_OK) return status;
    b->written = true;
    status = make_segments(b, path, &infos, &count, error);
    if (status == AKA_OK) status = check_lists(infos, count, error);
    if (status == AKA_OK)
        status =
            ak_segments_merge(b->segments.data, b->segments.count, path, &merged, &data, error);
    free_segments(b);
    if (status == AKA_OK) status = write_index(b, &data, path, infos, count, summary, error);
    ak_merged_free(merged);
    return status;
}
