/* Dates in the forms that watchlists, passports and customers' tables write them in. */
#include "entity/date.h"

#include "text/utf8.h"

#define MIN_YEAR 1800
#define MAX_YEAR 2100
#define MAX_BYTES 160 /* no date is longer */
#define MAX_TOKENS 16

/* --- calendar -------------------------------------------------------------------------------- */

/* Days and civil dates by counting from 1 March 0000 in eras of 400 years, so that the leap day is
 * the last of its year. */
int32_t ak_date_days(int year, int month, int mday)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void ak_date_ymd(int32_t day, int *year, int *month, int *mday)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = (int)(z - era * 146097);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153; /* months since March */
    *mday = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : lengths[month - 1];
}

/* --- tokens ---------------------------------------------------------------------------------- */

typedef enum token_kind {
    TOKEN_NUMBER,
    TOKEN_MONTH,
    TOKEN_UNKNOWN, /* "dd", "mm", "xx": a part that is not known */
    TOKEN_BETWEEN, /* opens a range: "between", "from" */
    TOKEN_TO,
    TOKEN_AND,
    TOKEN_MARK /* one of - / . , */
} token_kind;

typedef struct token {
    token_kind kind;
    int value;  /* the number, the month, or the mark */
    int digits; /* as written, of a number; of a mark 1 where blanks stand around it */
} token;

typedef struct scan {
    ak_slice text; /* lower case, ASCII only */
    size_t at;
    token tokens[MAX_TOKENS];
    size_t count;
    bool circa;
} scan;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Lower case, dashes as '-', blanks of every kind as ' '. False where anything else is not ASCII.
 */
static bool plain(ak_slice s, char out[MAX_BYTES], size_t *len)
{
    size_t n = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = ak_utf8_next(s, &at);
        if (cp >= 'A' && cp <= 'Z') cp += 'a' - 'A';
        if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212) cp = '-';
        if (cp == 0xA0 || cp == 0x202F || (cp >= '\t' && cp <= '\r')) cp = ' ';
        if (cp == 0x2248) cp = '~';
        if (cp < 0x20 || cp > 0x7E || n == MAX_BYTES) return false;
        out[n++] = (char)cp;
    }
    *len = n;
    return true;
}

static bool push(scan *s, token_kind kind, int value, int digits)
{
    if (s->count == MAX_TOKENS) return false;
    s->tokens[s->count++] = (token){kind, value, digits};
    return true;
}

/* 1 to 12 for an English month or its first three letters or more, else 0. */
static int month_of(ak_slice word)
{
    static const char *const months[] = {"january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december"};
    for (int i = 0; i < 12; i++)
        if (word.len >= 3 && ak_slice_starts(ak_slice_of(months[i]), word)) return i + 1;
    return 0;
}

static bool is_word(ak_slice word, const char *const *words)
{
    for (; *words; words++)
        if (ak_slice_is(word, *words)) return true;
    return false;
}

static bool is_circa(ak_slice word)
{
    static const char *const words[] = {"c", "ca", "circa", "about", "around", "approx",
        "approximate", "approximately", "est", "estimated", NULL};
    return is_word(word, words);
}

static void skip_char(scan *s, char c)
{
    if (s->at < s->text.len && s->text.data[s->at] == c) s->at++;
}

static bool scan_number(scan *s)
{
    int value = 0, digits = 0;
    for (; s->at < s->text.len && is_digit(s->text.data[s->at]); s->at++, digits++) {
        if (digits == 8) return false;
        value = value * 10 + (s->text.data[s->at] - '0');
    }
    /* 1st, 2nd, 3rd, 4th */
    static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
    if (digits <= 2 && is_word(ak_slice_sub(s->text, s->at, s->at + 2), ordinals)) s->at += 2;
    return push(s, TOKEN_NUMBER, value, digits);
}

static bool scan_word(scan *s)
{
    static const char *const unknown[] = {"dd", "mm", "x", "xx", NULL};
    static const char *const between[] = {"between", "from", NULL};
    static const char *const to[] = {"to", "until", "till", "through", NULL};
    size_t start = s->at;
    while (s->at < s->text.len && is_letter(s->text.data[s->at])) s->at++;
    ak_slice word = ak_slice_sub(s->text, start, s->at);
    if (is_circa(word)) {
        s->circa = true;
        skip_char(s, '.');
        skip_char(s, ':');
        return true;
    }
    int month = month_of(word);
    if (month) {
        skip_char(s, '.');
        return push(s, TOKEN_MONTH, month, 0);
    }
    if (is_word(word, unknown)) return push(s, TOKEN_UNKNOWN, 0, 0);
    if (is_word(word, between)) return push(s, TOKEN_BETWEEN, 0, 0);
    if (is_word(word, to)) return push(s, TOKEN_TO, 0, 0);
    if (ak_slice_is(word, "and")) return push(s, TOKEN_AND, 0, 0);
    return ak_slice_is(word, "of");
}

/* "(approximately)" behind a date; no other remark is understood. */
static bool scan_remark(scan *s)
{
    size_t end = ak_slice_find(s->text, AK_LIT(")"), s->at);
    if (end == SIZE_MAX) return false;
    ak_slice remark = ak_slice_trim(ak_slice_sub(s->text, s->at + 1, end));
    if (ak_slice_ends(remark, AK_LIT("."))) remark.len--;
    if (!is_circa(remark)) return false;
    s->circa = true;
    s->at = end + 1;
    return true;
}

static bool stands_alone(ak_slice s, size_t at)
{
    return at > 0 && at + 1 < s.len && s.data[at - 1] == ' ' && s.data[at + 1] == ' ';
}

static bool scan_all(scan *s)
{
    while (s->at < s->text.len) {
        char c = s->text.data[s->at];
        bool ok = true;
        if (is_digit(c)) {
            ok = scan_number(s);
        } else if (is_letter(c)) {
            ok = scan_word(s);
        } else if (c == '(') {
            ok = scan_remark(s);
        } else {
            s->at++;
            if (c == '-' || c == '/' || c == '.' || c == ',')
                ok = push(s, TOKEN_MARK, c, stands_alone(s->text, s->at - 1));
            else if (c == '~' || c == '?')
                s->circa = true;
            else
                ok = c == ' ';
        }
        if (!ok) return false;
    }
    return s->count > 0;
}

/* --- one day, month or year ------------------------------------------------------------------ */

typedef struct point {
    int year, month, mday; /* 0 where not given */
} point;

static bool is_year(const token *t)
{
    return t->kind == TOKEN_NUMBER && t->digits == 4;
}

/* A day or month in digits, or one that is not known. */
static bool is_part(const token *t)
{
    return (t->kind == TOKEN_NUMBER && t->digits <= 2) || t->kind == TOKEN_UNKNOWN;
}

static bool is_valid(const point *p)
{
    if (p->year && (p->year < MIN_YEAR || p->year > MAX_YEAR)) return false;
    if (p->month < 0 || p->month > 12 || (p->mday && !p->month)) return false;
    /* Without its year (the first end of "1 Mar to 5 May 1960") the day is checked later. */
    return p->mday >= 0 &&
           (p->mday == 0 || p->mday <= month_length(p->year ? p->year : 2000, p->month));
}

/* Only numbers: ISO with the year first, or with the day first and the year last. */
static bool read_numeric(const token *const *part, size_t count, point *p)
{
    if (count == 1 && part[0]->digits == 8) {
        int v = part[0]->value;
        *p = (point){v / 10000, v / 100 % 100, v % 100};
    } else if (is_year(part[0])) {
        if ((count > 1 && !is_part(part[1])) || (count > 2 && !is_part(part[2]))) return false;
        *p =
            (point){part[0]->value, count > 1 ? part[1]->value : 0, count > 2 ? part[2]->value : 0};
    } else {
        if (count == 1 || !is_year(part[count - 1])) return false;
        if (!is_part(part[0]) || (count > 2 && !is_part(part[1]))) return false;
        *p =
            (point){part[count - 1]->value, part[count - 2]->value, count > 2 ? part[0]->value : 0};
    }
    return p->year > 0 && is_valid(p);
}

/* With a month's name: "10 Dec 1948", "Dec 10 1948", "1948 Dec 10", without the day, or (the first
 * end of a range) without the year. */
static bool read_named(const token *const *part, size_t count, point *p)
{
    *p = (point){0};
    for (size_t i = 0; i < count; i++) {
        if (part[i]->kind == TOKEN_MONTH) {
            if (p->month) return false;
            p->month = part[i]->value;
        } else if (is_year(part[i])) {
            if (p->year || part[i]->value == 0 || (i > 0 && i < count - 1)) return false;
            p->year = part[i]->value;
        } else if (is_part(part[i])) {
            if (p->mday) return false;
            p->mday = part[i]->value;
        } else {
            return false;
        }
    }
    return p->month > 0 && is_valid(p);
}

static bool is_between_parts(int mark, int first_mark, bool named)
{
    if (named) return true;
    return mark != 0 && mark != ',' && mark == first_mark;
}

/* Reads all of t[0, n) as one point. */
static bool read_point(const token *t, size_t n, point *p)
{
    const token *part[3];
    int marks[3] = {0};
    size_t count = 0;
    bool named = false, fresh = true;
    while (n > 0 && t[n - 1].kind == TOKEN_MARK && t[n - 1].value != '-' && t[n - 1].value != '/')
        n--; /* a full stop or comma at the end */
    for (size_t i = 0; i < n; i++) {
        if (t[i].kind == TOKEN_MARK) {
            if (fresh) return false;
            marks[count - 1] = t[i].value;
            fresh = true;
            continue;
        }
        if (count == 3) return false;
        named |= t[i].kind == TOKEN_MONTH;
        part[count++] = &t[i];
        fresh = false;
    }
    if (count == 0 || fresh) return false;
    for (size_t i = 0; i + 1 < count; i++)
        if (!is_between_parts(marks[i], marks[0], named)) return false;
    return named ? read_named(part, count, p) : read_numeric(part, count, p);
}

static int32_t first_day(const point *p)
{
    return ak_date_days(p->year, p->month ? p->month : 1, p->mday ? p->mday : 1);
}

static int32_t last_day(const point *p)
{
    int month = p->month ? p->month : 12;
    return ak_date_days(p->year, month, p->mday ? p->mday : month_length(p->year, month));
}

/* --- ranges ---------------------------------------------------------------------------------- */

/* Whether the days are all of one year, of one month, one day, or none of these. */
static ak_precision precision_of(int32_t from, int32_t to)
{
    if (from == to) return AK_DATE_DAY;
    int y, m, d;
    ak_date_ymd(from, &y, &m, &d);
    if (d == 1 && to == ak_date_days(y, m, month_length(y, m))) return AK_DATE_MONTH;
    if (d == 1 && m == 1 && to == ak_date_days(y, 12, 31)) return AK_DATE_YEAR;
    return AK_DATE_RANGE;
}

static bool set_span(const point *from, const point *to, ak_date *out)
{
    out->from = first_day(from);
    out->to = last_day(to);
    out->precision = (uint8_t)precision_of(out->from, out->to);
    return out->from <= out->to;
}

static bool read_range_at(const token *t, size_t n, size_t split, ak_date *out)
{
    point from, to;
    if (!read_point(t, split, &from) || !read_point(t + split + 1, n - split - 1, &to))
        return false;
    if (!to.year) return false;
    if (!from.year) {
        from.year = to.year;
        if (!is_valid(&from)) return false;
    }
    return set_span(&from, &to, out);
}

/* A hyphen or slash divides the ends where it cannot be taken for one within them. */
static bool divides(const token *t, size_t n, size_t at, bool between)
{
    if (t[at].kind != TOKEN_MARK)
        return t[at].kind == TOKEN_TO || (between && t[at].kind == TOKEN_AND);
    if (t[at].value != '-' && t[at].value != '/') return false;
    if (t[at].digits) return true;
    for (size_t i = 0; i < n; i++)
        if (i != at && t[i].kind == TOKEN_MARK && t[i].value == t[at].value) return false;
    return true;
}

/* Every place is tried: what can be read in two ways is not read at all. */
static bool read_range(const token *t, size_t n, ak_date *out)
{
    bool between = t[0].kind == TOKEN_BETWEEN;
    if (between) t++, n--;
    size_t found = 0;
    for (size_t i = 1; i + 1 < n; i++) {
        ak_date range = {.circa = out->circa};
        if (!divides(t, n, i, between) || !read_range_at(t, n, i, &range)) continue;
        *out = range;
        found++;
    }
    return found == 1;
}

/* --- the time behind a day ------------------------------------------------------------------- */

/* Two digits at s[*at] no greater than max. */
static bool take_two(ak_slice s, size_t *at, int max)
{
    if (s.len - *at < 2 || !is_digit(s.data[*at]) || !is_digit(s.data[*at + 1])) return false;
    int v = (s.data[*at] - '0') * 10 + (s.data[*at + 1] - '0');
    *at += 2;
    return v <= max;
}

static bool take_char(ak_slice s, size_t *at, const char *any)
{
    if (*at >= s.len || !strchr(any, s.data[*at])) return false;
    ++*at;
    return true;
}

/* Whether s is HH:MM, with seconds, fractions, a zone, "am" or "pm" behind it if wanted. */
static bool is_time(ak_slice s)
{
    size_t at = 0;
    if (!take_two(s, &at, 24) || !take_char(s, &at, ":") || !take_two(s, &at, 59)) return false;
    if (take_char(s, &at, ":")) {
        if (!take_two(s, &at, 60)) return false;
        if (take_char(s, &at, ".,"))
            while (at < s.len && is_digit(s.data[at])) at++;
    }
    take_char(s, &at, " ");
    if (take_char(s, &at, "ap")) return take_char(s, &at, "m") && at == s.len;
    if (take_char(s, &at, "+-")) {
        if (!take_two(s, &at, 14)) return false;
        take_char(s, &at, ":");
        if (at < s.len && !take_two(s, &at, 59)) return false;
    } else {
        take_char(s, &at, "z");
    }
    return at == s.len;
}

static ak_slice without_time(ak_slice s)
{
    size_t colon = ak_slice_find(s, AK_LIT(":"), 0);
    if (colon == SIZE_MAX || colon < 4) return s;
    char before = s.data[colon - 3];
    if ((before == 't' || before == ' ') && is_digit(s.data[colon - 4]) &&
        is_time(ak_slice_sub(s, colon - 2, s.len)))
        return ak_slice_sub(s, 0, colon - 3);
    return s;
}

/* --- */

bool ak_date_parse(ak_slice text, ak_date *out)
{
    char bytes[MAX_BYTES];
    scan s = {.text.data = bytes};
    if (!plain(text, bytes, &s.text.len)) return false;
    s.text = without_time(ak_slice_trim(s.text));
    if (!scan_all(&s)) return false;
    ak_date date = {.circa = s.circa};
    point p;
    bool single = read_point(s.tokens, s.count, &p);
    if (single ? !p.year || !set_span(&p, &p, &date) : !read_range(s.tokens, s.count, &date))
        return false;
    *out = date;
    return true;
}

static void write_point(int32_t day, ak_precision precision, bool circa, ak_buf *out)
{
    int y, m, d;
    ak_date_ymd(day, &y, &m, &d);
    if (precision == AK_DATE_YEAR)
        ak_buf_addf(out, "%04d", y);
    else if (precision == AK_DATE_MONTH)
        ak_buf_addf(out, "%04d-%02d", y, m);
    else
        ak_buf_addf(out, "%04d-%02d-%02d", y, m, d);
    if (circa) ak_buf_addc(out, '~');
}

/* The coarsest precision in which both ends can be written without changing the range. */
static ak_precision range_precision(const ak_date *date)
{
    int y, m, d, y2, m2, d2;
    ak_date_ymd(date->from, &y, &m, &d);
    ak_date_ymd(date->to, &y2, &m2, &d2);
    if (d != 1 || d2 != month_length(y2, m2)) return AK_DATE_DAY;
    return m == 1 && m2 == 12 ? AK_DATE_YEAR : AK_DATE_MONTH;
}

void ak_date_write(const ak_date *date, ak_buf *out)
{
    if (date->precision != AK_DATE_RANGE) {
        write_point(date->from, date->precision, date->circa, out);
        return;
    }
    ak_precision precision = range_precision(date);
    write_point(date->from, precision, date->circa, out);
    ak_buf_addc(out, '/');
    write_point(date->to, precision, date->circa, out);
}

/* --- several dates in one value -------------------------------------------------------------- */

/* Bytes of the separator at s[at], 0 where there is none. year_seen: a number of four digits or
 * more stands before it ("April 19, 1960" is one date). */
static size_t separator_length(ak_slice s, size_t at, bool year_seen)
{
    char c = s.data[at];
    if (c == ';' || c == '\n' || c == '\r' || c == '|') return 1;
    if (!year_seen) return 0;
    if (c == ',') return 1;
    if (c != ' ') return 0;
    if (ak_slice_starts_nocase(ak_slice_sub(s, at, s.len), AK_LIT(" or "))) return 4;
    /* "27/05/1973 01/01/1975", but not "19/04/1960 00:00" */
    size_t i = at + 1;
    while (i < s.len && is_digit(s.data[i])) i++;
    return i > at + 1 && is_digit(s.data[at - 1]) && (i == s.len || s.data[i] != ':') ? 1 : 0;
}

/* Without blanks, no-break ones included. */
static ak_slice trim_all(ak_slice s)
{
    for (size_t before = SIZE_MAX; before != s.len;) {
        before = s.len;
        s = ak_slice_trim(s);
        if (ak_slice_starts(s, AK_LIT("\xC2\xA0"))) s = ak_slice_sub(s, 2, s.len);
        if (ak_slice_ends(s, AK_LIT("\xC2\xA0"))) s.len -= 2;
    }
    return s;
}

bool ak_date_next(ak_slice *rest, ak_slice *piece)
{
    while (rest->len > 0) {
        size_t i = 0, digits = 0, skip = 0;
        bool year_seen = false;
        for (; i < rest->len; i++) {
            skip = separator_length(*rest, i, year_seen);
            if (skip) break;
            digits = is_digit(rest->data[i]) ? digits + 1 : 0;
            year_seen |= digits >= 4;
        }
        *piece = trim_all(ak_slice_sub(*rest, 0, i));
        *rest = ak_slice_sub(*rest, i + skip, rest->len);
        if (piece->len > 0) return true;
    }
    return false;
}

bool ak_date_property(ak_slice property)
{
    static const char *const names[] = {"birthDate", "incorporationDate", "buildDate"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ak_slice_is(property, names[i])) return true;
    return false;
}
