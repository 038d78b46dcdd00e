/* POST /scan: mentions in a text or in payment messages, and what is wrong with those. */
#include "handlers.h"

#include <string.h>
#include <strings.h>

#define DEFAULT_LIMIT 5
#define LEAST 0.70 /* mentions below it are never looked for */

typedef struct scan {
    ak_request *request;
    aka_text text;   /* of one mention */
    ak_out problems; /* their JSON, between the brackets */
    size_t total, problem_count;
    bool refused;
} scan;

static int on_mention(void *ctx, const aka_mention *mention)
{
    scan *s = ctx;
    ak_out *out = &s->request->out;
    if ((s->refused = ak_too_late(s->request))) return 1;
    if (s->total++ >= AK_MENTIONS_MAX) return 0;
    aka_error error;
    if (aka_mention_write_json(mention, NULL, &s->text, &error) != AKA_OK) {
        ak_refuse_error(s->request, &error);
        s->refused = true;
        return 1;
    }
    if (s->total > 1) ak_out_adds(out, ",");
    ak_out_add(out, s->text.data, s->text.len);
    s->request->matches++;
    return out->failed;
}

/* Called for each piece of what is read, whether somebody is mentioned in it or not. */
static int on_text(void *ctx, uint64_t offset, const char *readable, size_t len)
{
    scan *s = ctx;
    (void)offset, (void)readable, (void)len;
    if (!s->refused) s->refused = ak_too_late(s->request);
    return s->refused;
}

static void add_field(ak_out *out, const char *name, const char *value)
{
    ak_out_addf(out, ",\"%s\":", name);
    ak_out_add_json(out, value ? value : "", value ? strlen(value) : 0);
}

static void on_problem(void *ctx, const aka_problem *problem)
{
    scan *s = ctx;
    ak_out *out = &s->problems;
    if (s->problem_count++ >= AK_PROBLEMS_MAX) return;
    ak_out_addf(out, "%s{\"line\":%llu", s->problem_count > 1 ? "," : "",
        (unsigned long long)problem->line);
    add_field(out, "record", problem->record);
    add_field(out, "field", problem->field);
    add_field(out, "message", problem->message);
    ak_out_adds(out, "}");
}

static bool starts(const char *text, const char *with)
{
    return text && strncasecmp(text, with, strlen(with)) == 0;
}

/* What the parameter says, else the type of the body, else how the body begins. */
static bool form_of(ak_request *r, aka_scan_form *form)
{
    static const struct {
        const char *name, *type;
        aka_scan_form form;
    } forms[] = {{"auto", NULL, AKA_FORM_DETECT}, {"text", NULL, AKA_FORM_TEXT},
        {"markdown", "text/markdown", AKA_FORM_MARKDOWN}, {"html", "text/html", AKA_FORM_HTML},
        {"payment", NULL, AKA_FORM_PAYMENT}};
    const char *wanted = ak_params_text(&r->params, "form");
    *form = AKA_FORM_DETECT;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        bool is = wanted ? strcmp(wanted, forms[i].name) == 0
                         : forms[i].type && starts(r->body_type, forms[i].type);
        if (!is) continue;
        *form = forms[i].form;
        return true;
    }
    return !wanted || ak_refuse(r, 422, "form: auto, text, markdown, html or payment is wanted");
}

static void finish(scan *s)
{
    ak_out *out = &s->request->out;
    ak_out_addf(out, "],\"total\":{\"value\":%zu,\"relation\":\"eq\"},\"problems\":[", s->total);
    ak_out_add(out, s->problems.data, s->problems.len);
    ak_out_addf(out, "],\"problem_count\":%zu}", s->problem_count);
    if (s->problems.failed) out->failed = true;
}

void ak_do_scan(ak_request *r)
{
    aka_error error;
    scan s = {.request = r};
    aka_scan_options options = {.size = sizeof options,
        .threshold = ak_params_share(&r->params, "threshold", LEAST),
        .limit = (size_t)ak_params_whole(&r->params, "limit", DEFAULT_LIMIT),
        .on_mention = on_mention,
        .on_text = on_text,
        .ctx = &s,
        .on_problem = on_problem};
    if (!form_of(r, &options.form)) return;
    if (options.threshold < LEAST) {
        ak_refuse(r, 422, "threshold: of a text it is %.2f or more", LEAST);
        return;
    }
    aka_scanner *scanner = ak_worker_scanner(r->snapshot, r->worker, &error);
    ak_out_adds(&r->out, "{\"mentions\":[");
    const char *text = r->body.len ? r->body.data : "";
    if (scanner && aka_scanner_run(scanner, text, r->body.len, &options, &error) == AKA_OK)
        finish(&s);
    else if (!s.refused && !r->out.failed)
        ak_refuse_error(r, &error);
    ak_out_free(&s.problems);
    aka_text_free(&s.text);
}
