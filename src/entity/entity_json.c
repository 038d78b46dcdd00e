/* FtM JSON in and out. jansson decides what is well-formed and decodes the strings; beside its tree
 * the text itself is walked, in step, for what the tree does not keep: numbers as they are written,
 * fields we do not know, byte positions. */
#include "entity/entity.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

#define MAX_DEPTH 32
#define MAX_BYTES (16u << 20)
#define MAX_ITEMS 500000

/* --- the text -------------------------------------------------------------------------------- */

/* A place in text that jansson has found well-formed, so that it need not be checked again. */
typedef struct reader {
    ak_arena *arena;
    const char *start, *at, *end;
    aka_error *err;
} reader;

__attribute__((format(printf, 4, 5))) static aka_status fail(
    reader *r, const char *place, aka_status code, const char *fmt, ...);

static aka_status fail(reader *r, const char *place, aka_status code, const char *fmt, ...)
{
    char message[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    uint64_t byte = (uint64_t)(place - r->start);
    ak_fail(r->err, code, "%s (at byte %llu)", message, (unsigned long long)byte);
    if (r->err) r->err->byte = byte;
    return code;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(reader *r)
{
    while (r->at < r->end && is_blank(*r->at)) r->at++;
}

/* Behind the closing quote of the string that begins at *r->at. */
static void skip_string(reader *r)
{
    for (r->at++; r->at < r->end && *r->at != '"'; r->at++)
        if (*r->at == '\\') r->at++;
    if (r->at < r->end) r->at++;
}

/* Takes one value of any kind; *depth is how deep its brackets go. */
static ak_slice take_value(reader *r, unsigned *depth)
{
    unsigned open = 0;
    *depth = 0;
    skip_blanks(r);
    const char *from = r->at;
    while (r->at < r->end) {
        char c = *r->at;
        if (c == '"') {
            skip_string(r);
        } else {
            if (open == 0 && (c == ',' || c == ']' || c == '}' || is_blank(c))) break;
            if (c == '[' || c == '{') open++;
            if (c == ']' || c == '}') open--;
            r->at++;
        }
        if (open > *depth) *depth = open;
        if (open == 0 && (c == '"' || c == ']' || c == '}')) break;
    }
    return (ak_slice){from, (size_t)(r->at - from)};
}

static void enter(reader *r)
{
    skip_blanks(r);
    r->at++;
}

/* To the next element of an array or value of an object, which there is. */
static void next_item(reader *r, bool object)
{
    skip_blanks(r);
    if (r->at < r->end && *r->at == ',') r->at++;
    skip_blanks(r);
    if (object) {
        skip_string(r);
        skip_blanks(r);
        r->at++; /* the colon */
        skip_blanks(r);
    }
}

/* Behind the closing bracket. */
static void leave(reader *r)
{
    skip_blanks(r);
    r->at++;
}

/* --- reading --------------------------------------------------------------------------------- */

static aka_status read_entity(reader *r, json_t *json, unsigned depth, ak_entity **out);

static const char *kind_of(const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_NULL:
        return "null";
    default:
        return "a boolean";
    }
}

static ak_slice string_of(const json_t *json)
{
    return (ak_slice){json_string_value(json), json_string_length(json)};
}

static aka_status too_deep(reader *r)
{
    return fail(r, r->at, AKA_E_LIMIT, "nested more than %d deep", MAX_DEPTH);
}

static aka_status read_text(
    reader *r, ak_entity *e, const char *name, const json_t *json, ak_slice *field)
{
    if (!json_is_string(json) && !json_is_null(json))
        return fail(r, r->at, AKA_E_RECORD, "%s: want a string, found %s", name, kind_of(json));
    unsigned depth;
    take_value(r, &depth);
    if (json_is_null(json) || ak_entity_set(e, field, string_of(json))) return AKA_OK;
    return ak_fail_nomem(r->err);
}

static aka_status read_dataset(reader *r, ak_entity *e, const json_t *json)
{
    if (!json_is_string(json) && !json_is_null(json))
        return fail(r, r->at, AKA_E_RECORD, "datasets: want strings, found %s", kind_of(json));
    unsigned depth;
    take_value(r, &depth);
    if (json_is_null(json) || ak_entity_add_dataset(e, string_of(json))) return AKA_OK;
    return ak_fail_nomem(r->err);
}

static aka_status read_datasets(reader *r, ak_entity *e, const json_t *json)
{
    if (!json_is_array(json)) return read_dataset(r, e, json);
    enter(r);
    size_t i;
    json_t *item;
    json_array_foreach(json, i, item)
    {
        next_item(r, false);
        aka_status status = read_dataset(r, e, item);
        if (status) return status;
    }
    leave(r);
    return AKA_OK;
}

/* One value of a property. depth: of the array it stands in, or would stand in. */
static aka_status read_value(
    reader *r, ak_entity *e, const char *name, json_t *json, unsigned depth)
{
    if (json_is_object(json)) {
        ak_entity *nested;
        aka_status status = read_entity(r, json, depth + 1, &nested);
        if (status) return status;
        return ak_entity_add_nested(e, ak_slice_of(name), nested) ? AKA_OK : ak_fail_nomem(r->err);
    }
    if (json_is_array(json))
        return fail(r, r->at, AKA_E_RECORD, "properties.%.80s: an array within an array", name);
    unsigned ignored;
    ak_slice text = take_value(r, &ignored);
    if (json_is_null(json)) return AKA_OK;
    if (json_is_string(json)) text = string_of(json);
    return ak_entity_addz(e, name, text) ? AKA_OK : ak_fail_nomem(r->err);
}

static aka_status read_values(
    reader *r, ak_entity *e, const char *name, json_t *json, unsigned depth)
{
    if (depth > MAX_DEPTH) return too_deep(r);
    if (!json_is_array(json)) return read_value(r, e, name, json, depth);
    enter(r);
    size_t i;
    json_t *item;
    json_array_foreach(json, i, item)
    {
        next_item(r, false);
        aka_status status = read_value(r, e, name, item, depth);
        if (status) return status;
    }
    leave(r);
    return AKA_OK;
}

static aka_status read_properties(reader *r, ak_entity *e, json_t *json, unsigned depth)
{
    unsigned ignored;
    if (json_is_null(json)) {
        take_value(r, &ignored);
        return AKA_OK;
    }
    if (!json_is_object(json))
        return fail(r, r->at, AKA_E_RECORD, "properties: want an object, found %s", kind_of(json));
    if (depth > MAX_DEPTH) return too_deep(r);
    enter(r);
    const char *name;
    json_t *value;
    json_object_foreach(json, name, value)
    {
        next_item(r, true);
        aka_status status = read_values(r, e, name, value, depth + 1);
        if (status) return status;
    }
    leave(r);
    return AKA_OK;
}

/* JSON text without the blanks between its tokens: the whole entity must fit on one line. */
static bool dup_compact(ak_arena *arena, ak_slice json, ak_slice *out)
{
    char *to = ak_arena_alloc(arena, json.len + 1);
    if (!to) return false;
    size_t n = 0;
    bool in_string = false;
    for (size_t i = 0; i < json.len; i++) {
        char c = json.data[i];
        if (!in_string && is_blank(c)) continue;
        if (c == '"') in_string = !in_string;
        to[n++] = c;
        if (in_string && c == '\\' && i + 1 < json.len) to[n++] = json.data[++i];
    }
    to[n] = '\0';
    *out = (ak_slice){to, n};
    return true;
}

static aka_status read_field(reader *r, ak_entity *e, const char *name, unsigned depth)
{
    unsigned deeper;
    const char *place = r->at;
    ak_slice json = take_value(r, &deeper);
    if (depth + deeper > MAX_DEPTH) {
        r->at = place;
        return too_deep(r);
    }
    if (e->field_count == e->field_cap) {
        void *more =
            ak_arena_grow(e->arena, e->fields, e->field_count, &e->field_cap, sizeof *e->fields);
        if (!more) return ak_fail_nomem(r->err);
        e->fields = more;
    }
    ak_field *f = &e->fields[e->field_count];
    if (!ak_arena_dup(e->arena, ak_slice_of(name), &f->name) ||
        !dup_compact(e->arena, json, &f->json))
        return ak_fail_nomem(r->err);
    e->field_count++;
    return AKA_OK;
}

static aka_status read_member(
    reader *r, ak_entity *e, const char *name, json_t *value, unsigned depth)
{
    if (strcmp(name, "id") == 0) return read_text(r, e, name, value, &e->id);
    if (strcmp(name, "schema") == 0) return read_text(r, e, name, value, &e->schema);
    if (strcmp(name, "caption") == 0) return read_text(r, e, name, value, &e->caption);
    if (strcmp(name, "datasets") == 0) return read_datasets(r, e, value);
    if (strcmp(name, "properties") == 0) return read_properties(r, e, value, depth + 1);
    return read_field(r, e, name, depth);
}

static void default_caption(ak_entity *e)
{
    if (e->caption.len == 0) e->caption = ak_entity_first(e, "name");
    if (e->caption.len == 0) e->caption = e->id;
}

/* depth: of the entity's own brackets in the form that ak_entity_write_json gives it, where each
 * value stands in an array; so what has been read can be written and read again. */
static aka_status read_entity(reader *r, json_t *json, unsigned depth, ak_entity **out)
{
    if (depth > MAX_DEPTH) return too_deep(r);
    ak_entity *e = ak_entity_new(r->arena);
    if (!e) return ak_fail_nomem(r->err);
    enter(r);
    const char *name;
    json_t *value;
    json_object_foreach(json, name, value)
    {
        next_item(r, true);
        aka_status status = read_member(r, e, name, value, depth);
        if (status) return status;
    }
    leave(r);
    default_caption(e);
    *out = e;
    return AKA_OK;
}

/* jansson reports a lack of memory as such in some places; in others it says nothing, or takes the
 * string it had no memory for as a token out of place. */
static bool is_lack_of_memory(const reader *r, const json_error_t *error, size_t byte)
{
    if (json_error_code(error) == json_error_out_of_memory || error->text[0] == '\0') return true;
    ak_slice text = ak_slice_of(error->text);
    return (ak_slice_starts(text, AK_LIT("invalid token")) ||
               ak_slice_starts(text, AK_LIT("string or '}' expected"))) &&
           byte > 0 && r->at[byte - 1] == '"';
}

static aka_status syntax_error(reader *r, const json_error_t *error)
{
    size_t byte = error->position > 0 ? (size_t)error->position : 0;
    size_t left = (size_t)(r->end - r->at);
    if (byte > left) byte = left;
    if (is_lack_of_memory(r, error, byte)) return ak_fail_nomem(r->err);
    bool deep = json_error_code(error) == json_error_stack_overflow;
    return fail(r, r->at + byte, deep ? AKA_E_LIMIT : AKA_E_SYNTAX, "not JSON: %s", error->text);
}

/* Refuses what would take hundreds of times its length in memory, "[{},{},{} …", before a tree is
 * made of it. */
static aka_status check_items(reader *r)
{
    size_t items = 0;
    bool in_string = false;
    for (const char *p = r->at; p < r->end; p++) {
        if (*p == '\\')
            p++;
        else if (*p == '"')
            in_string = !in_string;
        else if (!in_string && (*p == ',' || *p == '[' || *p == '{') && ++items > MAX_ITEMS)
            return fail(r, p, AKA_E_LIMIT, "over %d values in one entity", MAX_ITEMS);
    }
    return AKA_OK;
}

static aka_status read_tree(reader *r, json_t *tree, ak_entity **out)
{
    skip_blanks(r);
    if (json_is_object(tree)) return read_entity(r, tree, 1, out);
    return fail(r, r->at, AKA_E_RECORD, "want an object, found %s", kind_of(tree));
}

aka_status ak_entity_read_json(ak_arena *arena, ak_slice json, ak_entity **out, aka_error *err)
{
    *out = NULL;
    if (json.len > MAX_BYTES)
        return ak_fail(err, AKA_E_LIMIT, "over %u bytes of JSON in one entity", MAX_BYTES);
    if (json.len == 0) json = AK_LIT("");
    reader r = {arena, json.data, json.data, json.data + json.len, err};
    if (ak_slice_starts(json, AK_LIT("\xEF\xBB\xBF"))) r.at += 3; /* byte order mark */
    aka_status status = json.len > MAX_ITEMS ? check_items(&r) : AKA_OK;
    if (status) return status;
    /* Whole numbers are read as real ones because those have no upper bound of 64 bits: their text
     * is what counts. */
    json_error_t error = {.position = 0};
    json_t *tree = json_loadb(r.at, (size_t)(r.end - r.at),
        JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &error);
    if (!tree) return syntax_error(&r, &error);
    status = read_tree(&r, tree, out);
    json_decref(tree);
    return status;
}

/* --- writing --------------------------------------------------------------------------------- */

static void write_name(ak_buf *out, ak_slice name)
{
    ak_buf_add_json(out, name);
    ak_buf_addc(out, ':');
}

static void write_text(ak_buf *out, const char *name, ak_slice text)
{
    if (text.len == 0) return;
    write_name(out, ak_slice_of(name));
    ak_buf_add_json(out, text);
    ak_buf_addc(out, ',');
}

static void write_datasets(ak_buf *out, const ak_entity *e)
{
    if (e->dataset_count == 0) return;
    ak_buf_adds(out, "\"datasets\":[");
    for (size_t i = 0; i < e->dataset_count; i++) {
        if (i) ak_buf_addc(out, ',');
        ak_buf_add_json(out, e->datasets[i]);
    }
    ak_buf_adds(out, "],");
}

static void write_property(ak_buf *out, const ak_property *p)
{
    write_name(out, p->name);
    ak_buf_addc(out, '[');
    for (size_t i = 0; i < p->count; i++) {
        if (i) ak_buf_addc(out, ',');
        if (p->values[i].nested)
            ak_entity_write_json(p->values[i].nested, out);
        else
            ak_buf_add_json(out, p->values[i].text);
    }
    ak_buf_addc(out, ']');
}

void ak_entity_write_json(const ak_entity *e, ak_buf *out)
{
    ak_buf_addc(out, '{');
    write_text(out, "id", e->id);
    write_text(out, "schema", e->schema);
    write_text(out, "caption", e->caption);
    write_datasets(out, e);
    for (size_t i = 0; i < e->field_count; i++) {
        write_name(out, e->fields[i].name);
        ak_buf_add(out, e->fields[i].json);
        ak_buf_addc(out, ',');
    }
    ak_buf_adds(out, "\"properties\":{");
    for (size_t i = 0; i < e->property_count; i++) {
        if (i) ak_buf_addc(out, ',');
        write_property(out, &e->properties[i]);
    }
    ak_buf_adds(out, "}}");
}
