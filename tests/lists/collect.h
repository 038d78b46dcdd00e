/* Runs one reader over one file and keeps what it gives: entities as JSON lines and problems as
 * text, in order. */
#ifndef TESTS_LISTS_COLLECT_H
#define TESTS_LISTS_COLLECT_H

#include "temp.h"

#include "base/buf.h"
#include "entity/entity.h"
#include "lists/reading.h"

typedef struct collected {
    ak_buf entities; /* one JSON object a line */
    ak_buf problems; /* "line: record: field: message" or "line! …" where data was dropped */
    size_t entity_count, problem_count;
    size_t stop_after; /* the sink says stop at this many entities; 0: never */
    aka_status status;
    aka_error err;
    bool quiet; /* count only */
} collected;

static inline bool collect_entity(
    void *ctx, const ak_entity *entity, const char *path, uint64_t line)
{
    collected *c = ctx;
    (void)path;
    (void)line;
    c->entity_count++;
    if (!c->quiet) {
        ak_entity_write_json(entity, &c->entities);
        ak_buf_addc(&c->entities, '\n');
    }
    return c->entity_count != c->stop_after;
}

static inline bool collect_problem(void *ctx, const aka_problem *p)
{
    collected *c = ctx;
    c->problem_count++;
    if (c->quiet) return true;
    ak_buf_addf(&c->problems, "%llu%s %s%s%s%s%s\n", (unsigned long long)p->line,
        p->dropped ? "!" : ":", p->record, *p->record ? ": " : "", p->field, *p->field ? ": " : "",
        p->message);
    return true;
}

static inline void collect_free(collected *c)
{
    ak_buf_free(&c->entities);
    ak_buf_free(&c->problems);
}

static inline void collect(collected *c, ak_reader *reader, const char *path)
{
    ak_arena keep;
    ak_reading r;
    const ak_sink sink = {c, collect_entity, collect_problem};
    ak_arena_init(&keep, 0);
    c->status = ak_reading_init(&r, &keep, &sink, &c->err);
    if (c->status == AKA_OK) {
        r.path = path;
        c->status = ak_input_open(path, &r.in, &c->err);
        if (c->status == AKA_OK) c->status = reader(&r, &c->err);
        if (c->status == AKA_OK) {
            assert_int_equal(r.info.entities, c->entity_count);
            assert_int_equal(r.info.problems, c->problem_count);
        }
        ak_input_close(r.in);
    }
    ak_reading_free(&r);
    ak_arena_free(&keep);
}

/* The whole text of a file must give these entities and problems. */
static inline void assert_collected(ak_reader *reader, const char *name, const char *text,
    size_t len, const char *entities, const char *problems)
{
    temp t;
    temp_make(&t);
    collected c = {0};
    collect(&c, reader, temp_write(&t, name, text, len));
    assert_int_equal(c.status, AKA_OK);
    assert_string_equal(c.entities.data ? c.entities.data : "", entities);
    assert_string_equal(c.problems.data ? c.problems.data : "", problems);
    collect_free(&c);
    temp_remove(&t);
}

#endif
