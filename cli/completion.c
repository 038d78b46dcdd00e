/* Shell completions for bash, zsh and fish, made from the tables in commands.c. */
#include "commands.h"

#include <string.h>

static bool is_file(const char *values)
{
    return values && strcmp(values, "FILE") == 0;
}

static void print_values(FILE *out, const char *values)
{
    if (strcmp(values, CLI_ALGORITHMS) == 0)
        for (size_t i = 0; i < aka_algorithm_count(); i++)
            fprintf(out, "%s%s", i ? " " : "", aka_algorithm_get(i)->name);
    else
        for (; *values; values++) fputc(*values == '|' ? ' ' : *values, out);
}

static void print_command_names(FILE *out)
{
    for (const cli_command *c = cli_commands; c->name; c++)
        fprintf(out, "%s%s", c == cli_commands ? "" : " ", c->name);
}

/* ---- bash ---- */

/* "-i|--index", as a pattern of case. */
static void bash_pattern(FILE *out, const cli_option *o)
{
    if (o->id < 128) fprintf(out, "-%c|", (char)o->id);
    fprintf(out, "--%s", o->name);
}

static void bash_values(FILE *out, const cli_command *c)
{
    fprintf(out, "    %s)\n        case \"$prev\" in\n", c->name);
    for (const cli_option *o = c->options; o->name; o++) {
        if (!o->help || !o->arg) continue;
        fputs("        ", out);
        bash_pattern(out, o);
        if (is_file(o->values)) {
            fputs(") compopt -o default; return ;;\n", out);
        } else if (o->values) {
            fputs(") COMPREPLY=($(compgen -W \"", out);
            print_values(out, o->values);
            fputs("\" -- \"$cur\")); return ;;\n", out);
        } else {
            fputs(") return ;;\n", out);
        }
    }
    fputs("        esac\n        options=\"", out);
    for (const cli_option *o = c->options; o->name; o++)
        if (o->help) fprintf(out, "--%s ", o->name);
    fprintf(out, "--help\"\n        operands=%s ;;\n", c->operands ? c->operands : "NAME");
}

static void bash(FILE *out)
{
    fputs("# bash completion for aka\n"
          "_aka()\n{\n"
          "    local cur prev options operands\n"
          "    cur=${COMP_WORDS[COMP_CWORD]}\n"
          "    prev=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    COMPREPLY=()\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "        COMPREPLY=($(compgen -W \"",
        out);
    print_command_names(out);
    fputs(" --help --version\" -- \"$cur\"))\n        return\n    fi\n"
          "    case \"${COMP_WORDS[1]}\" in\n",
        out);
    for (const cli_command *c = cli_commands; c->name; c++) bash_values(out, c);
    fputs("    *) return ;;\n    esac\n"
          "    if [[ \"$cur\" == -* ]]; then\n"
          "        COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
          "    elif [ \"$operands\" = FILE ]; then\n"
          "        compopt -o default\n"
          "    elif [ \"$operands\" = COMMAND ]; then\n"
          "        COMPREPLY=($(compgen -W \"",
        out);
    print_command_names(out);
    fputs("\" -- \"$cur\"))\n    fi\n}\ncomplete -F _aka aka\n", out);
}

/* ---- zsh ---- */

/* Text within '…' of an _arguments specification. */
static void zsh_text(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'') {
            fputs("'\\''", out);
        } else {
            if (strchr("[]:\\", *text)) fputc('\\', out);
            fputc(*text, out);
        }
    }
}

static void zsh_spec(FILE *out, const cli_option *o, bool letter)
{
    if (letter)
        fprintf(out, "            '-%c", (char)o->id);
    else
        fprintf(out, "            '--%s", o->name);
    fputs(!o->arg ? "[" : letter ? "+[" : "=[", out);
    zsh_text(out, o->help);
    fputs("]", out);
    if (o->arg) {
        fprintf(out, ":%s:", o->arg);
        if (is_file(o->values)) {
            fputs("_files", out);
        } else if (o->values) {
            fputs("(", out);
            print_values(out, o->values);
            fputs(")", out);
        }
    }
    fputs("' \\\n", out);
}

static void zsh(FILE *out)
{
    fputs("#compdef aka\n"
          "# zsh completion for aka\n"
          "_aka() {\n"
          "    if (( CURRENT == 2 )); then\n"
          "        local -a commands=(\n",
        out);
    for (const cli_command *c = cli_commands; c->name; c++)
        fprintf(out, "            '%s:%s'\n", c->name, c->summary);
    fputs("        )\n        _describe command commands\n        return\n    fi\n"
          "    local command=$words[2]\n"
          "    shift words\n    (( CURRENT-- ))\n"
          "    case $command in\n",
        out);
    for (const cli_command *c = cli_commands; c->name; c++) {
        fprintf(out, "    %s)\n        _arguments -s \\\n", c->name);
        for (const cli_option *o = c->options; o->name; o++) {
            if (!o->help) continue;
            if (o->id < 128) zsh_spec(out, o, true);
            zsh_spec(out, o, false);
        }
        fputs("            '--help[show this help]' \\\n            '*:", out);
        if (is_file(c->operands)) {
            fputs("file:_files'", out);
        } else if (c->operands) {
            fputs("command:(", out);
            print_command_names(out);
            fputs(")'", out);
        } else {
            fputs("name:'", out);
        }
        fputs(" ;;\n", out);
    }
    fputs("    esac\n}\n_aka \"$@\"\n", out);
}

/* ---- fish ---- */

static void fish_quoted(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') fputc('\\', out);
        fputc(*text, out);
    }
    fputc('\'', out);
}

static void fish(FILE *out)
{
    fputs("# fish completion for aka\ncomplete -c aka -f\n", out);
    for (const cli_command *c = cli_commands; c->name; c++) {
        fprintf(out, "complete -c aka -n __fish_use_subcommand -a %s -d ", c->name);
        fish_quoted(out, c->summary);
        fputc('\n', out);
    }
    for (const cli_command *c = cli_commands; c->name; c++) {
        for (const cli_option *o = c->options; o->name; o++) {
            if (!o->help) continue;
            fprintf(out, "complete -c aka -n '__fish_seen_subcommand_from %s'", c->name);
            if (o->id < 128) fprintf(out, " -s %c", (char)o->id);
            fprintf(out, " -l %s", o->name);
            if (o->arg) fputs(is_file(o->values) ? " -r -F" : " -x", out);
            if (o->values && !is_file(o->values)) {
                fputs(" -a '", out);
                print_values(out, o->values);
                fputs("'", out);
            }
            fputs(" -d ", out);
            fish_quoted(out, o->help);
            fputc('\n', out);
        }
        if (is_file(c->operands))
            fprintf(out, "complete -c aka -n '__fish_seen_subcommand_from %s' -F\n", c->name);
    }
    fputs("complete -c aka -n '__fish_seen_subcommand_from help' -a '", out);
    print_command_names(out);
    fputs("'\n", out);
}

bool cli_print_completion(const char *shell, FILE *out)
{
    static const struct {
        const char *name;
        void (*print)(FILE *out);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(shells[i].name, shell) != 0) continue;
        shells[i].print(out);
        return true;
    }
    return false;
}
