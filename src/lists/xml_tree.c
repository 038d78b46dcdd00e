/* Finding one's way in the tree of a record, and the rules that turn it into an entity. */
#include "lists/xml.h"

const ak_xml_node *ak_xml_child(const ak_xml_node *node, const char *name)
{
    for (const ak_xml_node *c = node ? node->first : NULL; c; c = c->next)
        if (ak_slice_is(c->name, name)) return c;
    return NULL;
}

ak_slice ak_xml_text(const ak_xml_node *node, const char *name)
{
    const ak_xml_node *child = ak_xml_child(node, name);
    return child ? child->text : (ak_slice){0};
}

ak_slice ak_xml_attribute(const ak_xml_node *node, const char *name)
{
    for (size_t i = 0; i < node->attr_count; i++)
        if (ak_slice_is(node->attrs[i].name, name)) return node->attrs[i].value;
    return (ak_slice){0};
}

/* The text of an element and of all within it, "name: text" each. */
static void add_notes(ak_draft *d, const ak_xml_node *node)
{
    ak_draft_add_labelled(d, "notes", node->name, node->text);
    for (size_t i = 0; i < node->attr_count; i++)
        ak_draft_add_labelled(d, "notes", node->attrs[i].name, node->attrs[i].value);
    for (const ak_xml_node *c = node->first; c; c = c->next) add_notes(d, c);
}

static void keep_unknown(ak_draft *d, const ak_xml_node *node, ak_xml_unknown *unknown)
{
    bool known = false;
    add_notes(d, node);
    if (d->status) return;
    if (!ak_seen_add(&unknown->seen, node->name, &known)) {
        d->status = ak_fail_nomem(d->err);
        return;
    }
    if (!known)
        ak_draft_problem(d, NULL, false,
            "the element <%.*s> is unknown; kept as text, here and where it comes again",
            AK_ARG(node->name));
}

void ak_xml_apply(
    ak_draft *d, const ak_xml_node *node, const ak_xml_rule *rules, ak_xml_unknown *unknown)
{
    const uint64_t line = d->line;
    for (const ak_xml_node *c = node->first; c && d->status == AKA_OK; c = c->next) {
        const ak_xml_rule *rule = rules;
        while (rule->name && !ak_slice_is(c->name, rule->name)) rule++;
        d->line = c->line;
        if (!rule->name)
            keep_unknown(d, c, unknown);
        else if (rule->add)
            rule->add(d, c, unknown);
        else if (rule->property)
            ak_draft_add(d, rule->property, c->text);
    }
    d->line = line;
}

aka_status ak_xml_unknown_record(
    ak_reading *r, const ak_xml_node *node, ak_xml_unknown *unknown, aka_error *err)
{
    bool known = false;
    if (!ak_seen_add(&unknown->seen, node->name, &known)) return ak_fail_nomem(err);
    const ak_place at = {.line = node->line};
    if (known) return AKA_OK;
    return ak_reading_problem(r, &at, true, err,
        "the element <%.*s> is unknown; left out, here and where it comes again",
        AK_ARG(node->name));
}
