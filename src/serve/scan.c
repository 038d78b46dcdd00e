/* POST /scan: mentions in a text. */
#include "handlers.h"

#include <string.h>
#include <strings.h>

#define DEFAULT_LIMIT 5
#define LEAST 0.70 /* mentions below it are never looked for */

typedef struct scan {
    ak_request *request;
    aka_text text; /* of one mention */
    size_t total;
    bool failed;
} scan;

static int on_mention(void *ctx, const aka_mention *mention)
{
    scan *s = ctx;
    ak_out *out = &s->request->out;
    if (ak_too_late(s->request)) {
        s->failed = true;
        return 1;
    }
    if (s->total++ >= AK_MENTIONS_MAX) return 0;
    aka_error error;
    if (aka_mention_write_json(mention, NULL, &s->text, &error) != AKA_OK) {
        ak_refuse_error(s->request, &error);
        s->failed = true;
        return 1;
    }
    if (s->total > 1) ak_out_adds(out, ",");
    ak_out_add(out, s->text.data, s->text.len);
    s->request->matches++;
    return out->failed;
}

static aka_scan_form form_of(const char *type)
{
    if (type && strncasecmp(type, "text/html", 9) == 0) return AKA_FORM_HTML;
    return type && strncasecmp(type, "text/markdown", 13) == 0 ? AKA_FORM_MARKDOWN : AKA_FORM_TEXT;
}

void ak_do_scan(ak_request *r)
{
    aka_error error;
    scan s = {.request = r};
    aka_scan_options options = {.size = sizeof options,
        .threshold = ak_params_share(&r->params, "threshold", LEAST),
        .limit = (size_t)ak_params_whole(&r->params, "limit", DEFAULT_LIMIT),
        .form = form_of(r->body_type),
        .on_mention = on_mention,
        .ctx = &s};
    if (options.threshold < LEAST) {
        ak_refuse(r, 422, "threshold: of a text it is %.2f or more", LEAST);
        return;
    }
    aka_scanner *scanner = ak_worker_scanner(r->snapshot, r->worker, &error);
    ak_out_adds(&r->out, "{\"mentions\":[");
    const char *text = r->body.len ? r->body.data : "";
    bool ok = scanner && aka_scanner_run(scanner, text, r->body.len, &options, &error) == AKA_OK;
    aka_text_free(&s.text);
    if (ok)
        ak_out_addf(&r->out, "],\"total\":{\"value\":%zu,\"relation\":\"eq\"}}", s.total);
    else if (!s.failed && !r->out.failed)
        ak_refuse_error(r, &error);
}
