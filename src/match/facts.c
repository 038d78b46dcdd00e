/* Facts of records: reading them from properties and comparing them. */
#include "match/facts.h"

#include "base/hash.h"

#include <stdlib.h>

/* What facts add to a name score (a share of what is missing to 1) or leave of it (a factor). */
#define BONUS_DATE 0.30
#define BONUS_DATE_NEAR 0.12
#define BONUS_COUNTRY 0.05
#define KEPT_DATE_OFF 0.93
#define KEPT_DATE_CONFLICT 0.70
#define KEPT_COUNTRY_CONFLICT 0.94
#define KEPT_GENDER_CONFLICT 0.75
#define KEPT_IDENT_CONFLICT 0.60
#define KEPT_WEAK_ALIAS 0.69 /* a weak alias alone stays below the usual threshold */
#define NAME_WORTH_A_BONUS 0.50
#define IDENT_ALONE 0.90 /* an identifier that agrees, whatever the names */

#define SLACK_CIRCA 730 /* days that "about" may be off */
#define SLACK_YEAR 366

/* ---- reading ---- */

static const char *const country_properties[] = {
    "nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag", "birthCountry"};

static size_t value_total(const ak_entity *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->property_count; i++) n += e->properties[i].count;
    return n;
}

static bool is_one_of(ak_slice name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ak_slice_is(name, list[i])) return true;
    return false;
}

static void add_country(ak_text *text, ak_arena *scratch, ak_slice value, ak_facts *f)
{
    ak_country c = ak_country_find(text, scratch, value);
    if (c == 0) f->country_unread = true;
    if (c == 0) return;
    for (uint32_t i = 0; i < f->country_count; i++)
        if (f->countries[i] == c) return;
    f->countries[f->country_count++] = c;
}

static void add_gender(ak_slice value, ak_facts *f)
{
    if (value.len == 0) return;
    char c = value.data[0];
    if (c == 'm' || c == 'M') f->genders |= AK_GENDER_MALE;
    if (c == 'f' || c == 'F') f->genders |= AK_GENDER_FEMALE;
}

static bool add_ident(ak_ident_kind kind, ak_slice value, ak_arena *arena, ak_facts *f)
{
    ak_buf normal;
    ak_buf_init(&normal, 1024);
    bool ok = true;
    if (ak_ident_normalise(kind, value, &normal) && normal.len) {
        ak_ident *id = &f->idents[f->ident_count];
        *id = (ak_ident){.kind = (uint8_t)kind, .hash = ak_hash(ak_buf_slice(&normal))};
        ok = ak_arena_dup(arena, ak_buf_slice(&normal), &id->text);
        if (ok) f->ident_count++;
    }
    ok &= !normal.failed;
    ak_buf_free(&normal);
    return ok;
}

/* A value may hold several dates; most hold one. */
static bool add_dates(ak_slice value, ak_arena *arena, ak_facts *f)
{
    ak_slice rest = value, piece;
    while (ak_date_next(&rest, &piece)) {
        ak_date date;
        if (!ak_date_parse(piece, &date)) {
            f->date_unread = true;
            continue;
        }
        if (f->date_count == f->date_cap) {
            ak_date *grown =
                ak_arena_grow(arena, f->dates, f->date_count, &f->date_cap, sizeof *grown);
            if (!grown) return false;
            f->dates = grown;
        }
        f->dates[f->date_count++] = date;
    }
    return true;
}

static bool add_value(
    ak_text *text, ak_slice property, ak_slice value, ak_arena *arena, ak_facts *f)
{
    if (ak_date_property(property)) return add_dates(value, arena, f);
    if (is_one_of(
            property, country_properties, sizeof country_properties / sizeof *country_properties))
        add_country(text, arena, value, f);
    if (ak_slice_is(property, "gender")) add_gender(value, f);
    ak_ident_kind kind = ak_ident_kind_of(property);
    return kind == AK_IDENT_NONE || add_ident(kind, value, arena, f);
}

bool ak_facts_of(ak_text *text, const ak_entity *entity, ak_arena *arena, ak_facts *out)
{
    size_t most = value_total(entity);
    *out = (ak_facts){.countries = ak_arena_array(arena, most, sizeof *out->countries),
        .idents = ak_arena_array(arena, most, sizeof *out->idents)};
    if (!out->countries || !out->idents) return false;
    for (size_t i = 0; i < entity->property_count; i++) {
        const ak_property *p = &entity->properties[i];
        for (size_t k = 0; k < p->count; k++)
            if (!p->values[k].nested && !add_value(text, p->name, p->values[k].text, arena, out))
                return false;
    }
    return true;
}

/* ---- comparing ---- */

static int64_t days_between(const ak_date *a, const ak_date *b)
{
    if (a->from > b->to) return (int64_t)a->from - b->to;
    if (b->from > a->to) return (int64_t)b->from - a->to;
    return 0;
}

static bool one_digit_differs(int a, int b)
{
    int differences = 0;
    for (int i = 0; i < 4; i++, a /= 10, b /= 10) differences += a % 10 != b % 10;
    return differences == 1;
}

static ak_verdict compare_days(const ak_date *a, const ak_date *b, const char **how)
{
    int ya, ma, da, yb, mb, db;
    ak_date_ymd(a->from, &ya, &ma, &da);
    ak_date_ymd(b->from, &yb, &mb, &db);
    if (a->from == b->from) return *how = "same day", AK_VERDICT_AGREE;
    if (ya == yb && ma == db && da == mb) return *how = "day and month exchanged", AK_VERDICT_NEAR;
    if (ya == yb && (ma == mb || da == db)) return *how = "same year", AK_VERDICT_OFF;
    if (ma == mb && da == db && (abs(ya - yb) <= 1 || one_digit_differs(ya, yb)))
        return *how = "one digit of the year differs", AK_VERDICT_OFF;
    if (ya == yb) return *how = "same year, other day", AK_VERDICT_OFF;
    return *how = "other date", AK_VERDICT_CONFLICT;
}

static ak_verdict compare_dates(const ak_date *a, const ak_date *b, const char **how)
{
    bool days = a->precision == AK_DATE_DAY && b->precision == AK_DATE_DAY;
    bool about = a->circa || b->circa;
    if (days && !about) return compare_days(a, b, how);
    int64_t apart = days_between(a, b);
    if (apart == 0) return *how = "as far as it is known", AK_VERDICT_NEAR;
    if (about && apart <= SLACK_CIRCA) return *how = "about the same", AK_VERDICT_NEAR;
    if (apart <= SLACK_YEAR) return *how = "a year apart", AK_VERDICT_OFF;
    return *how = "other date", AK_VERDICT_CONFLICT;
}

static void compare_all_dates(const ak_facts *a, const ak_facts *b, ak_fact_evidence *out)
{
    for (uint32_t i = 0; i < a->date_count; i++)
        for (uint32_t k = 0; k < b->date_count; k++) {
            const char *how;
            ak_verdict v = compare_dates(&a->dates[i], &b->dates[k], &how);
            if (out->date != AK_VERDICT_UNKNOWN && v >= out->date) continue;
            out->date = v;
            out->date_how = how;
            out->date_asked = a->dates[i];
            out->date_listed = b->dates[k];
        }
}

static void compare_countries(const ak_facts *a, const ak_facts *b, ak_fact_evidence *out)
{
    if (a->country_count == 0 || b->country_count == 0) return;
    out->country = AK_VERDICT_CONFLICT;
    out->country_how = "no country in common";
    for (uint32_t i = 0; i < a->country_count; i++)
        for (uint32_t k = 0; k < b->country_count; k++)
            if (ak_country_related(a->countries[i], b->countries[k])) {
                out->country = AK_VERDICT_AGREE;
                out->country_how = "a country in common";
            }
}

/* One thing has one of these: two different ones are two things. */
static bool is_unique(uint8_t kind)
{
    return kind == AK_IDENT_IMO || kind == AK_IDENT_LEI;
}

static void compare_idents(const ak_facts *a, const ak_facts *b, ak_fact_evidence *out)
{
    bool conflict = false;
    for (uint32_t i = 0; i < a->ident_count; i++)
        for (uint32_t k = 0; k < b->ident_count; k++) {
            const ak_ident *x = &a->idents[i], *y = &b->idents[k];
            if (!ak_ident_comparable(x->kind, y->kind)) continue;
            if (x->hash == y->hash) {
                out->ident_agrees = true;
                out->ident = *x;
                return;
            }
            conflict = conflict || (x->kind == y->kind && is_unique(x->kind));
        }
    out->ident_conflicts = conflict;
}

void ak_facts_compare(const ak_facts *asked, const ak_facts *listed, ak_fact_evidence *out)
{
    *out = (ak_fact_evidence){.date_how = "", .country_how = ""};
    compare_all_dates(asked, listed, out);
    compare_countries(asked, listed, out);
    if (asked->genders && listed->genders)
        out->gender = asked->genders & listed->genders ? AK_VERDICT_AGREE : AK_VERDICT_CONFLICT;
    compare_idents(asked, listed, out);
}

double ak_facts_apply(const ak_fact_evidence *f, double name_score, bool weak_alias)
{
    double s = name_score > 0 ? name_score : 0;
    if (weak_alias) s *= KEPT_WEAK_ALIAS;
    if (s >= NAME_WORTH_A_BONUS) {
        if (f->date == AK_VERDICT_AGREE) s += (1 - s) * BONUS_DATE;
        if (f->date == AK_VERDICT_NEAR) s += (1 - s) * BONUS_DATE_NEAR;
        if (f->country == AK_VERDICT_AGREE) s += (1 - s) * BONUS_COUNTRY;
    }
    if (f->date == AK_VERDICT_OFF) s *= KEPT_DATE_OFF;
    if (f->date == AK_VERDICT_CONFLICT) s *= KEPT_DATE_CONFLICT;
    if (f->country == AK_VERDICT_CONFLICT) s *= KEPT_COUNTRY_CONFLICT;
    if (f->gender == AK_VERDICT_CONFLICT) s *= KEPT_GENDER_CONFLICT;
    if (f->ident_conflicts) s *= KEPT_IDENT_CONFLICT;
    if (f->ident_agrees) s = IDENT_ALONE + (1 - IDENT_ALONE) * s;
    return s;
}

/* What the names must score so that they reach `score` with what may be added of that is missing.
 */
static double before_bonus(double score, double bonus)
{
    const double needed = 1 - (1 - score) / (1 - bonus);
    if (needed >= NAME_WORTH_A_BONUS) return needed;
    return NAME_WORTH_A_BONUS < score ? NAME_WORTH_A_BONUS : score;
}

static double country_bonus(const ak_facts *asked)
{
    return asked->country_count ? BONUS_COUNTRY : 0;
}

double ak_facts_needed(const ak_facts *asked, double score)
{
    const double without = (1 - country_bonus(asked)) * (1 - (asked->date_count ? BONUS_DATE : 0));
    return before_bonus(score, 1 - without);
}

double ak_facts_needed_with(const ak_facts *asked, ak_verdict date, double score)
{
    if (date == AK_VERDICT_CONFLICT) score /= KEPT_DATE_CONFLICT;
    return score > 1 ? score : before_bonus(score, country_bonus(asked));
}

static void allow(int year, uint64_t ruled_out[])
{
    const int i = year - AK_YEARS_FROM;
    if (i >= 0 && i < AK_YEARS) ruled_out[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

/* Which years the asked dates contradict, whatever day of them it is. */
static void rule_out_years(const ak_facts *asked, uint64_t ruled_out[AK_YEARS / 64 + 1])
{
    enum { SLACK_YEARS = 3 }; /* more than any of the slacks above */
    memset(ruled_out, asked->date_count ? 0xFF : 0, (AK_YEARS / 64 + 1) * sizeof *ruled_out);
    for (uint32_t i = 0; i < asked->date_count; i++) {
        const ak_date *date = &asked->dates[i];
        int from, to, month, day;
        ak_date_ymd(date->from, &from, &month, &day);
        ak_date_ymd(date->to, &to, &month, &day);
        const int first = from < AK_YEARS_FROM ? AK_YEARS_FROM : from;
        const int last = to > AK_YEARS_FROM + AK_YEARS ? AK_YEARS_FROM + AK_YEARS : to;
        for (int year = first - SLACK_YEARS; year <= last + SLACK_YEARS; year++)
            allow(year, ruled_out);
        for (int place = 1; place <= 1000; place *= 10) /* it may be the same day of it */
            for (int digit = 0; digit < 10; digit++)
                allow(from + (digit - from / place % 10) * place, ruled_out);
    }
}

void ak_needed_make(const ak_facts *asked, double score, ak_needed *out)
{
    *out = (ak_needed){.score = score, .undated = score, .other_year = score};
    if (!asked) return;
    out->score = ak_facts_needed(asked, score);
    out->undated = ak_facts_needed_with(asked, AK_VERDICT_UNKNOWN, score);
    out->other_year = ak_facts_needed_with(asked, AK_VERDICT_CONFLICT, score);
    rule_out_years(asked, out->ruled_out);
}
