/* Completing entities. */
#include "entity_out.h"

#include <stdlib.h>
#include <string.h>

/* Fields that a client counts on, and what they are where a record does not have them. */
#define FIELD(name, fallback)                                                                      \
    {                                                                                              \
        {name, sizeof name - 1},                                                                   \
        {                                                                                          \
            fallback, sizeof fallback - 1                                                          \
        }                                                                                          \
    }
static const struct {
    aka_view name, fallback;
} fields[] = {FIELD("caption", "\"\""), FIELD("schema", "\"Thing\""), FIELD("datasets", "[]"),
    FIELD("referents", "[]"), FIELD("first_seen", "null"), FIELD("last_seen", "null"),
    FIELD("last_change", "null"), FIELD("properties", "{}")};
#define FIELDS (sizeof fields / sizeof *fields)

static void add_member(ak_out *out, aka_view key, aka_view value)
{
    if (out->len && out->data[out->len - 1] != '{') ak_out_adds(out, ",");
    ak_out_adds(out, "\"");
    ak_out_view(out, key);
    ak_out_adds(out, "\":");
    ak_out_view(out, value);
}

static aka_view view(const char *text)
{
    return (aka_view){text, strlen(text)};
}

static double number(aka_view value)
{
    char text[32] = "";
    if (value.len < sizeof text) memcpy(text, value.data, value.len);
    return strtod(text, NULL);
}

/* The properties with the id of each entity inside instead of the entity. */
static void add_flat_properties(ak_out *out, aka_view properties)
{
    size_t at = 0;
    aka_view name, values, value;
    ak_out_adds(out, ",\"properties\":{");
    while (ak_member_next(properties, &at, &name, &values)) {
        size_t within = 0;
        bool first = true;
        add_member(out, name, view("["));
        while (ak_element_next(values, &within, &value)) {
            if (!first) ak_out_adds(out, ",");
            first = false;
            if (value.len && value.data[0] == '{') value = ak_member(value, "id");
            ak_out_view(out, value.len ? value : view("\"\""));
        }
        ak_out_adds(out, "]");
    }
    ak_out_adds(out, "}");
}

void ak_entity_write(ak_out *out, aka_view record, double threshold, bool nested)
{
    bool has[FIELDS] = {false}, target = false;
    size_t at = 0;
    aka_view key, value, score = {"", 0}, properties = score;
    ak_out_adds(out, "{");
    while (ak_member_next(record, &at, &key, &value)) {
        for (size_t i = 0; i < FIELDS; i++)
            if (key.len == fields[i].name.len &&
                memcmp(key.data, fields[i].name.data, key.len) == 0)
                has[i] = true;
        if (ak_view_is(key, "target")) target = true;
        if (ak_view_is(key, "properties")) properties = value;
        if (ak_view_is(key, "score")) score = value; /* stands before "match" */
        if (ak_view_is(key, "match")) value = view(number(score) >= threshold ? "true" : "false");
        if (ak_view_is(key, "properties") && !nested)
            add_flat_properties(out, value);
        else
            add_member(out, key, value);
    }
    for (size_t i = 0; i < FIELDS; i++)
        if (!has[i]) add_member(out, fields[i].name, fields[i].fallback);
    /* Whoever a list says something of (a sanction, an office) is a target of it. */
    if (!target)
        add_member(
            out, view("target"), view(ak_member(properties, "topics").len ? "true" : "false"));
    ak_out_adds(out, "}");
}
