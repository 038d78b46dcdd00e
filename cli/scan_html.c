/* One self-contained page: the texts with their mentions marked, and beside them who is mentioned,
 * with every place. No script, nothing from elsewhere. */
#include "scan.h"

#include <stdlib.h>
#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fdfdfb;--soft:#6b6b73;--line:#dcdcd6;"
    "--mark:#ffe08a;--back:#d9e8ff;--link:#0b57a4}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--paper:#17181b;--soft:#9a9aa3;"
    "--line:#34353a;--mark:#6b5200;--back:#1d3a63;--link:#8ab8f0}}"
    "*{box-sizing:border-box}body{margin:0;font:17px/1.6 Georgia,'Noto Serif',serif;"
    "color:var(--ink);background:var(--paper);display:grid;"
    "grid-template-columns:minmax(0,1fr) minmax(16rem,24rem);gap:0 2.5rem;"
    "padding:1.5rem clamp(1rem,4vw,3rem)}"
    "header{grid-column:1/-1;border-bottom:1px solid var(--line);margin-bottom:1.5rem}"
    "h1{font-size:1.5rem;margin:0 0 .25rem}header p{margin:0 0 1rem;color:var(--soft)}"
    "main{grid-column:1}section{margin-bottom:2.5rem}"
    "h2{font:600 1rem/1.4 system-ui,sans-serif;overflow-wrap:anywhere;margin:0 0 .5rem}"
    ".bad{border-left:3px "
    "solid;padding-left:.6rem}.text{white-space:pre-wrap;overflow-wrap:anywhere;max-width:42rem}"
    "mark{background:var(--mark);color:inherit;padding:0 .12em;border-radius:.2em}"
    "mark small{font:.7em "
    "system-ui,sans-serif;color:var(--soft)}mark.back{background:var(--back)}mark:target{outline:"
    "3px solid var(--link)}"
    "mark a{color:inherit;text-decoration:none}mark a:focus-visible,a:focus-visible{outline:2px "
    "solid var(--link)}"
    "aside{grid-column:2;grid-row:2;font:.9rem/1.45 system-ui,sans-serif;position:sticky;top:1rem;"
    "align-self:start;max-height:calc(100vh - 2rem);overflow:auto}"
    "aside h2{margin-top:0}aside ol{list-style:none;padding:0;margin:0}"
    "aside li.who{border-top:1px solid var(--line);padding:.6rem 0}"
    "aside li:target{background:var(--back)}.name{font-weight:600}.soft{color:var(--soft)}"
    "aside ul{margin:.25rem 0 0;padding-left:1.1rem}a{color:var(--link)}"
    "@media(max-width:52rem){body{display:block}aside{position:static;max-height:none;"
    "border-top:1px solid var(--line);padding-top:1rem}}"
    "@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#555;--line:#bbb}"
    "body{display:block;font-size:11pt;padding:0}.text{max-width:none;orphans:2;widows:2}"
    "aside{position:static;max-height:none;break-before:page}h2{break-after:avoid}"
    "aside li.who{break-inside:avoid}header a{display:none}a{color:inherit}"
    "mark,mark.back{background:none;border-bottom:1.5pt solid;padding:0;border-radius:0}"
    "mark.back{border-bottom-style:dotted}}";

/* What a byte of ASCII is written as where it is not itself. */
static const char *escape_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
    case '\n':
    case '\r':
        return NULL;
    default: /* a page may not have control characters */
        return (unsigned char)c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    }
}

/* The bytes of the character that text begins with, len > 0; *bad: it is none. */
static size_t next_length(const char *text, size_t len, bool *bad)
{
    char first[5] = {0};
    memcpy(first, text, len < 4 ? len : 4);
    const char *end = first;
    *bad = cli_next_char(&end) == 0xFFFD && end == first + 1;
    return (size_t)(end - first);
}

/* The page is UTF-8, whatever the text is. */
static void put_escaped(cli_buf *out, const char *text, size_t len)
{
    size_t from = 0, n;
    for (size_t i = 0; i < len; i += n) {
        bool bad = false;
        n = (unsigned char)text[i] < 0x80 ? 1 : next_length(text + i, len - i, &bad);
        const char *as = bad ? "\xEF\xBF\xBD" : n == 1 ? escape_of(text[i]) : NULL;
        if (!as) continue;
        cli_put(out, text + from, i - from);
        cli_puts(out, as);
        from = i + 1;
    }
    cli_put(out, text + from, len - from);
}

static void put_string(cli_buf *out, const char *text)
{
    put_escaped(out, text, strlen(text));
}

void scan_page_begin(cli_buf *out, size_t files)
{
    cli_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                  "style-src 'unsafe-inline'\">\n<title>Mentions</title>\n<style>");
    cli_puts(out, style);
    cli_putf(out,
        "</style>\n</head>\n<body>\n<header><h1>Mentions</h1>\n<p>%zu %s read; names on the lists "
        "are marked, and in another way where a word refers back to a fuller name. <a "
        "href=\"#who\">Who is "
        "mentioned</a></p></header>\n"
        "<main>\n",
        files, files == 1 ? "text" : "texts");
}

void scan_page_file(cli_buf *out, const scan_job *job)
{
    cli_putf(out, "<section id=\"f%zu\"><h2>", job->file);
    put_string(out, strcmp(job->path, "-") == 0 ? "standard input" : job->path);
    cli_puts(out, "</h2>\n<div class=\"text\" dir=\"auto\">");
}

void scan_page_file_end(cli_buf *out, const scan_job *job)
{
    cli_puts(out, "</div>");
    if (job->failed) {
        cli_puts(out, "<p class=\"bad\">Not read to the end: ");
        put_string(out, job->error.message);
        cli_puts(out, "</p>");
    } else if (job->bad) {
        cli_puts(
            out, "<p class=\"bad\">Not all of it could be read; what could not was reported.</p>");
    }
    cli_puts(out, "</section>\n");
}

/* ---- marks ---- */

static char *title_of(const aka_mention *m)
{
    cli_buf text = {0};
    if (m->path) cli_puts(&text, m->path);
    for (size_t i = 0; i < m->result_count; i++)
        cli_putf(&text, "%s%s (%s) %.3f: %s", i || m->path ? "\n" : "", m->results[i].caption,
            m->results[i].id, m->results[i].score, m->results[i].detail);
    if (*m->use) cli_putf(&text, "\n%s", m->use);
    if (text.failed) cli_buf_free(&text);
    return text.data;
}

void scan_page_mark(scan_job *job, const aka_mention *m)
{
    if (job->mark_count == job->mark_cap) {
        size_t cap = job->mark_cap ? job->mark_cap * 2 : 32;
        scan_mark *grown = realloc(job->marks, cap * sizeof *grown);
        if (!grown) {
            job->out.failed = true;
            return;
        }
        job->marks = grown;
        job->mark_cap = cap;
    }
    scan_mark mark = {m->offset, m->length, strdup(m->results[0].id), title_of(m),
        strdup(m->path ? m->path : ""), m->by_earlier};
    if (!mark.id || !mark.title || !mark.path) job->out.failed = true;
    job->marks[job->mark_count++] = mark;
}

void scan_mark_free(scan_mark *mark)
{
    free(mark->id);
    free(mark->title);
    free(mark->path);
    mark->id = mark->title = mark->path = NULL;
}

/* Text without the zero-width characters that stand for skipped bytes, and without the empty lines
 * that skipped tags leave. */
static void put_readable(cli_buf *out, const char *text, size_t len)
{
    size_t from = 0, newlines = 0;
    for (size_t i = 0; i < len;) {
        bool soft = i + 1 < len && memcmp(text + i, "\xC2\xAD", 2) == 0;
        bool zero = i + 2 < len && memcmp(text + i, "\xE2\x80\x8B", 3) == 0;
        newlines = text[i] == '\n' ? newlines + 1 : text[i] == ' ' ? newlines : 0;
        bool blank = newlines > 0 && text[i] == ' ';
        if (!soft && !zero && newlines < 3 && !blank) {
            i++;
            continue;
        }
        put_escaped(out, text + from, i - from);
        i += soft ? 2 : zero ? 3 : 1;
        from = i;
    }
    put_escaped(out, text + from, len - from);
}

/* The words of a mark for the side list: on one line, without what stands for skipped bytes. */
static void say_place(scan_job *job, const scan_mark *m, const char *text, size_t len)
{
    cli_buf words = {0};
    bool gap = false;
    for (size_t i = 0; i < len; i++) {
        bool soft = i + 1 < len && memcmp(text + i, "\xC2\xAD", 2) == 0;
        bool hard = i + 1 < len && memcmp(text + i, "\xC2\xA0", 2) == 0;
        bool zero = i + 2 < len && memcmp(text + i, "\xE2\x80\x8B", 3) == 0;
        bool blank =
            hard || text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t';
        if (!soft && !zero && !blank) cli_put(&words, text + i, 1);
        if (blank && !gap) cli_puts(&words, " ");
        gap = blank || ((soft || zero) && gap);
        i += zero ? 2 : soft || hard;
    }
    cli_put(&words, "", 1);
    if (words.failed)
        job->out.failed = true;
    else
        scan_tally_say(&job->tally, m->id, job->marked, words.data);
    cli_buf_free(&words);
}

/* A mark around text; of mentions that overlap, around what the ones before have left. */
static void put_mark(
    const scan_job *job, const scan_mark *m, cli_buf *out, const char *text, size_t len)
{
    cli_putf(out, "<mark id=\"m%zu-%zu\"%s title=\"", job->file, job->marked,
        m->back ? " class=\"back\"" : "");
    put_string(out, m->title);
    cli_puts(out, "\"><a href=\"#who-");
    put_string(out, m->id);
    cli_puts(out, "\">");
    if (*m->path) {
        cli_puts(out, "<small>");
        put_string(out, m->path);
        cli_puts(out, "</small> ");
    }
    put_readable(out, text, len);
    cli_puts(out, "</a></mark>");
}

void scan_page_text(scan_job *job, uint64_t offset, const char *readable, size_t len)
{
    cli_buf *out = &job->out;
    size_t at = 0;
    for (; job->marked < job->mark_count; job->marked++) {
        const scan_mark *m = &job->marks[job->marked];
        size_t begin = (size_t)(m->offset - offset), end = begin + (size_t)m->length;
        if (m->offset < offset || end > len || !m->id || !m->title || !m->path) break;
        if (begin < at) begin = at;
        if (end < begin) end = begin;
        put_readable(out, readable + at, begin - at);
        put_mark(job, m, out, readable + begin, end - begin);
        if (!*m->path) say_place(job, m, readable + begin, end - begin);
        scan_mark_free(&job->marks[job->marked]);
        at = end;
    }
    put_readable(out, readable + at, len - at);
}

/* ---- who ---- */

static void put_places(cli_buf *out, const scan_person *p, const scan_files *files)
{
    cli_puts(out, "<ul>");
    for (size_t i = 0; i < p->place_count; i++) {
        const scan_place *place = &p->places[i];
        const char *path = files->paths[place->file], *name = strrchr(path, '/');
        if (i == 0 || place->file != p->places[i - 1].file) {
            cli_puts(out, i ? "</li><li>" : "<li>");
            put_string(out, name ? name + 1 : path);
            cli_puts(out, ": ");
        } else {
            cli_puts(out, ", ");
        }
        cli_putf(out, "<a href=\"#m%zu-%zu\">", place->file, place->mark);
        put_string(out, place->text);
        cli_puts(out, "</a>");
    }
    cli_puts(out, "</li></ul>");
}

void scan_page_end(cli_buf *out, const scan_tally *tally, const scan_files *files)
{
    cli_putf(out,
        "</main>\n<aside id=\"who\" aria-label=\"Who is mentioned\"><h2>%zu mentioned</h2>\n<ol>\n",
        tally->count);
    for (size_t i = 0; i < tally->count; i++) {
        const scan_person *p = &tally->people[i];
        cli_puts(out, "<li class=\"who\" id=\"who-");
        put_string(out, p->id);
        cli_puts(out, "\"><span class=\"name\">");
        put_string(out, p->caption);
        cli_puts(out, "</span><br><span class=\"soft\">");
        put_string(out, p->schema);
        cli_puts(out, " · ");
        put_string(out, p->id);
        cli_puts(out, " · ");
        put_string(out, p->datasets);
        cli_putf(out, " · best score %.3f</span>", p->score);
        put_places(out, p, files);
        cli_puts(out, "</li>\n");
    }
    cli_puts(out, "</ol></aside>\n</body>\n</html>\n");
}
