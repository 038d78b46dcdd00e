/* The state of one reading: entities out, problems out, counts and datasets kept. */
#include "lists/reading.h"

#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* Datasets named by the entities of one list; more than this many are not told apart. */
#define MAX_DATASETS 1024

struct ak_datasets {
    ak_slice *names;
    size_t count, cap;
    size_t last; /* the one found last: entities of one dataset stand together */
};

aka_status ak_reading_init(ak_reading *r, ak_arena *keep, const ak_sink *sink, aka_error *err)
{
    *r = (ak_reading){.keep = keep, .sink = sink};
    ak_arena_init(&r->arena, 0);
    r->datasets = ak_arena_array(keep, 1, sizeof *r->datasets);
    r->info.path = r->info.format = r->info.dataset = r->info.date = "";
    return r->datasets ? AKA_OK : ak_fail_nomem(err);
}

void ak_reading_free(ak_reading *r)
{
    ak_arena_free(&r->arena);
}

aka_status ak_reading_stopped(aka_error *err)
{
    return ak_fail(err, AKA_E_INTERNAL, "the receiver of the entities stopped the reading");
}

static aka_status note_dataset(ak_reading *r, ak_slice name, aka_error *err)
{
    struct ak_datasets *d = r->datasets;
    if (d->count && ak_slice_eq(d->names[d->last], name)) return AKA_OK;
    for (size_t i = 0; i < d->count; i++)
        if (ak_slice_eq(d->names[i], name)) {
            d->last = i;
            return AKA_OK;
        }
    if (d->count == MAX_DATASETS) return AKA_OK;
    if (d->count == d->cap) {
        ak_slice *names = ak_arena_grow(r->keep, d->names, d->count, &d->cap, sizeof *names);
        if (!names) return ak_fail_nomem(err);
        d->names = names;
    }
    if (!ak_arena_dup(r->keep, name, &d->names[d->count])) return ak_fail_nomem(err);
    d->last = d->count++;
    return AKA_OK;
}

aka_status ak_reading_datasets(ak_reading *r, aka_error *err)
{
    const struct ak_datasets *d = r->datasets;
    size_t len = 0;
    for (size_t i = 0; i < d->count; i++) len += d->names[i].len + 1;
    char *joined = ak_arena_alloc(r->keep, len + 1);
    if (!joined) return ak_fail_nomem(err);
    char *p = joined;
    for (size_t i = 0; i < d->count; i++) {
        if (i) *p++ = ',';
        memcpy(p, d->names[i].data, d->names[i].len);
        p += d->names[i].len;
    }
    *p = '\0';
    r->info.dataset = joined;
    return AKA_OK;
}

static uint64_t count_names(const ak_entity *entity)
{
    static const char *const names[] = {"name", "alias", "weakAlias", "previousName"};
    uint64_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const ak_property *p = ak_entity_getz(entity, names[i]);
        if (p) count += p->count;
    }
    return count;
}

aka_status ak_reading_emit(ak_reading *r, const ak_entity *entity, uint64_t line, aka_error *err)
{
    aka_status st = AKA_OK;
    for (size_t i = 0; i < entity->dataset_count && st == AKA_OK; i++)
        st = note_dataset(r, entity->datasets[i], err);
    if (st == AKA_OK && !r->sink->entity(r->sink->ctx, entity, r->path, line))
        st = ak_reading_stopped(err);
    if (st == AKA_OK) {
        r->info.entities++;
        r->info.names += count_names(entity);
    }
    ak_arena_reset(&r->arena);
    return st;
}

void ak_reading_skip(ak_reading *r)
{
    ak_arena_reset(&r->arena);
}

/* Copies the printable UTF-8 of src to out, ending at a code point; what is not printable becomes
 * U+FFFD or a blank. */
static void clean_message(const char *src, char *out, size_t cap)
{
    ak_slice s = ak_slice_of(src);
    size_t len = 0;
    for (size_t pos = 0; pos < s.len;) {
        char bytes[4];
        uint32_t cp = ak_utf8_next(s, &pos);
        if (cp == '\n' || cp == '\r' || cp == '\t') cp = ' ';
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) cp = AK_REPLACEMENT;
        size_t n = ak_utf8_put(cp, bytes);
        if (len + n >= cap) break;
        memcpy(out + len, bytes, n);
        len += n;
    }
    out[len] = '\0';
}

static aka_status report(
    ak_reading *r, const ak_place *place, bool dropped, const char *raw, aka_error *err)
{
    char message[1024], record[256];
    clean_message(raw, message, sizeof message);
    clean_message(place && place->record ? place->record : "", record, sizeof record);
    const aka_problem problem = {
        .path = place && place->path ? place->path
                : r->path            ? r->path
                                     : "",
        .line = place ? place->line : 0,
        .record = record,
        .field = place && place->field ? place->field : "",
        .message = message,
        .dropped = dropped,
    };
    r->info.problems++;
    return r->sink->problem(r->sink->ctx, &problem) ? AKA_OK : ak_reading_stopped(err);
}

aka_status ak_reading_problemv(ak_reading *r, const ak_place *place, bool dropped, aka_error *err,
    const char *fmt, va_list args)
{
    char raw[1024];
    vsnprintf(raw, sizeof raw, fmt, args);
    return report(r, place, dropped, raw, err);
}

aka_status ak_reading_problem(
    ak_reading *r, const ak_place *place, bool dropped, aka_error *err, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    aka_status st = ak_reading_problemv(r, place, dropped, err, fmt, args);
    va_end(args);
    return st;
}

aka_status ak_reading_failed(
    ak_reading *r, const ak_place *place, const aka_error *failure, aka_error *err)
{
    if (failure->code == AKA_E_NOMEM) return ak_fail_nomem(err);
    ak_place at = place ? *place : (ak_place){0};
    if (failure->line) at.line = failure->line;
    return report(r, &at, true, failure->message, err);
}

ak_slice ak_reading_stem(const ak_reading *r)
{
    ak_slice s = ak_slice_of(r->path);
    for (size_t i = s.len; i > 0; i--)
        if (s.data[i - 1] == '/') {
            s = ak_slice_sub(s, i, s.len);
            break;
        }
    static const char *const endings[] = {".gz", ".zst"};
    for (size_t i = 0; i < 2; i++)
        if (ak_slice_ends(s, ak_slice_of(endings[i]))) s.len -= strlen(endings[i]);
    for (size_t i = s.len; i > 1; i--)
        if (s.data[i - 1] == '.') return ak_slice_sub(s, 0, i - 1);
    return s;
}
