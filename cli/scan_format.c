/* A mention as text for reading or as a line of JSON; and the summary. */
#include "scan.h"

#include <stdlib.h>
#include <string.h>

static void put_styled(cli_buf *out, const scan_args *args, const char *style, const char *text)
{
    if (args->colour) cli_puts(out, style);
    cli_put_clean(out, text);
    if (args->colour) cli_puts(out, "\033[0m");
}

static char *piece(const char *data, size_t len)
{
    return strndup(data, len);
}

/* The part of a line that a terminal shows, its blanks made plain and a line break one blank. */
static void plain(char *text)
{
    char *to = text;
    for (; *text; text++) {
        if (text[0] == '\r' && text[1] == '\n') continue;
        *to++ = *text == '\t' || *text == '\r' || *text == '\n' ? ' ' : *text;
    }
    *to = 0;
}

static void put_repeated(cli_buf *out, const char *text, size_t count)
{
    while (count--) cli_puts(out, text);
}

/* The line with the mention, in a payment the field before it, and what underlines it. */
static void put_line(cli_buf *out, const scan_args *args, const aka_mention *m)
{
    size_t length = (size_t)m->length, rest = m->context_at + length;
    size_t indent = 0; /* behind a path it would say nothing */
    while (m->path && indent < m->context_at && m->context[indent] == ' ') indent++;
    char *before = piece(m->context + indent, m->context_at - indent);
    char *text = piece(m->text, length);
    char *after =
        rest < m->context_len ? piece(m->context + rest, m->context_len - rest) : piece("", 0);
    char number[400];
    snprintf(number, sizeof number, "%6llu  %s%s", (unsigned long long)m->line,
        m->path ? m->path : "", m->path ? "  " : "");
    if (before && text && after) {
        plain(before);
        plain(text);
        plain(after);
        put_styled(out, args, "\033[2m", number);
        cli_put_clean(out, before);
        put_styled(out, args, "\033[1;31m", text);
        cli_put_clean(out, after);
        cli_puts(out, "\n");
        cli_pad(out, cli_width(number) + cli_width(before));
        if (args->colour) cli_puts(out, "\033[31m");
        put_repeated(out, "^", cli_width(text));
        if (args->colour) cli_puts(out, "\033[0m");
        cli_puts(out, "\n");
    } else {
        out->failed = true;
    }
    free(before);
    free(text);
    free(after);
}

static void put_match(cli_buf *out, const scan_args *args, const aka_match *m)
{
    char score[32];
    snprintf(score, sizeof score, "%.3f", m->score);
    cli_puts(out, "        ");
    put_styled(out, args, m->score >= 0.9 ? "\033[1;31m" : "\033[33m", score);
    cli_puts(out, "  ");
    cli_put_clean(out, m->caption);
    cli_puts(out, "  ");
    cli_put_clean(out, m->id);
    cli_puts(out, "  ");
    put_styled(out, args, "\033[2m", m->detail);
    cli_puts(out, "\n");
}

static void put_text(scan_job *job, const aka_mention *m)
{
    cli_buf *out = &job->out;
    if (!job->heading) {
        put_styled(out, job->args, "\033[1m", job->path);
        cli_puts(out, "\n");
    }
    job->heading = true;
    put_line(out, job->args, m);
    for (size_t i = 0; i < m->result_count; i++) put_match(out, job->args, &m->results[i]);
    if (*m->use) {
        cli_puts(out, "        ");
        put_styled(out, job->args, "\033[2m", m->use);
        cli_puts(out, "\n");
    }
}

static void put_json(scan_job *job, const aka_mention *m)
{
    aka_error error = {0};
    if (aka_mention_write_json(m, job->path, &job->scratch, &error) != AKA_OK) {
        job->out.failed = true;
        return;
    }
    cli_put(&job->out, job->scratch.data, job->scratch.len);
    cli_puts(&job->out, "\n");
}

bool scan_is_turn(const scan_job *job)
{
    return atomic_load(job->turn) == job->file;
}

/* Writes what there is by now, where it is this file's turn. False where that cannot be done. */
static bool pass_on(scan_job *job)
{
    if (job->out.len == 0 || job->out.failed || !scan_is_turn(job)) return true;
    if (!cli_write(job->out.data, job->out.len)) return false;
    job->out.len = 0;
    return true;
}

int scan_put_mention(void *ctx, const aka_mention *m)
{
    scan_job *job = ctx;
    bool page = job->args->format == SCAN_HTML;
    for (size_t i = 0; i < m->result_count; i++)
        scan_tally_add(&job->tally, &m->results[i], job->file, (size_t)job->mentions, m, page);
    if (page)
        scan_page_mark(job, m);
    else if (!job->args->summary && job->args->format == SCAN_JSONL)
        put_json(job, m);
    else if (!job->args->summary)
        put_text(job, m);
    job->mentions++;
    if (!page && !pass_on(job)) return 1;
    return job->out.failed || job->tally.failed;
}

int scan_put_text(void *ctx, uint64_t offset, const char *readable, size_t len)
{
    scan_job *job = ctx;
    if (job->args->format == SCAN_HTML) {
        scan_page_text(job, offset, readable, len);
        if (!pass_on(job)) return 1;
    }
    if (scan_is_turn(job))
        cli_progress_tick(job->progress, (job->counts->bytes + offset + len) / SCAN_MB);
    return job->out.failed;
}

void scan_put_problem(void *ctx, const aka_problem *problem)
{
    scan_job *job = ctx;
    char line[1024];
    aka_problem_format(problem, line, sizeof line);
    job->bad = true;
    cli_put_clean(&job->said, line);
    cli_puts(&job->said, "\n");
    if (scan_is_turn(job)) scan_say(job);
}

void scan_say(scan_job *job)
{
    for (size_t at = 0; at < job->said.len;) {
        const char *line = job->said.data + at, *end = memchr(line, '\n', job->said.len - at);
        size_t len = end ? (size_t)(end - line) : job->said.len - at;
        cli_say("%.*s", (int)len, line);
        at += len + 1;
    }
    job->said.len = 0;
}

/* ---- the summary ---- */

static void put_person_json(cli_buf *out, const scan_person *p)
{
    const char *const fields[][2] = {
        {"{\"id\":", p->id}, {",\"caption\":", p->caption}, {",\"schema\":", p->schema}};
    for (size_t i = 0; i < 3; i++) {
        cli_puts(out, fields[i][0]);
        cli_put_json(out, fields[i][1]);
    }
    cli_putf(
        out, ",\"mentions\":%zu,\"files\":%zu,\"score\":%.4f}\n", p->mentions, p->files, p->score);
}

void scan_put_summary(cli_buf *out, const scan_args *args, const scan_tally *t)
{
    size_t width = 0;
    for (size_t i = 0; i < t->count; i++) {
        size_t own = cli_width(t->people[i].caption);
        if (own > width) width = own;
    }
    if (width > 48) width = 48;
    if (args->format == SCAN_TEXT && t->count) {
        if (!args->summary) cli_puts(out, "\n");
        put_styled(out, args, "\033[1m", "mentions  files  score");
        cli_puts(out, "\n");
    }
    for (size_t i = 0; i < t->count; i++) {
        const scan_person *p = &t->people[i];
        if (args->format == SCAN_JSONL) {
            put_person_json(out, p);
            continue;
        }
        size_t own = cli_width(p->caption);
        cli_putf(out, "%8zu  %5zu  %.3f  ", p->mentions, p->files, p->score);
        cli_put_clean(out, p->caption);
        cli_pad(out, (own < width ? width - own : 0) + 2);
        cli_put_clean(out, p->id);
        cli_puts(out, "\n");
    }
}
