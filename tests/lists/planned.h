/* Runs a whole plan and keeps what it gives: entities as JSON lines, problems as text with the
 * names of their files, and what is told about each list. */
#ifndef TESTS_LISTS_PLANNED_H
#define TESTS_LISTS_PLANNED_H

#include "temp.h"

#include "base/buf.h"
#include "lists/lists.h"

#define PLANNED_LISTS 8

typedef struct planned {
    ak_buf entities; /* one JSON object a line */
    ak_buf problems; /* "name:line: record: field: message", "!" before it where data was dropped */
    size_t entity_count, problem_count, dropped_count, name_count;
    size_t stop_after; /* the sink says stop at this many entities; 0: never */
    bool (*on_entity)(
        void *ctx, const ak_entity *entity); /* instead of keeping them; may be NULL */
    void *ctx;
    ak_list_info infos[PLANNED_LISTS]; /* without the strings, which died with the plan */
    char datasets[PLANNED_LISTS][64], dates[PLANNED_LISTS][16], formats[PLANNED_LISTS][16];
    size_t list_count;
    aka_status status;
    aka_error err;
} planned;

static inline bool planned_entity(
    void *ctx, const ak_entity *entity, const char *path, uint64_t line)
{
    planned *p = ctx;
    (void)path;
    (void)line;
    p->entity_count++;
    if (p->on_entity) return p->on_entity(p->ctx, entity);
    ak_entity_write_json(entity, &p->entities);
    ak_buf_addc(&p->entities, '\n');
    return p->entity_count != p->stop_after;
}

static inline bool planned_problem(void *ctx, const aka_problem *problem)
{
    planned *p = ctx;
    char text[2048];
    aka_problem bare = *problem;
    const char *slash = strrchr(bare.path, '/');
    if (slash) bare.path = slash + 1;
    aka_problem_format(&bare, text, sizeof text);
    p->problem_count++;
    p->dropped_count += problem->dropped != 0;
    if (!p->on_entity) ak_buf_addf(&p->problems, "%s%s\n", problem->dropped ? "! " : "", text);
    return true;
}

static inline void planned_keep(planned *p, const ak_list_info *infos, size_t count)
{
    p->list_count = count < PLANNED_LISTS ? count : PLANNED_LISTS;
    for (size_t i = 0; i < p->list_count; i++) {
        p->infos[i] = infos[i];
        snprintf(p->datasets[i], sizeof p->datasets[i], "%s", infos[i].dataset);
        snprintf(p->dates[i], sizeof p->dates[i], "%s", infos[i].date);
        snprintf(p->formats[i], sizeof p->formats[i], "%s", infos[i].format);
        p->name_count += infos[i].names;
    }
}

/* sources ends with NULL. */
static inline void planned_run(planned *p, const char *const *sources)
{
    ak_plan *plan = NULL;
    const ak_list_info *infos = NULL;
    size_t count = 0;
    const ak_sink sink = {p, planned_entity, planned_problem};
    p->status = ak_plan_create(&plan, &p->err);
    for (; p->status == AKA_OK && *sources; sources++)
        p->status = ak_plan_add(plan, *sources, &p->err);
    if (p->status == AKA_OK) p->status = ak_plan_read(plan, &sink, &infos, &count, &p->err);
    if (p->status == AKA_OK) planned_keep(p, infos, count);
    ak_plan_free(plan);
}

static inline void planned_free(planned *p)
{
    ak_buf_free(&p->entities);
    ak_buf_free(&p->problems);
}

static inline const char *text_of(const ak_buf *buf)
{
    return buf->data ? buf->data : "";
}

/* Fails each allocation of reading the sources in turn: every run ends in AKA_E_NOMEM or in what
 * the undisturbed run gives. Returns how many allocations there are. */
#ifdef TEMP_FAIL_ALLOCATIONS
static inline size_t planned_fail_each(const char *const *sources)
{
    planned whole = {0};
    planned_run(&whole, sources);
    assert_int_equal(whole.status, AKA_OK);
    size_t n = 1;
    for (; n < 100000; n++) {
        planned p = {0};
        fail_at = n;
        planned_run(&p, sources);
        bool failed = fail_at == 0;
        fail_at = 0;
        if (p.status == AKA_OK && !p.entities.failed && !p.problems.failed) {
            assert_string_equal(text_of(&p.entities), text_of(&whole.entities));
            assert_string_equal(text_of(&p.problems), text_of(&whole.problems));
        } else if (p.status) {
            assert_int_equal(p.status, AKA_E_NOMEM);
        }
        planned_free(&p);
        if (!failed) break;
    }
    planned_free(&whole);
    return n;
}
#endif

/* The path of a file of real data in buf, or NULL (and the test is skipped, visibly) where AKA_DATA
 * is not set. */
static inline const char *real_data(const char *name, char *buf, size_t cap)
{
    const char *data = getenv("AKA_DATA");
    if (!data || !*data) {
        print_message("AKA_DATA is not set: real data not read\n");
        return NULL;
    }
    snprintf(buf, cap, "%s/%s", data, name);
    return buf;
}

#endif
