/* Snapshots and their workers. */
#include "snapshot.h"

#include "details.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

__attribute__((format(printf, 4, 5))) static aka_status fail(
    aka_error *error, aka_status code, const char *path, const char *format, ...)
{
    va_list args;
    *error = (aka_error){.code = code};
    snprintf(error->path, sizeof error->path, "%s", path);
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return code;
}

static bool is_names(const json_t *value)
{
    size_t i;
    json_t *name;
    if (!json_is_array(value) || json_array_size(value) == 0) return false;
    json_array_foreach(value, i, name) if (!json_is_string(name)) return false;
    return true;
}

static aka_status read_collections(const char *path, json_t **out, aka_error *error)
{
    json_error_t where;
    const char *name;
    json_t *value;
    *out = NULL;
    if (path) {
        FILE *file = fopen(path, "rb");
        if (!file) return fail(error, AKA_E_IO, path, "%s", strerror(errno));
        *out = json_loadf(file, JSON_REJECT_DUPLICATES, &where);
        fclose(file);
    } else if (!(*out = json_object())) {
        return fail(error, AKA_E_NOMEM, "", "out of memory");
    }
    if (!*out) {
        fail(error, AKA_E_SYNTAX, path, "%s", where.text);
        error->line = where.line > 0 ? (uint64_t)where.line : 0;
        return AKA_E_SYNTAX;
    }
    if (!json_is_object(*out))
        return fail(error, AKA_E_FORMAT, path,
            "collections are an object: "
            "{\"name\": [\"dataset\", …], …}");
    json_object_foreach(
        *out, name, value) if (!is_names(value) || strcmp(name, "default") == 0) return fail(error,
        AKA_E_FORMAT, path,
        "the collection \"%.80s\" must be a list of names "
        "of datasets, and not be called default",
        name);
    return AKA_OK;
}

static aka_status read_info(ak_snapshot *s, aka_error *error)
{
    aka_text text = {0};
    aka_status status = aka_index_info_json(s->index, &text, error);
    if (status == AKA_OK) {
        s->info = json_loadb(text.data, text.len, 0, NULL);
        if (!s->info)
            status = fail(error, AKA_E_CORRUPT, "", "what the index says of itself is no JSON");
    }
    aka_text_free(&text);
    if (status != AKA_OK) return status;
    const json_t *list = json_object_get(s->info, "datasets");
    s->datasets = calloc(json_array_size(list) + 1, sizeof *s->datasets);
    if (!s->datasets) return fail(error, AKA_E_NOMEM, "", "out of memory");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *row = json_array_get(list, i);
        const char *name = json_string_value(json_object_get(row, "name"));
        if (!name) continue;
        s->datasets[s->dataset_count++] = (ak_dataset){.name = name,
            .entities = json_integer_value(json_object_get(row, "entities")),
            .names = json_integer_value(json_object_get(row, "names"))};
    }
    return AKA_OK;
}

static time_t time_of(const char *path, time_t fallback)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_mtime : fallback;
}

aka_status ak_snapshot_open(const ak_paths *paths, ak_snapshot **out, aka_error *error)
{
    ak_snapshot *s = calloc(1, sizeof *s);
    if (!s) return fail(error, AKA_E_NOMEM, "", "out of memory");
    s->holders = 1;
    s->opened = time(NULL);
    for (size_t i = 0; i < AK_LANES; i++) pthread_mutex_init(&s->lanes[i].lock, NULL);
    pthread_mutex_init(&s->making, NULL);
    pthread_mutex_init(&s->planning, NULL);
    aka_status status = aka_index_open(paths->index, 0, &s->index, error);
    s->written = time_of(paths->index, s->opened);
    if (status == AKA_OK) status = read_info(s, error);
    if (status == AKA_OK) status = read_collections(paths->collections, &s->collections, error);
    if (status == AKA_OK && paths->keys) status = ak_keys_read(&s->keys, paths->keys, error);
    if (status != AKA_OK) {
        ak_snapshot_drop(s);
        return status;
    }
    *out = s;
    return AKA_OK;
}

void ak_snapshot_hold(ak_snapshot *s)
{
    s->holders++;
}

static void free_worker(ak_worker *w)
{
    aka_screener_free(w->screener);
    aka_searcher_free(w->searcher);
    aka_comparer_free(w->comparer);
    aka_scanner_free(w->scanner);
    aka_record_free(w->asked);
    aka_record_free(w->other);
    aka_text_free(&w->text);
    aka_text_free(&w->record);
    free(w);
}

static void free_lane(ak_lane *lane)
{
    for (ak_worker *w = lane->idle, *next; w; w = next) {
        next = w->next;
        free_worker(w);
    }
    pthread_mutex_destroy(&lane->lock);
}

void ak_snapshot_drop(ak_snapshot *s)
{
    if (!s || --s->holders) return;
    for (size_t i = 0; i < AK_LANES; i++) free_lane(&s->lanes[i]);
    ak_details_free(s->details);
    aka_scan_plan_free(s->plan);
    aka_index_free(s->index);
    json_decref(s->info);
    json_decref(s->collections);
    ak_keys_free(&s->keys);
    free(s->datasets);
    pthread_mutex_destroy(&s->making);
    pthread_mutex_destroy(&s->planning);
    free(s);
}

/* Threads are told apart by where their stacks are; two may have the same lane. */
static ak_lane *own_lane(ak_snapshot *s)
{
    uint64_t thread = (uint64_t)pthread_self() >> 12;
    return &s->lanes[(thread * 0x9E3779B97F4A7C15u >> 32) % AK_LANES];
}

ak_worker *ak_worker_take(ak_snapshot *s, aka_error *error)
{
    ak_lane *lane = own_lane(s);
    pthread_mutex_lock(&lane->lock);
    ak_worker *w = lane->idle;
    if (w) lane->idle = w->next;
    pthread_mutex_unlock(&lane->lock);
    if (w) return w;
    w = calloc(1, sizeof *w);
    if (!w) {
        fail(error, AKA_E_NOMEM, "", "out of memory");
        return NULL;
    }
    aka_status status = aka_screener_create(s->index, &w->screener, error);
    if (status == AKA_OK) status = aka_record_create(&w->asked, error);
    if (status == AKA_OK) status = aka_record_create(&w->other, error);
    if (status == AKA_OK) return w;
    free_worker(w);
    return NULL;
}

void ak_worker_give(ak_snapshot *s, ak_worker *w)
{
    if (!w) return;
    ak_lane *lane = own_lane(s);
    pthread_mutex_lock(&lane->lock);
    w->next = lane->idle;
    lane->idle = w;
    pthread_mutex_unlock(&lane->lock);
}

aka_searcher *ak_worker_searcher(ak_snapshot *s, ak_worker *w, aka_error *error)
{
    if (!w->searcher && aka_searcher_create(s->index, &w->searcher, error) != AKA_OK) return NULL;
    return w->searcher;
}

aka_comparer *ak_worker_comparer(ak_worker *w, aka_error *error)
{
    if (!w->comparer && aka_comparer_create(&w->comparer, error) != AKA_OK) return NULL;
    return w->comparer;
}

static aka_status make_plan(ak_snapshot *s, aka_error *error)
{
    aka_status status = AKA_OK;
    pthread_mutex_lock(&s->planning);
    if (!s->plan) status = aka_scan_plan_create(s->index, &s->plan, error);
    pthread_mutex_unlock(&s->planning);
    return status;
}

aka_scanner *ak_worker_scanner(ak_snapshot *s, ak_worker *w, aka_error *error)
{
    if (w->scanner) return w->scanner;
    if (make_plan(s, error) != AKA_OK || aka_scanner_create(s->plan, &w->scanner, error) != AKA_OK)
        return NULL;
    return w->scanner;
}

aka_status ak_snapshot_prepare(ak_snapshot *fresh, ak_snapshot *old, aka_error *error)
{
    pthread_mutex_lock(&old->making);
    bool details = old->details != NULL;
    pthread_mutex_unlock(&old->making);
    pthread_mutex_lock(&old->planning);
    bool plan = old->plan != NULL;
    pthread_mutex_unlock(&old->planning);
    if (details && !ak_details_of(fresh, error)) return error->code;
    return plan ? make_plan(fresh, error) : AKA_OK;
}

static bool mark(const ak_snapshot *s, const char *name, bool *marks)
{
    bool found = false;
    for (size_t i = 0; i < s->dataset_count; i++) {
        if (strcmp(s->datasets[i].name, name) != 0) continue;
        found = marks[i] = true;
    }
    return found;
}

bool ak_snapshot_scope(const ak_snapshot *s, const char *name, bool *marks)
{
    size_t i;
    json_t *member;
    if (strcmp(name, "default") == 0) {
        for (i = 0; i < s->dataset_count; i++) marks[i] = true;
        return true;
    }
    const json_t *collection = json_object_get(s->collections, name);
    if (!collection) return mark(s, name, marks);
    json_array_foreach(collection, i, member) mark(s, json_string_value(member), marks);
    return true;
}

/* Whether a list of names with commas between has that name. */
static bool is_listed(const char *names, const char *name)
{
    for (size_t len;; names += len + 1) {
        len = strcspn(names, ",");
        if (len == strlen(name) && memcmp(names, name, len) == 0) return true;
        if (!names[len]) return false;
    }
}

const char *ak_snapshot_date(const ak_snapshot *s, const char *dataset)
{
    const char *newest = "";
    size_t i;
    json_t *source;
    json_array_foreach(json_object_get(s->info, "sources"), i, source)
    {
        const char *names = json_string_value(json_object_get(source, "dataset"));
        const char *date = json_string_value(json_object_get(source, "date"));
        if (names && date && is_listed(names, dataset) && strcmp(date, newest) > 0) newest = date;
    }
    return newest;
}
