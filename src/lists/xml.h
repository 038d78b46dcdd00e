/* XML lists a record at a time: one small tree per record, streamed from the input. Element names
 * are local names (namespaces change over the years). Hostile input is refused or bounded: document
 * types and entities, depth, size of a text and of a record. */
#ifndef AK_LISTS_XML_H
#define AK_LISTS_XML_H

#include "lists/draft.h"

enum {
    AK_XML_MAX_DEPTH = 64,
    AK_XML_MAX_TEXT = 1 << 20,    /* bytes of text in one element */
    AK_XML_MAX_RECORD = 32 << 20, /* bytes of memory for one record */
};

typedef struct ak_xml_attr {
    ak_slice name, value;
} ak_xml_attr;

typedef struct ak_xml_node {
    ak_slice name; /* local */
    ak_slice text; /* its own text, trimmed */
    const ak_xml_attr *attrs;
    size_t attr_count;
    struct ak_xml_node *first, *next; /* children in order; next sibling */
    uint64_t line;                    /* where its start tag ends */
} ak_xml_node;

/* What a reader of one format tells: `root` is the document element; every element in it and in
 * `containers` that is not itself a container is a record. */
typedef struct ak_xml_format {
    const char *root;
    const char *const *containers; /* ends with NULL */
    /* The root with its attributes, before any record. May be NULL. */
    aka_status (*begin)(void *ctx, const ak_xml_node *root, aka_error *err);
    /* One record; the tree lives until the call returns. repaired: it held bytes that are not UTF-8
     * and were read as Windows-1252. */
    aka_status (*record)(void *ctx, const ak_xml_node *node, bool repaired, aka_error *err);
} ak_xml_format;

/* Reads r->in to its end. What is wrong with the document is reported as a problem, what was read
 * before stays; fails on lack of memory and with what the callbacks return. */
AKA_CHECKED aka_status ak_xml_read(
    ak_reading *r, const ak_xml_format *format, void *ctx, aka_error *err);

/* First child of that name, or NULL; node may be NULL. */
const ak_xml_node *ak_xml_child(const ak_xml_node *node, const char *name);
/* The text of the first child of that name, or an empty slice. */
ak_slice ak_xml_text(const ak_xml_node *node, const char *name);
ak_slice ak_xml_attribute(const ak_xml_node *node, const char *name);

/* Names of elements that no rule knows, reported once each in a reading. */
typedef struct ak_xml_unknown {
    ak_seen seen;
} ak_xml_unknown;

/* What a reader does with the elements of a record: a table, ended by a NULL name. */
typedef struct ak_xml_rule {
    const char *name; /* of the element */
    const char
        *property; /* where its text goes, unless `add` does that; NULL: nothing, knowingly */
    void (*add)(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown);
} ak_xml_rule;

/* Applies the rules to the children of node; problems are placed at the child's line. What no rule
 * knows is kept as notes ("label: text", also of the elements within) and reported once a kind. */
void ak_xml_apply(
    ak_draft *d, const ak_xml_node *node, const ak_xml_rule *rules, ak_xml_unknown *unknown);
/* Reports a record whose element no reader knows, once a kind: it is left out. */
AKA_CHECKED aka_status ak_xml_unknown_record(
    ak_reading *r, const ak_xml_node *node, ak_xml_unknown *unknown, aka_error *err);

#endif
