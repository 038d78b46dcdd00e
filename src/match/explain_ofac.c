/* Explaining a score by OFAC's method. */
#include "match/explain_ofac.h"

static ak_slice given_text(const ak_ofac_name *name, size_t part)
{
    return ak_slice_sub(name->given, name->parts[part].begin, name->parts[part].end);
}

static bool is_same(const ak_ofac_pair *pair)
{
    return pair->score >= 1;
}

static const char *measure(const ak_ofac_pair *pair)
{
    return is_same(pair) ? "identical" : pair->by_sound ? "Soundex" : "Jaro-Winkler";
}

/* ---- the line ---- */

static void pairs_line(
    const ak_ofac_name *asked, const ak_ofac_name *listed, const ak_ofac_evidence *e, ak_buf *out)
{
    const char *before = ": ";
    ak_buf_addf(out, "parts %.2f", e->parts);
    for (size_t i = 0; i < asked->count; i++) {
        const ak_ofac_pair *pair = &e->pairs[i];
        if (pair->listed == AK_OFAC_NO_PART) continue;
        ak_buf_adds(out, before);
        before = ", ";
        ak_buf_add(out, given_text(listed, pair->listed));
        ak_buf_adds(out, is_same(pair) ? " = " : " ~ ");
        ak_buf_add(out, given_text(asked, i));
        if (!is_same(pair)) ak_buf_addf(out, " %.2f (%s)", pair->score, measure(pair));
    }
}

/* " · TITLE: a, b" with the asked parts without a pair that were left aside, or that were not. */
static void alone_line(const char *title, bool aside, const ak_ofac_name *asked,
    const ak_ofac_evidence *e, ak_buf *out)
{
    const char *before = title;
    for (size_t i = 0; i < asked->count; i++) {
        if (e->pairs[i].listed != AK_OFAC_NO_PART || e->pairs[i].aside != aside) continue;
        ak_buf_adds(out, before);
        before = ", ";
        ak_buf_add(out, given_text(asked, i));
    }
}

void ak_explain_ofac_line(
    const ak_ofac_name *asked, const ak_ofac_name *listed, const ak_ofac_evidence *e, ak_buf *out)
{
    ak_buf_addf(out, "whole name %.2f (Jaro-Winkler) · ", e->whole);
    pairs_line(asked, listed, e, out);
    alone_line(" · nothing like: ", false, asked, e, out);
    alone_line(" · too short to count: ", true, asked, e, out);
}

/* ---- JSON ---- */

static const char *effect(const ak_ofac_pair *pair)
{
    if (pair->aside) return "left aside";
    if (pair->listed == AK_OFAC_NO_PART) return "not listed";
    return is_same(pair) ? "agrees" : "varies";
}

void ak_explain_ofac_json(
    const ak_ofac_name *asked, const ak_ofac_name *listed, const ak_ofac_evidence *e, ak_buf *out)
{
    ak_buf_addf(out, "\"whole\":%.4f,\"partsScore\":%.4f,\"parts\":[", e->whole, e->parts);
    for (size_t i = 0; i < asked->count; i++) {
        const ak_ofac_pair *pair = &e->pairs[i];
        ak_buf_adds(out, i ? ",{\"query\":" : "{\"query\":");
        ak_buf_add_json(out, given_text(asked, i));
        ak_buf_adds(out, ",\"candidate\":");
        if (pair->listed == AK_OFAC_NO_PART)
            ak_buf_adds(out, "null");
        else
            ak_buf_add_json(out, given_text(listed, pair->listed));
        ak_buf_addf(out, ",\"effect\":\"%s\"", effect(pair));
        if (pair->listed != AK_OFAC_NO_PART)
            ak_buf_addf(out, ",\"relation\":\"%s\",\"strength\":%.3f", measure(pair), pair->score);
        ak_buf_addf(out, ",\"weight\":%.2f}", pair->aside ? 0.0 : 1.0);
    }
    ak_buf_addc(out, ']');
}
