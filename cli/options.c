/* The option parser: long options (with "=VALUE" or the next argument), single letters (bundled,
 * value joined or next), operands between them, "--" before operands that look like options. */
#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Known to every command. */
static const cli_option help_option = {'h', "help", NULL, NULL, "show this help"};

typedef struct parser {
    const cli_command *command;
    int argc, at;
    char **argv;
    cli_take *take;
    void *ctx;
} parser;

int cli_usage(const cli_command *command, const char *format, ...)
{
    char message[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (command) {
        cli_say("%s: %s (see \"aka %s --help\")", command->name, message, command->name);
    } else {
        cli_say("%s (see \"aka help\")", message);
    }
    return CLI_FAILED;
}

static const cli_option *find_long(const cli_command *command, const char *name, size_t len)
{
    for (const cli_option *o = command->options; o->name; o++)
        if (strlen(o->name) == len && memcmp(o->name, name, len) == 0) return o;
    return len == 4 && memcmp(name, "help", 4) == 0 ? &help_option : NULL;
}

static const cli_option *find_letter(const cli_command *command, char letter)
{
    for (const cli_option *o = command->options; o->name; o++)
        if (o->id == letter) return o;
    return letter == 'h' ? &help_option : NULL;
}

/* Hands over one option. value is what was joined to it, or NULL: then the next argument, if the
 * option wants one. */
static int apply(parser *p, const cli_option *option, const char *value)
{
    if (option == &help_option) {
        cli_print_help(p->command, stdout);
        return cli_finish(CLI_DONE);
    }
    if (option->arg && !value) {
        if (p->at >= p->argc)
            return cli_usage(p->command, "--%s wants a value: %s", option->name, option->arg);
        value = p->argv[p->at++];
    }
    return p->take(p->ctx, option->id, value) ? CLI_GO : CLI_FAILED;
}

static int apply_long(parser *p, const char *text)
{
    size_t len = strcspn(text, "=");
    const cli_option *option = find_long(p->command, text, len);
    if (!option) return cli_usage(p->command, "there is no option --%.*s", (int)len, text);
    if (text[len] && !option->arg)
        return cli_usage(p->command, "--%s takes no value", option->name);
    return apply(p, option, text[len] ? text + len + 1 : NULL);
}

static int apply_letters(parser *p, const char *letters)
{
    for (int status; *letters;) {
        const cli_option *option = find_letter(p->command, *letters);
        if (!option) return cli_usage(p->command, "there is no option -%c", *letters);
        letters++;
        const char *joined = option->arg && *letters ? letters : NULL;
        if ((status = apply(p, option, joined)) != CLI_GO) return status;
        if (joined) break;
    }
    return CLI_GO;
}

int cli_parse(const cli_command *command, int argc, char **argv, cli_take *take, void *ctx)
{
    parser p = {command, argc, 0, argv, take, ctx};
    bool only_operands = false;
    int status = CLI_GO;
    while (p.at < argc && status == CLI_GO) {
        const char *text = argv[p.at++];
        if (only_operands) {
            status = take(ctx, CLI_LITERAL, text) ? CLI_GO : CLI_FAILED;
        } else if (strcmp(text, "--") == 0) {
            only_operands = true;
        } else if (strncmp(text, "--", 2) == 0) {
            status = apply_long(&p, text + 2);
        } else if (text[0] == '-' && text[1]) {
            status = apply_letters(&p, text + 1);
        } else {
            status = take(ctx, CLI_OPERAND, text) ? CLI_GO : CLI_FAILED;
        }
    }
    return status;
}

static const cli_option *find_id(const cli_command *command, int id)
{
    const cli_option *o = command->options;
    while (o->name && o->id != id) o++;
    return o;
}

/* "table|jsonl|csv" as "table, jsonl or csv". */
static void write_choices(const char *values, char *out, size_t cap)
{
    size_t n = 0;
    for (const char *v = values; *v && n + 5 < cap; v++) {
        if (*v == '|')
            n += (size_t)snprintf(out + n, cap - n, "%s", strchr(v + 1, '|') ? ", " : " or ");
        else
            out[n++] = *v;
    }
    out[n] = 0;
}

bool cli_choose(const cli_command *command, int id, const char *value, size_t *out)
{
    const cli_option *option = find_id(command, id);
    char known[128];
    size_t i = 0;
    for (const char *v = option->values; v; v = strchr(v, '|'), v = v ? v + 1 : NULL, i++) {
        size_t len = strcspn(v, "|");
        if (len != strlen(value) || memcmp(v, value, len) != 0) continue;
        *out = i;
        return true;
    }
    write_choices(option->values, known, sizeof known);
    cli_usage(command, "--%s is %s, not \"%s\"", option->name, known, value);
    return false;
}

bool cli_jobs(const char *value, size_t *out)
{
    if (!cli_number("jobs", value, 0, 256, out)) return false;
    if (*out == 0) *out = cli_processors();
    return true;
}

bool cli_number(const char *option, const char *text, size_t min, size_t max, size_t *out)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (errno || *end || text[0] < '0' || text[0] > '9' || value < min || value > max) {
        cli_say("--%s wants a whole number from %zu to %zu, not \"%s\"", option, min, max, text);
        return false;
    }
    *out = (size_t)value;
    return true;
}

bool cli_fraction(const char *option, const char *text, double *out)
{
    char *end;
    double value = strtod(text, &end);
    if (*end || end == text || !(value > 0 && value <= 1)) {
        cli_say("--%s wants a number above 0 and up to 1, not \"%s\"", option, text);
        return false;
    }
    *out = value;
    return true;
}

const char *cli_algorithm(const char *name)
{
    const aka_algorithm *algorithm = aka_algorithm_find(name);
    if (algorithm) return algorithm->name;
    char known[256] = "";
    for (size_t i = 0, len = 0; i < aka_algorithm_count() && len < sizeof known; i++)
        len += (size_t)snprintf(
            known + len, sizeof known - len, "%s%s", i ? ", " : "", aka_algorithm_get(i)->name);
    cli_say("--algorithm: there is no \"%s\"; there are %s", name, known);
    return NULL;
}
