/* SWIFT MT fields: parties in all their options, narratives with their code words. */
#include "scan/mt.h"

#include <stdio.h>

#define NAME_LINES 3 /* lines that are tried as parts of the name */

/* A field being read. */
typedef struct reading {
    ak_payment_out *out;
    const ak_mt_field *field;
    ak_placer *placer;
    char path[72];
} reading;

/* Lines of one kind with the numbers that they have in the field. */
typedef struct group {
    ak_line lines[AK_MT_MAX_LINES];
    uint32_t numbers[AK_MT_MAX_LINES]; /* 1-based */
    size_t count;
} group;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_code(char c)
{
    return (c >= 'A' && c <= 'Z') || is_digit(c);
}

/* "59", "59/2", "59[2]/2-3"; from 0: the field alone. Valid until the next call. */
static const char *path_of(reading *r, size_t from, size_t to)
{
    char repetition[16] = "";
    if (r->field->repetition > 1)
        snprintf(repetition, sizeof repetition, "[%u]", (unsigned)r->field->repetition);
    if (from == 0)
        snprintf(r->path, sizeof r->path, "%s%s", r->field->tag, repetition);
    else if (from == to)
        snprintf(r->path, sizeof r->path, "%s%s/%zu", r->field->tag, repetition, from);
    else
        snprintf(r->path, sizeof r->path, "%s%s/%zu-%zu", r->field->tag, repetition, from, to);
    return r->path;
}

static const char *group_path(reading *r, const group *g, size_t from, size_t count)
{
    return path_of(r, g->numbers[from], g->numbers[from + count - 1]);
}

static void add(group *g, ak_line line, size_t number)
{
    g->lines[g->count] = line;
    g->numbers[g->count++] = (uint32_t)number;
}

/* The line without its first n bytes. */
static ak_line without(ak_line line, size_t n)
{
    return (ak_line){ak_slice_sub(line.text, n, line.text.len), line.offset + n, line.full};
}

/* ---- values ---- */

static void put_line(reading *r, const char *property, ak_line line, size_t number)
{
    ak_slice text = ak_slice_trim(line.text);
    if (text.len == 0) return;
    uint64_t offset = line.offset + (uint64_t)(text.data - line.text.data);
    ak_payment_out_piece(r->out, property, path_of(r, number, number), text, offset, text.len);
}

static void put_joined(
    reading *r, const char *property, const group *g, size_t from, size_t count, ak_line_join join)
{
    ak_placer_reset(r->placer);
    ak_lines_join(r->placer, g->lines + from, count, join);
    if (r->placer->failed) {
        ak_payment_out_nomem(r->out);
        return;
    }
    const ak_placed placed = ak_placer_view(r->placer);
    ak_payment_out_placed(
        r->out, property, group_path(r, g, from, count), &placed, 0, placed.text.len);
}

static void put_text(reading *r, const group *g, ak_line_join join)
{
    ak_placer_reset(r->placer);
    ak_lines_join(r->placer, g->lines, g->count, join);
    if (r->placer->failed) {
        ak_payment_out_nomem(r->out);
        return;
    }
    const ak_placed placed = ak_placer_view(r->placer);
    ak_payment_out_text(r->out, group_path(r, g, 0, g->count), &placed);
}

/* As running text; twice where a word may go on in the next line: behind a full line, or, in a
 * narrative (`tight`), behind any. */
static void put_texts(reading *r, const group *g, bool tight)
{
    bool full = false;
    if (g->count == 0) return;
    for (size_t i = 0; i + 1 < g->count; i++) full |= g->lines[i].full;
    put_text(r, g, AK_JOIN_BLANK);
    if (full || (tight && g->count > 1)) put_text(r, g, full ? AK_JOIN_FULL : AK_JOIN_TIGHT);
}

/* Which lines are the name is not known, nor whether a line break stands in a word: all readings,
 * up to a line that must be of the address. */
static void put_names(reading *r, const group *g)
{
    for (size_t n = 1; n <= NAME_LINES && n <= g->count; n++) {
        if (n > 1 && !g->lines[n - 2].full && ak_payment_has_number(g->lines[n - 1].text)) return;
        put_joined(r, "name", g, 0, n, AK_JOIN_BLANK);
        if (n == 1) continue;
        put_joined(r, "name", g, 0, n, AK_JOIN_TIGHT);
        put_joined(r, "name", g, 0, n, AK_JOIN_FULL);
    }
}

/* ---- party identifiers ---- */

/* "/12345678", "/C/12345678", "//FW021000089" (a clearing code behind its two letters). */
static void put_account(reading *r, ak_line line, size_t number)
{
    ak_slice s = line.text;
    size_t skip = 1;
    if (s.len > 4 && s.data[1] == '/')
        skip = is_digit(s.data[2]) ? 2 : 4;
    else if (s.len > 3 && s.data[2] == '/')
        skip = 3;
    ak_line account = without(line, skip);
    ak_slice text = ak_slice_trim(account.text);
    ak_payment_out_account(r->out, path_of(r, number, number), text,
        account.offset + (uint64_t)(text.data - account.text.data), text.len);
}

static bool is_account(ak_slice s)
{
    return s.len > 1 && s.data[0] == '/' && !memchr(s.data, ' ', s.len);
}

/* "CCPT/CO/AB123456" of option F: a code of four letters, the country, the number. */
static bool put_identifier(reading *r, ak_line line, size_t number)
{
    static const char *const codes[][2] = {{"CCPT", "passportNumber"}, {"NIDN", "nationalId"},
        {"TXID", "taxNumber"}, {"SOSE", "socialSecurityNumber"}, {"DRLC", "idNumber"},
        {"ARNU", "idNumber"}, {"CUST", "idNumber"}, {"EMPL", "idNumber"}};
    ak_slice s = line.text;
    if (s.len < 9 || s.data[4] != '/' || s.data[7] != '/') return false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (!ak_slice_starts(s, ak_slice_of(codes[i][0]))) continue;
        put_line(r, codes[i][1], without(line, 8), number);
        return true;
    }
    return false;
}

/* ---- option F ---- */

/* The digit that a line of option F begins with ("1/"), 0 where none. */
static int numbered(ak_slice s)
{
    return s.len >= 2 && s.data[0] >= '1' && s.data[0] <= '8' && s.data[1] == '/' ? s.data[0] - '0'
                                                                                  : 0;
}

/* "CO/BOGOTA": the country and what follows it. */
static void put_country_and(
    reading *r, const char *country, const char *rest, ak_line line, size_t number)
{
    ak_slice s = line.text;
    bool coded =
        s.len >= 2 && is_code(s.data[0]) && is_code(s.data[1]) && (s.len == 2 || s.data[2] == '/');
    if (coded) {
        ak_line code = line;
        code.text.len = 2;
        put_line(r, country, code, number);
        line = without(line, s.len == 2 ? 2 : 3);
    }
    put_line(r, rest, line, number);
}

/* What follows the last slash: the number of "CO/ISSUER/123". */
static void put_number(reading *r, ak_line line, size_t number)
{
    size_t at = line.text.len;
    while (at > 0 && line.text.data[at - 1] != '/') at--;
    put_line(r, "idNumber", without(line, at), number);
}

static void put_numbered(reading *r, int digit, ak_line line, size_t number)
{
    switch (digit) {
    case 2:
        put_line(r, "address", line, number);
        break;
    case 3:
        put_country_and(r, "country", "address", line, number);
        break;
    case 4:
        put_line(r, "birthDate", line, number);
        break;
    case 5:
        put_country_and(r, "birthCountry", "birthPlace", line, number);
        break;
    case 6:
    case 7:
    case 8:
        put_number(r, line, number);
        break;
    default:
        break;
    }
}

/* An identifier that line 8 continues is also put together with it. */
static void put_continued(reading *r, const group *rest, const int *digits)
{
    for (size_t i = 1; i < rest->count; i++) {
        if (digits[i] != 8) continue;
        group two;
        two.count = 0;
        ak_line before = rest->lines[i - 1];
        size_t at = before.text.len;
        while (at > 0 && before.text.data[at - 1] != '/') at--;
        add(&two, without(before, at), rest->numbers[i - 1]);
        add(&two, rest->lines[i], rest->numbers[i]);
        put_joined(r, "idNumber", &two, 0, 2, AK_JOIN_TIGHT);
    }
}

static void put_option_f(reading *r, const group *g)
{
    group names, plain;
    int digits[AK_MT_MAX_LINES], digit = 1;
    names.count = plain.count = 0;
    for (size_t i = 0; i < g->count; i++) {
        int found = numbered(g->lines[i].text);
        if (found) digit = found; /* a line without a number continues the one before */
        ak_line line = found ? without(g->lines[i], 2) : g->lines[i];
        digits[i] = digit;
        add(&plain, line, g->numbers[i]);
        if (digit == 1) add(&names, line, g->numbers[i]);
    }
    put_names(r, &names);
    for (size_t i = 0; i < plain.count; i++)
        put_numbered(r, digits[i], plain.lines[i], plain.numbers[i]);
    put_continued(r, &plain, digits);
    ak_payment_out_end(r->out);
    put_texts(r, &plain, false);
}

/* ---- parties ---- */

static const char *role_of(const char *tag)
{
    static const struct {
        char tag[3];
        const char *role;
    } roles[] = {{"25", "account owner"}, {"41", "available with"}, {"42", "drawee"},
        {"50", "ordering customer"}, {"51", "sending institution"}, {"52", "ordering institution"},
        {"53", "sender's correspondent"}, {"54", "receiver's correspondent"},
        {"55", "third reimbursement institution"}, {"56", "intermediary institution"},
        {"57", "account with institution"}, {"58", "beneficiary institution"},
        {"59", "beneficiary customer"}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (memcmp(tag, roles[i].tag, 2) == 0) return roles[i].role;
    return NULL;
}

/* Options whose lines are a BIC. (56C and 57C are a clearing code alone.) */
static bool takes_bic(const char *tag)
{
    return tag[2] == 'A' || tag[2] == 'G' || tag[2] == 'P' || memcmp(tag, "50C", 3) == 0;
}

/* Takes a BIC out of the group; false, with what is left, where there is none. */
static bool put_bic(reading *r, group *g)
{
    ak_slice text = g->count ? ak_slice_trim(g->lines[0].text) : (ak_slice){NULL, 0};
    if (!ak_payment_is_bic(text)) return false;
    ak_payment_out_bic(r->out, group_path(r, g, 0, 1), text,
        g->lines[0].offset + (uint64_t)(text.data - g->lines[0].text.data), text.len);
    g->count--;
    memmove(g->lines, g->lines + 1, g->count * sizeof *g->lines);
    memmove(g->numbers, g->numbers + 1, g->count * sizeof *g->numbers);
    return true;
}

/* A BIC where the name should be. It stays one: "GUSTAVOP" looks like a BIC. */
static void put_bic_as_name(reading *r, const group *g)
{
    if (g->count && ak_payment_is_bic(g->lines[0].text))
        ak_payment_out_bic(r->out, group_path(r, g, 0, 1), g->lines[0].text, g->lines[0].offset,
            g->lines[0].text.len);
}

static void put_plain(reading *r, const group *g, bool location)
{
    if (!location) put_names(r, g);
    put_bic_as_name(r, g);
    for (size_t i = location ? 0 : 1; i < g->count; i++)
        put_line(r, "address", g->lines[i], g->numbers[i]);
    ak_payment_out_end(r->out);
    put_texts(r, g, false);
}

static bool all_numbered(const group *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (!numbered(g->lines[i].text)) return false;
    return g->count > 0;
}

/* Whether a field is to have a name behind its account, by its option: 50 and 59 without one, D, F,
 * H, K. */
static bool wants_name(const char *tag)
{
    return tag[2] ? strchr("DFHK", tag[2]) != NULL
                  : memcmp(tag, "50", 2) == 0 || memcmp(tag, "59", 2) == 0;
}

static void put_party(reading *r, const char *role, group *g)
{
    const char *tag = r->field->tag;
    ak_payment_out_begin(r->out, role, path_of(r, 0, 0));
    size_t first = 0;
    if (memcmp(tag, "25", 2) == 0 && g->count && !is_account(g->lines[0].text)) {
        /* An account without a slash. */
        ak_slice text = g->lines[0].text;
        ak_payment_out_account(r->out, group_path(r, g, 0, 1), text, g->lines[0].offset, text.len);
        first++;
    }
    while (first < g->count && is_account(g->lines[first].text)) {
        put_account(r, g->lines[first], g->numbers[first]);
        first++;
    }
    if (tag[2] == 'F' && first < g->count && put_identifier(r, g->lines[first], g->numbers[first]))
        first++;
    g->count -= first;
    memmove(g->lines, g->lines + first, g->count * sizeof *g->lines);
    memmove(g->numbers, g->numbers + first, g->count * sizeof *g->numbers);
    if (g->count == 0 && wants_name(tag))
        ak_payment_out_problem(
            r->out, r->field->lines[0].offset, path_of(r, 0, 0), "the party has no name");
    if (takes_bic(tag) && !put_bic(r, g) && g->count)
        ak_payment_out_problem(r->out, g->lines[0].offset, group_path(r, g, 0, 1),
            "this is no BIC; it is read as a name");
    if (g->count && (tag[2] == 'F' || all_numbered(g)))
        put_option_f(r, g);
    else
        put_plain(r, g, tag[2] == 'B');
}

/* ---- narratives ---- */

/* Length of a code word "/BNF/" at the beginning, 0 where none. */
static size_t code_length(ak_slice s)
{
    size_t i = 1;
    if (s.len < 3 || s.data[0] != '/') return 0;
    while (i < s.len && i <= 8 && is_code(s.data[i])) i++;
    return i > 1 && i < s.len && s.data[i] == '/' ? i + 1 : 0;
}

static void put_section(reading *r, group *g)
{
    group bic = *g;
    ak_payment_out_begin(r->out, "institution in the narrative", path_of(r, 0, 0));
    if (g->count == 1) put_bic(r, &bic);
    ak_payment_out_end(r->out);
    put_texts(r, g, true);
    g->count = 0;
}

static void put_narrative(reading *r, group *g)
{
    for (size_t i = 0; i < r->field->count; i++) {
        ak_line line = r->field->lines[i];
        size_t code = code_length(line.text);
        if (code || g->count == AK_MT_MAX_LINES) put_section(r, g);
        size_t skip = code ? code : ak_slice_starts(line.text, AK_LIT("//")) ? 2 : 0;
        add(g, without(line, skip), i + 1);
    }
    put_section(r, g);
}

/* Fields of codes, dates and amounts; but for those with a text behind them. */
static bool names_nobody(const char *tag)
{
    static const char numbers[] =
        "12 13 19 22 23 26 28 30 32 33 34 36 37 38 39 40 60 62 64 65 71 90";
    char number[3] = {tag[0], tag[1], '\0'};
    return strstr(numbers, number) != NULL && !strstr("37N 39C 71B 71D", tag);
}

static void tell_stray(reading *r, group *g, bool *told)
{
    size_t i = 0;
    while (i < g->count && !ak_payment_has_words(g->lines[i].text)) i++;
    if (i < g->count) {
        if (!*told)
            ak_payment_out_problem(r->out, g->lines[i].offset, group_path(r, g, i, 1),
                "this field has one line; the others are read as free text");
        *told = true;
        put_texts(r, g, true);
    }
    g->count = 0;
}

/* A second line of such a field may be a party whose tag is damaged. */
static void put_stray(reading *r, group *g)
{
    bool told = false;
    for (size_t i = 1; i < r->field->count; i++) {
        if (g->count == AK_MT_MAX_LINES) tell_stray(r, g, &told);
        add(g, r->field->lines[i], i + 1);
    }
    tell_stray(r, g, &told);
}

void ak_mt_field_read(ak_payment_out *out, const ak_mt_field *field, ak_placer *placer)
{
    reading r = {.out = out, .field = field, .placer = placer};
    const char *role = role_of(field->tag);
    group g;
    g.count = 0;
    if (names_nobody(field->tag)) {
        put_stray(&r, &g);
        return;
    }
    if (!role) {
        put_narrative(&r, &g);
        return;
    }
    for (size_t i = 0; i < field->count; i++) {
        if (field->lines[i].text.len == 0) continue;
        if (g.count == AK_MT_MAX_LINES) {
            put_party(&r, role, &g);
            g.count = 0;
        }
        add(&g, field->lines[i], i + 1);
    }
    put_party(&r, role, &g);
}
