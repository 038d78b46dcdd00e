/* GET / and /assets/{file}: the page, which is part of the library (web/). */
#include "page.h"

#include "handlers.h"

#include <string.h>

/* Nothing from elsewhere, nothing inline: what a list or a text contains cannot become a script. */
#define POLICY                                                                                     \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "              \
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

static void send_file(ak_request *r, const char *name)
{
    for (const ak_page_file *f = ak_page_files; f->name; f++) {
        if (strcmp(f->name, name) != 0) continue;
        r->type = f->type;
        r->etag = f->etag;
        r->policy = POLICY;
        ak_out_add(&r->out, f->data, f->len);
        return;
    }
    ak_refuse(r, 404, "there is no such file");
}

void ak_do_page(ak_request *r)
{
    send_file(r, "index.html");
}

void ak_do_asset(ak_request *r)
{
    send_file(r, r->path[0]);
}
