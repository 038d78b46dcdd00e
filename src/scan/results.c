/* Results of mentions, and their JSON. */
#include "scan/results.h"

#include "base/hash.h"
#include "base/text_out.h"
#include "match/explain.h"

#include <stdlib.h>

/* Texts repeat themselves: explanations are kept, one a slot. */
#define KNOWN 4096

struct ak_explained {
    uint64_t key; /* of the listed name and the words compared with it */
    char *detail; /* NULL: an empty slot */
};

aka_status ak_results_init(ak_results *r, const ak_scan_plan *plan, aka_error *err)
{
    *r = (ak_results){.plan = plan, .known = calloc(KNOWN, sizeof *r->known)};
    ak_arena_init(&r->arena, 0);
    return r->known ? AKA_OK : ak_fail_nomem(err);
}

void ak_results_free(ak_results *r)
{
    for (size_t i = 0; r->known && i < KNOWN; i++) free(r->known[i].detail);
    free(r->known);
    ak_arena_free(&r->arena);
    *r = (ak_results){0};
}

static const char *copy(ak_results *r, ak_slice text)
{
    ak_slice out;
    return ak_arena_dup(&r->arena, text, &out) ? out.data : NULL;
}

/* The comparison once more, for its explanation. */
static aka_status explain(
    ak_results *r, ak_finder *f, const ak_find *find, ak_buf *line, aka_error *err)
{
    const ak_index *ix = r->plan->index;
    const ak_ix_name *n = &ix->data.names[find->name];
    ak_kind kind = (ak_kind)ix->data.entities[n->entity].kind;
    ak_part parts[AK_NAME_PARTS_MAX];
    ak_name listed, asked;
    ak_evidence evidence;
    ak_layout_name(ix, find->name, kind, parts, &listed);
    aka_status status = ak_name_analyse(f->lexicon.words, find->text, kind, &r->arena, &asked, err);
    if (status != AKA_OK) return status;
    ak_aligner_ask(&f->aligner, &asked);
    if (!ak_align(&f->aligner, &listed, &evidence)) return ak_fail_nomem(err);
    ak_facts none = {0};
    ak_fact_evidence facts = {0};
    ak_verdicts v = {.asked = &asked,
        .listed = &listed,
        .names = &evidence,
        .facts = &facts,
        .asked_facts = &none,
        .listed_facts = &none,
        .listed_strength = (ak_strength)n->strength,
        .score = find->score};
    ak_explain_line(&v, line);
    return line->failed ? ak_fail_nomem(err) : AKA_OK;
}

/* The explanation, from memory or made now; valid until the next one of another find. */
static aka_status recall(
    ak_results *r, ak_finder *f, const ak_find *find, const char **detail, aka_error *err)
{
    *detail = "";
    if (r->brief) return AKA_OK;
    uint64_t key = ak_hash_seed(find->text, find->name);
    struct ak_explained *known = &r->known[key % KNOWN];
    if (!known->detail || known->key != key) {
        ak_buf line;
        ak_buf_init(&line, 0);
        aka_status status = explain(r, f, find, &line, err);
        if (status == AKA_OK && !ak_buf_reserve(&line, 1)) status = ak_fail_nomem(err);
        if (status != AKA_OK) {
            ak_buf_free(&line);
            return status;
        }
        line.data[line.len] = 0;
        free(known->detail);
        *known = (struct ak_explained){key, line.data};
    }
    *detail = copy(r, ak_slice_of(known->detail));
    return *detail ? AKA_OK : ak_fail_nomem(err);
}

static aka_status make_match(
    ak_results *r, ak_finder *f, const ak_find *find, aka_match *m, aka_error *err)
{
    const ak_index *ix = r->plan->index;
    const ak_ix_label *l = &ix->data.labels[ix->data.names[find->name].entity];
    *m = (aka_match){.id = copy(r, ak_index_str(ix, l->id)),
        .caption = copy(r, ak_index_str(ix, l->caption)),
        .schema = copy(r, ak_index_str(ix, l->schema)),
        .datasets = copy(r, ak_index_str(ix, l->datasets)),
        .name = copy(r, ak_index_str(ix, ix->data.names[find->name].text)),
        .score = find->score};
    if (!m->id || !m->caption || !m->schema || !m->datasets || !m->name) return ak_fail_nomem(err);
    return recall(r, f, find, &m->detail, err);
}

static const char *use_of(const ak_find *find, bool earlier)
{
    if (earlier) return "stands for the fuller name given before";
    if (find->why & AK_FIND_ACRONYM) return "one word: an acronym in capitals";
    if (find->why & AK_FIND_SINGLE) return "one word: rare, with a capital in mid-sentence";
    if (find->why & AK_FIND_COMPANY) return "ordinary words, but a vessel or aircraft is spoken of";
    if (find->why & AK_FIND_SHOUTED)
        return "ordinary words, but in capitals among words that are not, as ships are written";
    if (find->why & AK_FIND_NAMED) return "ordinary words, of a party that was named before";
    if (find->why & AK_FIND_INFLECTED) return "inflected by the sentence";
    if (find->why & AK_FIND_PLAIN) return "in small letters, as is all around it";
    if (find->why & AK_FIND_CASELESS) return "a script without capitals";
    return "";
}

aka_status ak_results_make(ak_results *r, ak_finder *f, const ak_find *finds, size_t count,
    bool earlier, size_t limit, aka_mention *m, aka_error *err)
{
    const ak_index_data *data = &r->plan->index->data;
    ak_arena_reset(&r->arena);
    aka_match *matches = ak_arena_array(&r->arena, count < limit ? count : limit, sizeof *matches);
    if (!matches) return ak_fail_nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < count && n < limit; i++) {
        bool known = false;
        for (size_t k = 0; k < i && !known; k++)
            known = data->names[finds[k].name].entity == data->names[finds[i].name].entity;
        if (known) continue;
        aka_status status = make_match(r, f, &finds[i], &matches[n++], err);
        if (status != AKA_OK) return status;
    }
    m->results = matches;
    m->result_count = n;
    m->use = use_of(&finds[0], earlier);
    return AKA_OK;
}

/* ---- JSON ---- */

static void add_member(ak_buf *out, const char *name, const char *value)
{
    ak_buf_addf(out, "\"%s\":", name);
    ak_buf_add_json(out, ak_slice_of(value));
}

static void add_datasets(ak_buf *out, const char *joined)
{
    ak_buf_adds(out, "\"datasets\":[");
    for (const char *at = joined; *at;) {
        size_t n = strcspn(at, ",");
        if (at > joined) ak_buf_addc(out, ',');
        ak_buf_add_json(out, (ak_slice){at, n});
        at += n + (at[n] == ',');
    }
    ak_buf_adds(out, "]");
}

static void add_match(ak_buf *out, const aka_mention *mention, const aka_match *m)
{
    ak_buf_addc(out, '{');
    add_member(out, "id", m->id);
    ak_buf_addc(out, ',');
    add_member(out, "caption", m->caption);
    ak_buf_addc(out, ',');
    add_member(out, "schema", m->schema);
    ak_buf_addc(out, ',');
    add_datasets(out, m->datasets);
    ak_buf_addf(
        out, ",\"score\":%.4f,\"explanations\":{\"name\":{\"score\":%.4f,", m->score, m->score);
    add_member(out, "detail", m->detail);
    ak_buf_addc(out, ',');
    add_member(out, "candidate", m->name);
    ak_buf_addc(out, '}');
    if (*mention->use) {
        ak_buf_adds(out, ",\"use\":{");
        add_member(out, "detail", mention->use);
        ak_buf_addc(out, '}');
    }
    ak_buf_adds(out, "}}");
}

aka_status aka_mention_write_json(
    const aka_mention *m, const char *file, aka_text *text, aka_error *error)
{
    ak_buf out;
    ak_text_out_begin(text, &out);
    ak_buf_addc(&out, '{');
    if (file) {
        add_member(&out, "file", file);
        ak_buf_addc(&out, ',');
    }
    ak_buf_addf(&out, "\"offset\":%llu,\"length\":%llu,\"text\":", (unsigned long long)m->offset,
        (unsigned long long)m->length);
    ak_buf_add_json(&out, (ak_slice){m->text, (size_t)m->length});
    ak_buf_addf(&out, ",\"line\":%llu", (unsigned long long)m->line);
    if (m->path) {
        ak_buf_addf(&out, ",\"message\":%u,", m->message);
        add_member(&out, "path", m->path);
    }
    ak_buf_addf(&out, ",\"by\":\"%s\"",
        m->by_earlier         ? "earlier mention"
        : *m->results[0].name ? "name"
                              : "identifier");
    if (m->by_earlier) ak_buf_addf(&out, ",\"earlier\":%llu", (unsigned long long)m->earlier);
    ak_buf_adds(&out, ",\"results\":[");
    for (size_t i = 0; i < m->result_count; i++) {
        if (i) ak_buf_addc(&out, ',');
        add_match(&out, m, &m->results[i]);
    }
    ak_buf_adds(&out, "]}");
    return ak_text_out_end(text, &out, error);
}
