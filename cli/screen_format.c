/* Answers of aka screen as a table for reading, as CSV, or as JSON lines. */
#include "screen.h"

#include <string.h>

void screen_put_header(cli_buf *out, const screen_args *args)
{
    if (args->format != FORMAT_CSV) return;
    cli_puts(out, "query_id,query_name,id,caption,schema,datasets,score,name,detail");
    cli_puts(out, args->algorithm ? ",algorithm\n" : "\n");
}

/* ---- CSV ---- */

static void put_cells(cli_buf *out, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i) cli_puts(out, ",");
        cli_put_csv(out, cells[i]);
    }
    cli_puts(out, "\n");
}

static void put_csv(
    cli_buf *out, const screen_args *args, const aka_record *query, const aka_screener *screener)
{
    size_t columns = args->algorithm ? 10 : 9;
    const char *id = aka_record_id(query), *name = aka_record_caption(query);
    const aka_match *match = aka_screener_match(screener, 0);
    if (!match)
        put_cells(
            out, (const char *[]){id, name, "", "", "", "", "", "", "", args->algorithm}, columns);
    for (size_t i = 0; (match = aka_screener_match(screener, i)); i++) {
        char score[32];
        snprintf(score, sizeof score, "%.4f", match->score);
        put_cells(out,
            (const char *[]){id, name, match->id, match->caption, match->schema, match->datasets,
                score, match->name, match->detail, args->algorithm},
            columns);
    }
}

/* ---- table ---- */

static void put_styled(cli_buf *out, const screen_args *args, const char *style, const char *text)
{
    if (args->colour) cli_puts(out, style);
    cli_put_clean(out, text);
    if (args->colour) cli_puts(out, "\033[0m");
}

static void put_column(cli_buf *out, const char *text, size_t width)
{
    size_t own = cli_width(text);
    cli_put_clean(out, text);
    cli_pad(out, (own < width ? width - own : 0) + 2);
}

static void widen(size_t *width, const char *text)
{
    size_t own = cli_width(text);
    if (own > *width) *width = own;
}

/* The query's name or, where it has none, its id. */
static const char *title(const aka_record *query, const screen_args *args)
{
    if (*aka_record_caption(query)) return aka_record_caption(query);
    if (*aka_record_id(query)) return aka_record_id(query);
    return args->id_number ? args->id_number : "(no name)";
}

static void put_match(
    cli_buf *out, const screen_args *args, const aka_match *match, const size_t *widths)
{
    char score[32];
    snprintf(score, sizeof score, "%.3f", match->score);
    cli_puts(out, "  ");
    put_styled(out, args, match->score >= 0.9 ? "\033[1;31m" : "\033[33m", score);
    cli_puts(out, "  ");
    put_column(out, match->caption, widths[0]);
    put_column(out, match->schema, widths[1]);
    put_column(out, match->id, widths[2]);
    cli_put_clean(out, match->datasets);
    cli_puts(out, "\n");
    if (*match->name && strcmp(match->name, match->caption) != 0) {
        cli_puts(out, "         listed as ");
        cli_put_clean(out, match->name);
        cli_puts(out, "\n");
    }
    if (!args->explain) return;
    cli_puts(out, "         ");
    put_styled(out, args, "\033[2m", match->detail);
    cli_puts(out, "\n");
}

static void put_table(
    cli_buf *out, const screen_args *args, const aka_record *query, const aka_screener *screener)
{
    size_t widths[3] = {0}, count = aka_screener_count(screener);
    uint64_t total = aka_screener_total(screener);
    for (size_t i = 0; i < count; i++) {
        const aka_match *match = aka_screener_match(screener, i);
        widen(&widths[0], match->caption);
        widen(&widths[1], match->schema);
        widen(&widths[2], match->id);
    }
    put_styled(out, args, "\033[1m", title(query, args));
    if (args->algorithm) cli_putf(out, "  (%s)", args->algorithm);
    cli_puts(out, "\n");
    if (count == 0) cli_puts(out, "  no match\n");
    for (size_t i = 0; i < count; i++)
        put_match(out, args, aka_screener_match(screener, i), widths);
    if (total > count)
        cli_putf(out, "  and %llu more (--limit)\n", (unsigned long long)(total - count));
}

aka_status screen_put_answer(cli_buf *out, const screen_args *args, const aka_record *query,
    aka_screener *screener, aka_text *scratch, aka_error *error)
{
    if (args->format == FORMAT_CSV) {
        put_csv(out, args, query, screener);
    } else if (args->format == FORMAT_TABLE) {
        put_table(out, args, query, screener);
    } else {
        aka_status status = aka_screener_write_json(screener, scratch, error);
        if (status != AKA_OK) return status;
        cli_put(out, scratch->data, scratch->len);
        cli_puts(out, "\n");
    }
    return out->failed ? AKA_E_NOMEM : AKA_OK;
}
