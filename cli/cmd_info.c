/* aka info: what is in an index. */
#include "commands.h"
#include "json.h"

#include <stdlib.h>

typedef struct info_args {
    const cli_command *self;
    const char *path;
    bool json;
} info_args;

static bool take(void *ctx, int id, const char *value)
{
    info_args *args = ctx;
    if (id == OPT_JSON) {
        args->json = true;
    } else if (args->path) {
        cli_usage(args->self, "one FILE at a time, not also \"%s\"", value);
        return false;
    } else {
        args->path = value;
    }
    return true;
}

static int show(const aka_text *json, bool as_json)
{
    cli_buf out = {0};
    if (as_json) {
        cli_put(&out, json->data, json->len);
        cli_puts(&out, "\n");
    } else if (!cli_show_json(&out, json->data) && !out.failed) {
        cli_say("what the index says of itself cannot be shown; try --json");
        cli_buf_free(&out);
        return CLI_FAILED;
    }
    if (out.failed) cli_say("out of memory");
    int status = out.failed ? CLI_FAILED : CLI_DONE;
    if (status == CLI_DONE) cli_write(out.data, out.len);
    cli_buf_free(&out);
    return cli_finish(status);
}

int cmd_info(const cli_command *self, int argc, char **argv)
{
    info_args args = {.self = self};
    int status = cli_parse(self, argc, argv, take, &args);
    if (status != CLI_GO) return status;
    aka_index *index = cli_open_index(args.path);
    if (!index) return CLI_FAILED;
    aka_text json = {0};
    aka_error error = {0};
    if (aka_index_info_json(index, &json, &error) != AKA_OK) {
        cli_say_error(&error);
        status = CLI_FAILED;
    } else {
        status = show(&json, args.json);
    }
    aka_text_free(&json);
    aka_index_free(index);
    return status;
}
