/* --help and the manual pages, made from the tables in commands.c. */
#include "commands.h"
#include "out.h"

#include <string.h>

enum { LINE = 80 };

/* ---- text on a terminal ---- */

/* Prints text from column *at on, wrapped at LINE and indented. */
static void wrap(FILE *out, const char *text, size_t len, size_t indent, size_t at)
{
    for (const char *end = text + len; text < end;) {
        size_t word = strcspn(text, " ");
        if (word > (size_t)(end - text)) word = (size_t)(end - text);
        if (at > indent && at + 1 + word > LINE - 1) {
            fputc('\n', out);
            at = 0;
        }
        if (at < indent) {
            fprintf(out, "%*s", (int)(indent - at), "");
            at = indent;
        } else if (at > indent) {
            fputc(' ', out);
            at++;
        }
        fwrite(text, 1, word, out);
        at += word;
        text += word;
        while (text < end && *text == ' ') text++;
    }
    fputc('\n', out);
}

typedef void paragraph_fn(FILE *out, const char *text, size_t len);

static void each_paragraph(FILE *out, const char *text, paragraph_fn *fn)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        fn(out, text, end ? (size_t)(end - text) : strlen(text));
        if (!end) break;
        text = end + 2;
    }
}

static void help_paragraph(FILE *out, const char *text, size_t len)
{
    if (*text == ' ') {
        fwrite(text, 1, len, out);
        fputc('\n', out);
    } else {
        wrap(out, text, len, 0, 0);
    }
}

static bool shown(const cli_option *option)
{
    return option->help != NULL;
}

/* "-i, --index FILE" */
static void option_label(const cli_option *option, char *label, size_t cap)
{
    char letter[8] = "    ";
    if (option->id < 128) snprintf(letter, sizeof letter, "-%c, ", (char)option->id);
    snprintf(label, cap, "%s--%s%s%s", letter, option->name, option->arg ? " " : "",
        option->arg ? option->arg : "");
}

static void help_option(FILE *out, const cli_option *option)
{
    enum { HELP_COLUMN = 28 };
    char label[64];
    option_label(option, label, sizeof label);
    fprintf(out, "  %s", label);
    size_t at = strlen(label) + 2;
    if (at + 2 > HELP_COLUMN) {
        fputc('\n', out);
        at = 0;
    }
    wrap(out, option->help, strlen(option->help), HELP_COLUMN, at);
}

static const cli_option last_option = {'h', "help", NULL, NULL, "show this help"};

/* The i-th line of a section that the library knows better: CLI_FORMATS, CLI_ALGORITHMS. False
 * beyond the last, and of any other section. */
static bool listed(const char *text, size_t i, const char **name, const char **description)
{
    if (strcmp(text, CLI_FORMATS) == 0) return aka_format_list(i, name, description);
    const aka_algorithm *algorithm =
        strcmp(text, CLI_ALGORITHMS) == 0 ? aka_algorithm_get(i) : NULL;
    if (!algorithm) return false;
    *name = algorithm->name;
    *description = algorithm->description;
    return true;
}

static void help_list(FILE *out, const char *text)
{
    enum { COLUMN = 15 };
    const char *name, *description;
    for (size_t i = 0; listed(text, i, &name, &description); i++) {
        fprintf(out, "  %-12s", name);
        wrap(out, description, strlen(description), COLUMN, COLUMN - 1);
    }
}

void cli_print_help(const cli_command *command, FILE *out)
{
    for (size_t i = 0; command->synopsis[i]; i++)
        fprintf(
            out, "%s aka %s %s\n", i ? "      " : "Usage:", command->name, command->synopsis[i]);
    for (const cli_section *s = command->sections; s->title; s++) {
        fprintf(out, s == command->sections ? "\n" : "\n%s:\n", s->title);
        help_list(out, s->text);
        for (const char *text = *s->text == '%' ? "" : s->text; *text;) {
            const char *end = strstr(text, "\n\n");
            help_paragraph(out, text, end ? (size_t)(end - text) : strlen(text));
            if (!end) break;
            fputc('\n', out);
            text = end + 2;
        }
        if (s != command->sections) continue;
        fputs("\nOptions:\n", out);
        for (const cli_option *o = command->options; o->name; o++)
            if (shown(o)) help_option(out, o);
        help_option(out, &last_option);
    }
}

void cli_print_overview(FILE *out)
{
    fputs("aka finds out whether a name or record refers to somebody on a watchlist.\n\n"
          "Usage: aka COMMAND [OPTION...] [ARGUMENT...]\n\n"
          "Commands:\n",
        out);
    for (const cli_command *c = cli_commands; c->name; c++)
        fprintf(out, "  %-10s %s\n", c->name, c->summary);
    fputs("\n\"aka COMMAND --help\" or \"aka help COMMAND\" tells more, \"aka --version\" the "
          "version.\n",
        out);
}

/* ---- manual pages ---- */

/* Escapes what roff would take as its own. */
static void man_text(FILE *out, const char *text, size_t len)
{
    const char *end = text + len;
    for (bool line_start = true; text < end;) {
        unsigned c = cli_next_char(&text);
        if (line_start && (c == '.' || c == '\'')) fputs("\\&", out);
        line_start = c == '\n';
        if (c == '\\') {
            fputs("\\e", out);
        } else if (c == '-') {
            fputs("\\-", out);
        } else if (c == '~') {
            fputs("\\(ti", out);
        } else if (c > 0x7E) {
            fprintf(out, "\\[u%04X]", c);
        } else {
            fputc((int)c, out);
        }
    }
}

static void man_line(FILE *out, const char *text)
{
    man_text(out, text, strlen(text));
    fputc('\n', out);
}

static void man_paragraph(FILE *out, const char *text, size_t len)
{
    bool verbatim = *text == ' ';
    fputs(verbatim ? ".PP\n.nf\n" : ".PP\n", out);
    man_text(out, text, len);
    fputs(verbatim ? "\n.fi\n" : "\n", out);
}

static void man_option(FILE *out, const cli_option *option)
{
    fputs(".TP\n", out);
    if (option->id < 128) fprintf(out, "\\fB\\-%c\\fR, ", (char)option->id);
    fputs("\\fB\\-\\-", out);
    man_text(out, option->name, strlen(option->name));
    if (option->arg) {
        fputs("\\fR \\fI", out);
        man_text(out, option->arg, strlen(option->arg));
    }
    fputs("\\fR\n", out);
    man_line(out, option->help);
}

static void upper(const char *text, char *out, size_t cap)
{
    size_t i = 0;
    for (; text[i] && i + 1 < cap; i++)
        out[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 32 : text[i]);
    out[i] = 0;
}

static void man_head(FILE *out, const char *name, const char *summary)
{
    char title[64];
    upper(name, title, sizeof title);
    fprintf(out, ".TH %s 1 \"\" \"aka %s\" \"User commands\"\n.SH NAME\n", title, aka_version());
    man_text(out, name, strlen(name));
    fputs(" \\- ", out);
    man_line(out, summary);
    fputs(".SH SYNOPSIS\n", out);
}

static void man_section(FILE *out, const cli_section *section)
{
    char title[64];
    upper(section->title, title, sizeof title);
    fprintf(out, ".SH %s\n", title);
    if (*section->text != '%') {
        each_paragraph(out, section->text, man_paragraph);
        return;
    }
    const char *name, *description;
    for (size_t i = 0; listed(section->text, i, &name, &description); i++) {
        fputs(".TP\n.B ", out);
        man_line(out, name);
        man_line(out, description);
    }
}

static void man_command(const cli_command *command, FILE *out)
{
    char name[64];
    snprintf(name, sizeof name, "aka-%s", command->name);
    man_head(out, name, command->summary);
    for (size_t i = 0; command->synopsis[i]; i++) {
        if (i) fputs(".br\n", out);
        fprintf(out, "\\fBaka %s\\fR ", command->name);
        man_line(out, command->synopsis[i]);
    }
    for (const cli_section *s = command->sections; s->title; s++) {
        man_section(out, s);
        if (s != command->sections) continue;
        fputs(".SH OPTIONS\n", out);
        for (const cli_option *o = command->options; o->name; o++)
            if (shown(o)) man_option(out, o);
        man_option(out, &last_option);
    }
    fputs(".SH SEE ALSO\n.BR aka (1)\n", out);
}

static void man_overview(FILE *out)
{
    man_head(out, "aka", "find out whether a name refers to somebody on a watchlist");
    fputs("\\fBaka\\fR COMMAND [OPTION...] [ARGUMENT...]\n.SH DESCRIPTION\n", out);
    fputs("Compiles published watchlists into one index file and screens names and records "
          "against it.\n.SH COMMANDS\n",
        out);
    for (const cli_command *c = cli_commands; c->name; c++) {
        fprintf(out, ".TP\n.BR aka\\-%s (1)\n", c->name);
        man_line(out, c->summary);
    }
}

void cli_print_man(const cli_command *command, FILE *out)
{
    if (command)
        man_command(command, out);
    else
        man_overview(out);
}
