/* One record on its way to an entity. */
#include "lists/draft.h"

#include "lists/reading.h"
#include "lists/repair.h"
#include "text/utf8.h"

#include <stdio.h>

size_t ak_find_nocase(ak_slice text, const char *needle)
{
    ak_slice n = ak_slice_of(needle);
    for (size_t i = 0; i + n.len <= text.len; i++)
        if (ak_slice_starts_nocase((ak_slice){text.data + i, text.len - i}, n)) return i;
    return SIZE_MAX;
}

static void keep(ak_draft *d, bool ok)
{
    if (!ok && d->status == AKA_OK) d->status = ak_fail_nomem(d->err);
}

/* Copies a short text of the source for messages, ending at a code point. */
static void copy_short(char *out, size_t cap, ak_slice s)
{
    size_t n = 0;
    while (n < s.len) {
        size_t step = ak_slice_sequence(s, n);
        if (!step) step = 1;
        if (n + step >= cap) break;
        n += step;
    }
    memcpy(out, s.len ? s.data : "", n);
    out[n] = '\0';
}

void ak_draft_begin(ak_draft *d, ak_reading *r, const ak_draft_head *head, aka_error *err)
{
    *d = (ak_draft){.r = r, .line = head->line, .err = err};
    d->e = ak_entity_new(&r->arena);
    if (!d->e) {
        keep(d, false);
        return;
    }
    char key[48], id[64];
    copy_short(key, sizeof key, head->key);
    snprintf(d->record, sizeof d->record, "%s %s", head->label, key);
    snprintf(id, sizeof id, "%s-%s", head->prefix, key);
    d->person = strcmp(head->schema, "Person") == 0;
    keep(d, ak_entity_set(d->e, &d->e->id, ak_slice_of(id)) &&
                ak_entity_set(d->e, &d->e->schema, ak_slice_of(head->schema)) &&
                ak_entity_add_dataset(d->e, ak_slice_of(head->dataset)));
    ak_draft_add(d, "topics", AK_LIT("sanction"));
}

static void make_unique(ak_draft *d, ak_seen *ids)
{
    bool known = false;
    ak_slice id = d->e->id;
    keep(d, ak_seen_add(ids, id, &known));
    if (!known || d->status) return;
    char other[128];
    for (unsigned n = 2; known && d->status == AKA_OK; n++) {
        snprintf(other, sizeof other, "%.*s-%u", AK_ARG(id), n);
        keep(d, ak_seen_add(ids, ak_slice_of(other), &known));
    }
    ak_draft_problem(d, NULL, false, "appears more than once; also kept as \"%s\"", other);
    keep(d, ak_entity_set(d->e, &d->e->id, ak_slice_of(other)));
}

aka_status ak_draft_end(ak_draft *d, ak_seen *ids)
{
    if (d->status) return d->status;
    if (ids) make_unique(d, ids);
    static const char *const names[] = {"name", "alias", "previousName", "weakAlias"};
    ak_slice caption = {0};
    for (size_t i = 0; i < 4 && !caption.len; i++) caption = ak_entity_first(d->e, names[i]);
    if (!ak_entity_getz(d->e, "name"))
        ak_draft_problem(d, "name", false, "is missing; kept under its other fields");
    keep(d, ak_entity_set(d->e, &d->e->caption, caption.len ? caption : d->e->id));
    if (d->status) return d->status;
    return ak_reading_emit(d->r, d->e, d->line, d->err);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* True where collapsing would change nothing but the ends. */
static bool is_collapsed(ak_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_space(s.data[i]) && (s.data[i] != ' ' || (i + 1 < s.len && is_space(s.data[i + 1]))))
            return false;
    return true;
}

static bool collapse(ak_arena *arena, ak_slice s, ak_slice *out)
{
    *out = ak_slice_trim(s);
    if (is_collapsed(*out)) return true;
    char *copy = ak_arena_alloc(arena, out->len);
    if (!copy) return false;
    size_t n = 0;
    for (size_t i = 0; i < out->len; i++) {
        bool space = is_space(out->data[i]);
        if (space && n && copy[n - 1] == ' ') continue;
        copy[n++] = space ? ' ' : out->data[i];
    }
    *out = (ak_slice){copy, n};
    return true;
}

void ak_draft_add(ak_draft *d, const char *property, ak_slice value)
{
    if (d->status) return;
    ak_slice clean;
    keep(d, collapse(&d->r->arena, ak_draft_utf8(d, value), &clean));
    if (d->status || !clean.len) return;
    keep(d, ak_entity_addz(d->e, property, clean));
}

void ak_draft_add_labelled(ak_draft *d, const char *property, ak_slice label, ak_slice value)
{
    value = ak_slice_trim(value);
    label = ak_slice_trim(label);
    if (!value.len) return;
    if (ak_slice_ends(label, AK_LIT(":"))) label.len--;
    const ak_slice parts[] = {label, value};
    ak_draft_add(d, property, ak_draft_join(d, parts, 2, ": "));
}

void ak_draft_add_date(ak_draft *d, const char *property, const char *field, ak_slice value)
{
    value = ak_slice_trim(value);
    if (d->status || !value.len) return;
    ak_date date;
    if (!ak_date_parse(value, &date)) {
        ak_draft_problem(d, field, false, "\"%.*s\" is no date; kept as text", AK_ARG(value));
        ak_draft_add(d, property, value);
        return;
    }
    ak_draft_put_date(d, property, &date);
}

void ak_draft_put_date(ak_draft *d, const char *property, const ak_date *date)
{
    ak_buf text;
    ak_buf_init(&text, 256);
    ak_date_write(date, &text);
    keep(d, !text.failed);
    ak_draft_add(d, property, ak_buf_slice(&text));
    ak_buf_free(&text);
}

void ak_draft_add_lower(ak_draft *d, const char *property, ak_slice value)
{
    ak_slice lower;
    if (d->status || !value.len) return;
    char *copy = ak_arena_dup(&d->r->arena, value, &lower) ? (char *)(uintptr_t)lower.data : NULL;
    keep(d, copy);
    for (size_t i = 0; copy && i < value.len; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z') copy[i] = (char)(copy[i] + 32);
    ak_draft_add(d, property, lower);
}

void ak_draft_problem(ak_draft *d, const char *field, bool dropped, const char *fmt, ...)
{
    if (d->status) return;
    va_list args;
    va_start(args, fmt);
    const ak_place at = {.path = d->path, .line = d->line, .record = d->record, .field = field};
    d->status = ak_reading_problemv(d->r, &at, dropped, d->err, fmt, args);
    va_end(args);
}

ak_slice ak_draft_join(ak_draft *d, const ak_slice *parts, size_t count, const char *separator)
{
    size_t len = 0, sep = strlen(separator), n = 0;
    if (d->status) return (ak_slice){0};
    for (size_t i = 0; i < count; i++) len += parts[i].len + sep;
    char *joined = ak_arena_alloc(&d->r->arena, len + 1);
    keep(d, joined);
    if (!joined) return (ak_slice){0};
    for (size_t i = 0; i < count; i++) {
        ak_slice part = ak_slice_trim(parts[i]);
        if (!part.len) continue;
        if (n) memcpy(joined + n, separator, sep);
        n += n ? sep : 0;
        memcpy(joined + n, part.data, part.len);
        n += part.len;
    }
    return (ak_slice){joined, n};
}

ak_slice ak_draft_utf8(ak_draft *d, ak_slice text)
{
    if (d->status || ak_utf8_valid(text)) return text;
    ak_buf buf;
    ak_slice fixed = {0};
    ak_buf_init(&buf, 0);
    ak_repair_utf8(text, &buf);
    keep(d, !buf.failed && ak_arena_dup(&d->r->arena, ak_buf_slice(&buf), &fixed));
    ak_buf_free(&buf);
    ak_draft_repaired(d, true);
    return fixed;
}

void ak_draft_repaired(ak_draft *d, bool repaired)
{
    if (!repaired || d->repaired) return;
    d->repaired = true;
    ak_draft_problem(d, NULL, false, "bytes that are not UTF-8; read as Windows-1252");
}
