/* Completing entities. */
#include "entity_out.h"

#include <stdlib.h>
#include <string.h>

/* Fields that a client counts on, and what they are where a record does not have them. */
static const struct {
    const char *name, *fallback;
} fields[] = {{"caption", "\"\""}, {"schema", "\"Thing\""}, {"datasets", "[]"}, {"referents", "[]"},
    {"first_seen", "null"}, {"last_seen", "null"}, {"last_change", "null"}, {"properties", "{}"}};
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

/* A number for those features that the library explains in words only. */
static const char *score_of(aka_view feature)
{
    aka_view effect = ak_unquoted(ak_member(feature, "effect"));
    return ak_view_is(effect, "agrees") ? "1.0" : ak_view_is(effect, "contradicts") ? "0.0" : "0.5";
}

void ak_explanations_write(ak_out *out, aka_view explanations)
{
    size_t at = 0;
    aka_view name, feature;
    ak_out_adds(out, "{");
    while (ak_member_next(explanations, &at, &name, &feature)) {
        if (ak_member(feature, "score").len || feature.len < 2) {
            add_member(out, name, feature);
            continue;
        }
        aka_view rest = {feature.data + 1, feature.len - 1};
        add_member(out, name, view("{\"score\":"));
        ak_out_adds(out, score_of(feature));
        if (ak_view_is(rest, "}") == false) ak_out_adds(out, ",");
        ak_out_view(out, rest);
    }
    ak_out_adds(out, "}");
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
    aka_view key, value;
    ak_out_adds(out, "{");
    while (ak_member_next(record, &at, &key, &value)) {
        for (size_t i = 0; i < FIELDS; i++)
            if (ak_view_is(key, fields[i].name)) has[i] = true;
        if (ak_view_is(key, "target")) target = true;
        if (ak_view_is(key, "match"))
            value = view(number(ak_member(record, "score")) >= threshold ? "true" : "false");
        if (ak_view_is(key, "explanations")) {
            ak_out_adds(out, ",\"explanations\":");
            ak_explanations_write(out, value);
        } else if (ak_view_is(key, "properties") && !nested)
            add_flat_properties(out, value);
        else
            add_member(out, key, value);
    }
    for (size_t i = 0; i < FIELDS; i++)
        if (!has[i]) add_member(out, view(fields[i].name), view(fields[i].fallback));
    /* Whoever a list says something of (a sanction, an office) is a target of it. */
    if (!target)
        add_member(out, view("target"),
            view(ak_member(ak_member(record, "properties"), "topics").len ? "true" : "false"));
    ak_out_adds(out, "}");
}
