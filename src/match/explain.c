/* Explanations of a score: a line for people, a structure for programs. */
#include "match/explain.h"

#include "match/explain_ofac.h"

/* ---- pieces of names ---- */

static ak_slice source_text(const ak_name *name, uint32_t from, uint32_t to)
{
    uint32_t begin = UINT32_MAX, end = 0;
    for (uint32_t i = from; i < to; i++) {
        if (name->parts[i].begin < begin) begin = name->parts[i].begin;
        if (name->parts[i].end > end) end = name->parts[i].end;
    }
    return ak_slice_sub(name->text, begin, end);
}

static unsigned sorts_left(const ak_name *name, uint64_t left)
{
    unsigned sorts = 0;
    for (uint32_t i = 0; i < name->count; i++)
        if (left >> i & 1) sorts |= ak_left_sort(name->parts[i].role);
    return sorts;
}

/* The sorts of which both names have parts left. */
static unsigned contradicting(const ak_verdicts *v)
{
    return sorts_left(v->asked, v->names->asked_left) &
           sorts_left(v->listed, v->names->listed_left) & ~(unsigned)AK_LEFT_REST;
}

static void separate(ak_buf *out, size_t start)
{
    if (out->len > start) ak_buf_adds(out, " · ");
}

static void pair_line(const ak_verdicts *v, const ak_pair *p, ak_buf *out)
{
    ak_buf_add(out, source_text(v->listed, p->listed_from, p->listed_to));
    ak_buf_adds(out, p->kind == AK_RELATION_SAME ? " = " : " ~ ");
    ak_buf_add(out, source_text(v->asked, p->asked_from, p->asked_to));
    if (p->kind == AK_RELATION_SAME) return;
    ak_buf_adds(out, " (");
    ak_buf_adds(out, ak_relation_name((ak_relation_kind)p->kind));
    ak_buf_addc(out, ')');
}

/* Which of the listed names it is, where it is not the main one. */
static void strength_line(const ak_verdicts *v, ak_buf *out, size_t start)
{
    static const char *const phrases[AK_STRENGTH_COUNT] = {[AK_STRENGTH_ALIAS] = "by an alias",
        [AK_STRENGTH_PREVIOUS] = "by a former name",
        [AK_STRENGTH_WEAK] = "by a weak alias"};
    if (v->listed_strength >= AK_STRENGTH_COUNT) return; /* an index may say anything */
    const char *phrase = phrases[v->listed_strength];
    if (!phrase) return;
    separate(out, start);
    ak_buf_adds(out, phrase);
    if (v->listed_strength == AK_STRENGTH_WEAK && v->algorithm == AK_ALGORITHM_AKA)
        ak_buf_adds(out, ", which is no match alone");
}

/* TITLE and the left parts of these sorts, or nothing where there are none. */
static void left_line(const char *title, const ak_name *name, uint64_t left, unsigned sorts,
    ak_buf *out, size_t start)
{
    if (!(sorts_left(name, left) & sorts)) return;
    if (*title != ' ') separate(out, start);
    for (uint32_t i = 0; i < name->count; i++) {
        if (!(left >> i & 1) || !(ak_left_sort(name->parts[i].role) & sorts)) continue;
        ak_buf_adds(out, title);
        ak_buf_add(out, source_text(name, i, i + 1));
        title = ", ";
    }
}

static void names_line(const ak_verdicts *v, ak_buf *out, size_t start)
{
    const ak_evidence *e = v->names;
    unsigned both = contradicting(v);
    for (uint32_t i = 0; i < e->pair_count; i++) {
        separate(out, start);
        pair_line(v, &e->pairs[i], out);
    }
    left_line("contradicts: ", v->listed, e->listed_left, both, out, start);
    left_line(" against ", v->asked, e->asked_left, both, out, start);
    left_line("left out: ", v->listed, e->listed_left, ~both, out, start);
    left_line("not listed: ", v->asked, e->asked_left, ~both, out, start);
    if (e->apart) ak_buf_addf(out, " (%s)", e->apart);
    strength_line(v, out, start);
}

/* ---- facts ---- */

static const char *verdict_word(ak_verdict verdict)
{
    switch (verdict) {
    case AK_VERDICT_AGREE:
        return "agrees";
    case AK_VERDICT_NEAR:
        return "is near";
    case AK_VERDICT_OFF:
        return "is off";
    case AK_VERDICT_CONFLICT:
        return "contradicts";
    default:
        return "not given";
    }
}

/* The verdict as a number, for programs. */
static const char *verdict_score(ak_verdict verdict)
{
    return verdict == AK_VERDICT_AGREE ? "1.0" : verdict == AK_VERDICT_CONFLICT ? "0.0" : "0.5";
}

static const char *date_name(ak_kind kind)
{
    return kind == AK_KIND_ORG      ? "founding date"
           : kind == AK_KIND_OBJECT ? "build date"
                                    : "birth date";
}

/* A fact that only one side has. */
static void missing_line(const char *what, bool asked, ak_buf *out, size_t start)
{
    separate(out, start);
    ak_buf_adds(out, what);
    ak_buf_adds(out, asked ? " not listed" : " not given");
}

/* The same; unread: the asked record gives it, and it cannot be read. */
static void one_sided_line(const char *what, bool asked, bool unread, ak_buf *out, size_t start)
{
    if (asked || !unread) {
        missing_line(what, asked, out, start);
        return;
    }
    separate(out, start);
    ak_buf_adds(out, what);
    ak_buf_adds(out, " not understood");
}

static void date_line(const ak_verdicts *v, ak_buf *out, size_t start)
{
    const ak_fact_evidence *f = v->facts;
    const char *what = date_name(v->kind);
    bool asked = v->asked_facts->date_count, listed = v->listed_facts->date_count;
    if (asked != listed && (asked || v->kind == AK_KIND_PERSON))
        one_sided_line(what, asked, v->asked_facts->date_unread, out, start);
    if (f->date == AK_VERDICT_UNKNOWN) return;
    separate(out, start);
    bool agrees = f->date == AK_VERDICT_AGREE;
    ak_buf_addf(out, "%s %s: %s", what,
        f->date == AK_VERDICT_OFF ? "differs a little" : verdict_word(f->date),
        agrees ? "" : "listed ");
    ak_date_write(&f->date_listed, out);
    if (agrees) return;
    ak_buf_adds(out, ", asked ");
    ak_date_write(&f->date_asked, out);
    if (f->date != AK_VERDICT_CONFLICT) ak_buf_addf(out, " (%s)", f->date_how);
}

/* The countries, or those of them that are related to one of the others. */
static void name_countries(const ak_facts *f, const ak_facts *related, ak_buf *out)
{
    const char *before = "";
    for (uint32_t i = 0; i < f->country_count; i++) {
        bool wanted = related == NULL;
        for (uint32_t k = 0; !wanted && k < related->country_count; k++)
            wanted = ak_country_related(f->countries[i], related->countries[k]);
        if (!wanted) continue;
        ak_buf_adds(out, before);
        ak_buf_add(out, ak_country_name(f->countries[i]));
        before = ", ";
    }
}

static void country_line(const ak_verdicts *v, ak_buf *out, size_t start)
{
    const ak_facts *asked = v->asked_facts, *listed = v->listed_facts;
    if (!asked->country_count != !listed->country_count)
        one_sided_line("country", asked->country_count, asked->country_unread, out, start);
    if (v->facts->country == AK_VERDICT_UNKNOWN) return;
    bool agrees = v->facts->country == AK_VERDICT_AGREE;
    separate(out, start);
    ak_buf_addf(out, "country %s: %s", verdict_word(v->facts->country), agrees ? "" : "listed ");
    name_countries(listed, agrees ? asked : NULL, out);
    if (agrees) return;
    ak_buf_adds(out, ", asked ");
    name_countries(asked, NULL, out);
}

static void ident_line(const ak_fact_evidence *f, ak_buf *out, size_t start)
{
    if (!f->ident_agrees) return;
    separate(out, start);
    ak_buf_addf(out, "%s agrees: ", ak_ident_kind_name((ak_ident_kind)f->ident.kind));
    ak_buf_add(out, f->ident.text);
}

/* Identifiers that were asked for and that the listed entity does not have. */
static void other_ident_line(const ak_verdicts *v, ak_buf *out, size_t start)
{
    if (v->facts->ident_agrees || v->asked_facts->ident_count == 0) return;
    separate(out, start);
    ak_buf_adds(
        out, v->facts->ident_conflicts ? "another IMO number or LEI" : "identifier not listed");
}

static void facts_line(const ak_verdicts *v, ak_buf *out, size_t start)
{
    other_ident_line(v, out, start);
    date_line(v, out, start);
    country_line(v, out, start);
    if (v->facts->gender == AK_VERDICT_CONFLICT) {
        separate(out, start);
        ak_buf_adds(out, v->asked_facts->genders & AK_GENDER_MALE
                             ? "gender contradicts: listed female, asked male"
                             : "gender contradicts: listed male, asked female");
    }
}

/* What the asked record says besides and OFAC's method leaves aside. */
static void not_counted_line(const ak_facts *asked, ak_buf *out, size_t start)
{
    const struct {
        bool given;
        const char *what;
    } facts[] = {{asked->date_count, "birth date"}, {asked->country_count, "country"},
        {asked->genders, "gender"}};
    const char *before = "not counted: ";
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (!facts[i].given) continue;
        if (*before == 'n') separate(out, start);
        ak_buf_adds(out, before);
        ak_buf_adds(out, facts[i].what);
        before = ", ";
    }
}

static void ofac_line(const ak_verdicts *v, ak_buf *out, size_t start)
{
    if (v->ofac) {
        separate(out, start);
        ak_explain_ofac_line(v->ofac_asked, v->ofac_listed, v->ofac, out);
    }
    strength_line(v, out, start);
    not_counted_line(v->asked_facts, out, start);
}

void ak_explain_line(const ak_verdicts *v, ak_buf *out)
{
    size_t start = out->len;
    ident_line(v->facts, out, start);
    if (v->algorithm == AK_ALGORITHM_OFAC) {
        ofac_line(v, out, start);
        return;
    }
    if (v->names) names_line(v, out, start);
    facts_line(v, out, start);
}

/* ---- JSON ---- */

static void add_line_json(const ak_verdicts *v, ak_buf *out)
{
    ak_buf line;
    ak_buf_init(&line, 0);
    if (v->names) names_line(v, &line, 0);
    if (v->ofac) ak_explain_ofac_line(v->ofac_asked, v->ofac_listed, v->ofac, &line);
    if (line.failed) out->failed = true;
    ak_buf_add_json(out, ak_buf_slice(&line));
    ak_buf_free(&line);
}

/* ,"name":"word" for a word of our own. */
static void add_word(const char *name, const char *word, ak_buf *out)
{
    ak_buf_adds(out, ",\"");
    ak_buf_adds(out, name);
    ak_buf_adds(out, "\":\"");
    ak_buf_adds(out, word);
    ak_buf_addc(out, '"');
}

/* The end of a part: what it is, and how much it says (in 1/100). */
static void end_part(ak_role role, unsigned weight, ak_buf *out)
{
    add_word("role", ak_role_name(role), out);
    ak_buf_adds(out, ",\"weight\":");
    ak_buf_add_fixed(out, weight / 100.0, 2);
    ak_buf_addc(out, '}');
}

static void part_json(
    const ak_verdicts *v, uint32_t asked, uint32_t listed, const char *effect, ak_buf *out)
{
    const ak_part *p = asked != UINT32_MAX ? &v->asked->parts[asked] : &v->listed->parts[listed];
    ak_buf_adds(out, "{\"query\":");
    if (asked != UINT32_MAX)
        ak_buf_add_json(out, source_text(v->asked, asked, asked + 1));
    else
        ak_buf_adds(out, "null");
    ak_buf_adds(out, ",\"candidate\":");
    if (listed != UINT32_MAX)
        ak_buf_add_json(out, source_text(v->listed, listed, listed + 1));
    else
        ak_buf_adds(out, "null");
    add_word("effect", effect, out);
    end_part((ak_role)p->role, p->weight, out);
}

static void pair_json(const ak_verdicts *v, const ak_pair *p, ak_buf *out)
{
    ak_buf_adds(out, "{\"query\":");
    ak_buf_add_json(out, source_text(v->asked, p->asked_from, p->asked_to));
    ak_buf_adds(out, ",\"candidate\":");
    ak_buf_add_json(out, source_text(v->listed, p->listed_from, p->listed_to));
    add_word("effect", p->kind == AK_RELATION_SAME ? "agrees" : "varies", out);
    add_word("relation", ak_relation_name((ak_relation_kind)p->kind), out);
    ak_buf_adds(out, ",\"strength\":");
    ak_buf_add_fixed(out, p->strength / 1000.0, 3);
    end_part((ak_role)v->asked->parts[p->asked_from].role, p->weight, out);
}

static void parts_json(const ak_verdicts *v, ak_buf *out)
{
    const ak_evidence *e = v->names;
    unsigned both = contradicting(v);
    bool first = true;
    ak_buf_addc(out, '[');
    for (uint32_t i = 0; i < e->pair_count; i++) {
        if (!first) ak_buf_addc(out, ',');
        first = false;
        pair_json(v, &e->pairs[i], out);
    }
    for (int side = 0; side < 2; side++) {
        const ak_name *name = side ? v->listed : v->asked;
        uint64_t left = side ? e->listed_left : e->asked_left;
        for (uint32_t i = 0; i < name->count; i++) {
            if (!(left >> i & 1)) continue;
            if (!first) ak_buf_addc(out, ',');
            first = false;
            const char *effect = ak_left_sort(name->parts[i].role) & both ? "contradicts"
                                 : side                                   ? "left out"
                                                                          : "not listed";
            part_json(v, side ? UINT32_MAX : i, side ? i : UINT32_MAX, effect, out);
        }
    }
    ak_buf_addc(out, ']');
}

static void name_json(const ak_verdicts *v, ak_buf *out)
{
    bool ofac = v->ofac != NULL;
    ak_buf_adds(out, "\"name\":{\"score\":");
    ak_buf_add_fixed(out, ofac ? v->ofac->score : v->names->score, 4);
    ak_buf_adds(out, ",\"detail\":");
    add_line_json(v, out);
    ak_buf_adds(out, ",\"query\":");
    ak_buf_add_json(out, ofac ? v->ofac_asked->given : v->asked->text);
    ak_buf_adds(out, ",\"candidate\":");
    ak_buf_add_json(out, ofac ? v->ofac_listed->given : v->listed->text);
    add_word("property", ak_strength_property(v->listed_strength), out);
    ak_buf_addc(out, ',');
    if (ofac) {
        ak_explain_ofac_json(v->ofac_asked, v->ofac_listed, v->ofac, out);
    } else {
        ak_buf_adds(out, "\"parts\":");
        parts_json(v, out);
    }
    ak_buf_addc(out, '}');
}

static void date_json(const ak_verdicts *v, ak_buf *out)
{
    ak_buf_addf(out, "\"birthDate\":{\"score\":%s,\"effect\":\"%s\",\"detail\":\"%s\",\"query\":\"",
        verdict_score(v->facts->date), verdict_word(v->facts->date), v->facts->date_how);
    ak_date_write(&v->facts->date_asked, out);
    ak_buf_adds(out, "\",\"candidate\":\"");
    ak_date_write(&v->facts->date_listed, out);
    ak_buf_adds(out, "\"}");
}

static void add_country_codes(const ak_facts *f, ak_buf *out)
{
    for (uint32_t i = 0; i < f->country_count; i++) {
        if (i) ak_buf_addc(out, ',');
        ak_buf_add(out, ak_country_code(f->countries[i]));
    }
}

static void country_json(const ak_verdicts *v, ak_buf *out)
{
    ak_buf_addf(out, "\"country\":{\"score\":%s,\"effect\":\"%s\",\"detail\":\"%s\",\"query\":\"",
        verdict_score(v->facts->country), verdict_word(v->facts->country), v->facts->country_how);
    add_country_codes(v->asked_facts, out);
    ak_buf_adds(out, "\",\"candidate\":\"");
    add_country_codes(v->listed_facts, out);
    ak_buf_adds(out, "\"}");
}

static void ident_json(const ak_verdicts *v, ak_buf *out)
{
    const ak_fact_evidence *f = v->facts;
    ak_buf_addf(out, "\"identifier\":{\"score\":%s,\"effect\":\"%s\",\"detail\":\"%s\",\"query\":",
        f->ident_agrees ? "1.0" : "0.0", f->ident_agrees ? "agrees" : "contradicts",
        f->ident_agrees ? ak_ident_kind_name((ak_ident_kind)f->ident.kind) : "other number");
    ak_buf_add_json(out, f->ident.text);
    ak_buf_addc(out, '}');
}

static void comma(ak_buf *out, size_t start)
{
    if (out->len > start) ak_buf_addc(out, ',');
}

static void facts_json(const ak_verdicts *v, ak_buf *out, size_t start)
{
    const ak_fact_evidence *f = v->facts;
    if (f->date != AK_VERDICT_UNKNOWN) {
        comma(out, start);
        date_json(v, out);
    }
    if (f->country != AK_VERDICT_UNKNOWN) {
        comma(out, start);
        country_json(v, out);
    }
    if (f->gender != AK_VERDICT_UNKNOWN) {
        comma(out, start);
        ak_buf_addf(out, "\"gender\":{\"score\":%s,\"effect\":\"%s\"}", verdict_score(f->gender),
            verdict_word(f->gender));
    }
}

void ak_explain_json(const ak_verdicts *v, ak_buf *out)
{
    const ak_fact_evidence *f = v->facts;
    bool ofac = v->algorithm == AK_ALGORITHM_OFAC; /* only names and identifiers count */
    ak_buf_addc(out, '{');
    size_t start = out->len;
    if (v->names || v->ofac) name_json(v, out);
    if (!ofac) facts_json(v, out, start);
    if (f->ident_agrees || (f->ident_conflicts && !ofac)) {
        comma(out, start);
        ident_json(v, out);
    }
    ak_buf_addc(out, '}');
}
