/* Filling a load, and compiling it into a segment. */
#include "match/load.h"

#include <stdio.h>

#define MOST_BYTES ((size_t)64 << 20)
#define MOST_PROBLEMS 100000

bool ak_load_add(ak_load *load, const ak_entity *entity, const char *path, uint64_t line)
{
    size_t before = load->arena.used;
    const ak_entity *copy = ak_entity_copy(&load->arena, entity);
    ak_load_item *item = copy ? ak_vec_push(&load->items, sizeof *item) : NULL;
    if (!item) return false;
    *item = (ak_load_item){.entity = copy, .path = path, .line = line};
    load->entities++;
    load->entity_bytes += load->arena.used - before;
    return true;
}

static bool keep(ak_load *load, const char **text)
{
    ak_slice copy;
    bool ok = ak_arena_dup(&load->arena, ak_slice_of(*text), &copy);
    *text = copy.data;
    return ok;
}

bool ak_load_note(ak_load *load, ak_load_item *item, const aka_problem *problem)
{
    ak_load_problem *p = ak_arena_array(&load->arena, 1, sizeof *p);
    if (!p) return false;
    p->problem = *problem;
    if (!keep(load, &p->problem.path) || !keep(load, &p->problem.record) ||
        !keep(load, &p->problem.field) || !keep(load, &p->problem.message))
        return false;
    if (!item) item = ak_vec_push(&load->items, sizeof *item);
    if (!item) return false;
    if (item->last)
        item->last->next = p;
    else
        item->first = p;
    item->last = p;
    load->problems++;
    return true;
}

bool ak_load_full(const ak_load *load, size_t most)
{
    return load->entities >= most || load->entity_bytes >= MOST_BYTES ||
           load->problems >= MOST_PROBLEMS;
}

void ak_load_reset(ak_load *load)
{
    ak_arena_reset(&load->arena);
    load->items.count = load->entities = load->problems = load->entity_bytes = 0;
    load->segment = (ak_segment){0};
    load->status = AKA_OK;
}

void ak_load_free(ak_load *load)
{
    ak_arena_free(&load->arena);
    ak_vec_free(&load->items);
    ak_segment_free(&load->segment);
}

/* ---- compiling ---- */

typedef struct noting {
    ak_load *load;
    ak_load_item *item;
    bool failed;
} noting;

static void note_name(void *ctx, ak_slice name, const char *reason)
{
    noting *n = ctx;
    char record[128], message[400];
    snprintf(record, sizeof record, "%.*s", AK_ARG(n->item->entity->id));
    snprintf(message, sizeof message, "\"%.*s\" %s; kept in the record", AK_ARG(name), reason);
    const aka_problem problem = {.path = n->item->path,
        .line = n->item->line,
        .record = record,
        .field = "name",
        .message = message};
    if (!ak_load_note(n->load, n->item, &problem)) n->failed = true;
}

static aka_status compile_items(ak_load *load, ak_compiler *compiler)
{
    ak_load_item *items = load->items.data;
    for (size_t i = 0; i < load->items.count; i++) {
        noting n = {.load = load, .item = &items[i]};
        if (!items[i].entity) continue;
        uint64_t before = ak_compiler_names(compiler);
        aka_status status = ak_compiler_add(compiler, items[i].entity, note_name, &n, &load->err);
        if (status == AKA_OK && n.failed) status = ak_fail_nomem(&load->err);
        if (status != AKA_OK) return status;
        items[i].names = ak_compiler_names(compiler) - before;
    }
    return AKA_OK;
}

void ak_load_compile(ak_load *load, ak_compiler *compiler, ak_spill *spill)
{
    ak_index_data data;
    ak_compiler_reset(compiler);
    load->status = compile_items(load, compiler);
    if (load->status == AKA_OK) load->status = ak_compiler_finish(compiler, &data, &load->err);
    if (load->status == AKA_OK)
        load->status = ak_segment_spill(spill, &data, &load->segment, &load->err);
}
