/* Makes a list of any size whose names are spread as in real lists, as FollowTheMoney JSON lines,
 * and queries for it. The same seed and count give the same bytes; bench/README.md says what was
 * measured on real lists and carried over.
 *
 * usage: make_list DICTIONARIES COUNT [SEED]              the list, to standard output
 *        make_list DICTIONARIES COUNT SEED QUERIES        a CSV of queries: half hits, half misses
 */
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The numbers below were counted on the OFAC, UK and EU lists of 2026: 31,458 entities. */

enum { PERSON, BODY, VESSEL, AIRPLANE, SORTS };
static const char *const schemas[SORTS] = {"Person", "Organization", "Vessel", "Airplane"};
static const double share_of_sort[SORTS] = {0.505, 0.414, 0.070, 0.011};

/* How many aliases, 0 to 9 and "more": shares of the entities of each sort. */
static const double alias_share[SORTS][11] = {
    {.311, .292, .169, .073, .051, .039, .021, .012, .010, .005, .017},
    {.430, .237, .111, .068, .042, .024, .018, .014, .010, .007, .039},
    {.929, .046, .007, .007, .007, .002, .001, .000, .001, .000, .000},
    {.929, .046, .007, .007, .007, .002, .001, .000, .001, .000, .000}};
enum { MORE_ALIASES = 12 }; /* what "more" goes up to, from 10 */

/* How many parts a name has, 1 to 12. */
static const double part_share[SORTS][12] = {
    {.019, .280, .524, .111, .037, .016, .007, .003, .002, .001, .000, .000},
    {.042, .148, .226, .186, .133, .092, .060, .038, .025, .015, .011, .024},
    {.434, .431, .074, .054, .006, .001, .000, .000, .000, .000, .000, .000},
    {.434, .431, .074, .054, .006, .001, .000, .000, .000, .000, .000, .000}};
static const double mean_parts[SORTS] = {2.97, 4.55, 1.77, 1.77};
static const double mean_names[SORTS] = {2.86, 3.07, 1.14, 1.14};

/* Frequencies: the ten, hundred and thousand commonest parts are 10, 27 and 54 % of all parts of
 * persons, 15, 37 and 61 % of organisations, 16, 34 and 65 % of vessels. Growth: 10,000 drawn parts
 * have 4,870 different ones and 100,000 have 20,400 (persons). */
static const frequency frequencies[SORTS] = {{3.0, 0.88, 0, 20400, 0.62},
    {1.5, 0.95, 0, 20000, 0.66}, {0.5, 0.75, 0, 20000, 0.75}, {0.5, 0.75, 0, 20000, 0.75}};

/* What becomes of each part of a name in an alias: 28 % of the parts of an alias stand in the name
 * itself, the most are other spellings of what does. */
#define ALIAS_KEEPS 0.35
#define ALIAS_RESPELLS 0.45

/* Aliases in other scripts: Cyrillic, Arabic. */
static const double cyrillic_share[SORTS] = {0.18, 0.08, 0, 0},
                    arabic_share[SORTS] = {.04, .01, 0, 0};

/* Which share of the entities of a sort has a property. */
static const double has_date[SORTS] = {0.68, 0, 0, 0}, has_country[SORTS] = {0.39, 0.75, 0, 0},
                    has_address[SORTS] = {0.39, 0.75, 0, 0},
                    has_notes[SORTS] = {.16, .28, .68, .68},
                    has_number[SORTS] = {0.06, 0.05, 0.6, 0.2};
#define HAS_WEAK_ALIAS 0.014
#define HAS_GIVEN_AND_FAMILY 0.47

/* The commonest countries, with their shares; the others evenly. */
static const char *const countries[] = {"ru", "ir", "mx", "cn", "ae", "tr", "co", "lb", "sy", "by",
    "ve", "ua", "kp", "gb", "mm", "iq", "pk", "kh", "mh", "pa", "in", "ye", "af", "de", "cy", "sg"};
static const double country_share[] = {.314, .095, .059, .058, .037, .018, .018, .018, .015, .026,
    .013, .012, .015, .010, .009, .009, .009, .008, .008, .008, .008, .007, .014, .006, .006, .006};
static const char *const datasets[] = {"gen_blue", "gen_red", "gen_green", "gen_grey"};
static const char *const programs[] = {
    "SDGT", "UKRAINE-EO13661", "RUSSIA-EO14024", "IRAN", "SDNTK"};

enum { NAME_MAX_PARTS = 12, TEXT_MAX = 1024 };

typedef struct name {
    char parts[NAME_MAX_PARTS][64];
    uint32_t count;
} name;

typedef struct maker {
    inventory words[SORTS]; /* of airplanes: those of vessels */
    frequency by_rank[SORTS];
    uint64_t seed;
} maker;

/* The place in a table of shares; the last one takes what is left. */
static uint32_t pick(dice *d, const double *shares, uint32_t n)
{
    double u = dice_unit(d);
    for (uint32_t i = 0; i + 1 < n; i++) {
        if (u < shares[i]) return i;
        u -= shares[i];
    }
    return n - 1;
}

/* ---- names ---- */

static const inventory *words_of(const maker *m, int sort)
{
    return &m->words[sort == AIRPLANE ? VESSEL : sort];
}

static void draw_part(const maker *m, int sort, dice *d, char out[64])
{
    inventory_part(words_of(m, sort), frequency_rank(&m->by_rank[sort], d), out);
}

static void draw_name(const maker *m, int sort, dice *d, name *out)
{
    out->count = 1 + pick(d, part_share[sort], 12);
    for (uint32_t i = 0; i < out->count; i++) draw_part(m, sort, d, out->parts[i]);
    if (sort >= VESSEL && dice_chance(d, 0.25)) /* a number of the ship */
        snprintf(out->parts[out->count - 1], 64, "%u", 1 + dice_below(d, 120));
}

/* Another spelling: one letter changed as romanisations and typists do. */
static void respell(dice *d, char part[64])
{
    static const char from[] = "aeiouykqszcwvbp", to[] = "eaouoikkzskvwpb";
    size_t n = strlen(part), at = n > 1 ? 1 + dice_below(d, (uint32_t)(n - 1)) : 0;
    const char *swap = strchr(from, part[at]);
    if (n > 3 && n < 60 && dice_chance(d, 0.25)) { /* a doubled letter */
        memmove(part + at + 1, part + at, n - at + 1);
    } else if (swap && *swap) {
        part[at] = to[swap - from];
    } else if (n > 4 && dice_chance(d, 0.5)) { /* a letter less */
        memmove(part + at, part + at + 1, n - at);
    } else if (n > 3 && at + 1 < n) { /* two that changed places */
        char c = part[at];
        part[at] = part[at + 1];
        part[at + 1] = c;
    }
}

static void make_alias(const maker *m, int sort, dice *d, const name *of, name *out)
{
    *out = *of;
    for (uint32_t i = 0; i < out->count; i++) {
        double u = dice_unit(d);
        if (u < ALIAS_KEEPS) continue;
        if (u < ALIAS_KEEPS + ALIAS_RESPELLS)
            respell(d, out->parts[i]);
        else
            draw_part(m, sort, d, out->parts[i]);
    }
    if (out->count > 2 && dice_chance(d, 0.3)) out->count--;
    if (out->count < NAME_MAX_PARTS && dice_chance(d, 0.2))
        draw_part(m, sort, d, out->parts[out->count++]);
}

static void join(const name *n, char out[TEXT_MAX])
{
    char *at = out;
    *at = '\0';
    for (uint32_t i = 0; i < n->count; i++) at += sprintf(at, i ? " %s" : "%s", n->parts[i]);
}

/* Letter by letter into another script: not how people would write it, but read back by the same
 * rules. Arabic leaves the vowels out. */
static void rewrite(const char *text, int arabic, char out[TEXT_MAX])
{
    static const char *const cyrillic[] = {"а", "б", "к", "д", "е", "ф", "г", "х", "и", "дж", "к",
        "л", "м", "н", "о", "п", "к", "р", "с", "т", "у", "в", "в", "кс", "й", "з"};
    static const char *const letters[] = {"ا", "ب", "ك", "د", "", "ف", "غ", "ه", "ي", "ج", "ك", "ل",
        "م", "ن", "و", "ب", "ق", "ر", "س", "ت", "و", "ف", "و", "كس", "ي", "ز"};
    char *at = out;
    for (; *text && at < out + TEXT_MAX - 8; text++) {
        int c = *text | 0x20;
        if (c >= 'a' && c <= 'z')
            at += sprintf(at, "%s", arabic ? letters[c - 'a'] : cyrillic[c - 'a']);
        else
            *at++ = *text;
    }
    *at = '\0';
}

/* ---- entities ---- */

typedef struct entity {
    int sort;
    name own;
    char text[TEXT_MAX];
    char date[16], country[4];
} entity;

static dice dice_of(const maker *m, uint64_t number)
{
    dice d = {m->seed ^ number * 0xD1342543DE82EF95u};
    dice_next(&d);
    return d;
}

/* What both the list and the queries need to know of entity `number`; the dice go on from there. */
static void begin_entity(const maker *m, uint64_t number, dice *d, entity *e)
{
    *d = dice_of(m, number);
    e->sort = (int)pick(d, share_of_sort, SORTS);
    draw_name(m, e->sort, d, &e->own);
    join(&e->own, e->text);
    e->date[0] = e->country[0] = '\0';
    if (dice_chance(d, has_date[e->sort]))
        snprintf(e->date, sizeof e->date, dice_chance(d, 0.8) ? "%u-%02u-%02u" : "%u",
            1935 + dice_below(d, 70), 1 + dice_below(d, 12), 1 + dice_below(d, 28));
    if (dice_chance(d, has_country[e->sort]))
        snprintf(e->country, sizeof e->country, "%s",
            countries[pick(d, country_share, sizeof countries / sizeof *countries)]);
}

static void put_aliases(const maker *m, dice *d, const entity *e)
{
    uint32_t n = pick(d, alias_share[e->sort], 11);
    if (n == 10) n += dice_below(d, MORE_ALIASES);
    char text[TEXT_MAX], other[TEXT_MAX];
    for (uint32_t i = 0; i < n; i++) {
        name alias;
        make_alias(m, e->sort, d, &e->own, &alias);
        join(&alias, text);
        int cyrillic = dice_chance(d, cyrillic_share[e->sort]);
        int arabic = !cyrillic && dice_chance(d, arabic_share[e->sort]);
        if (cyrillic || arabic) rewrite(text, arabic, other);
        printf("%s\"%s\"", i ? "," : ",\"alias\":[", cyrillic || arabic ? other : text);
    }
    if (n) putchar(']');
    if (e->sort == PERSON && dice_chance(d, HAS_WEAK_ALIAS))
        printf(",\"weakAlias\":[\"%s\"]", e->own.parts[0]);
}

static void put_address(dice *d, const entity *e)
{
    char street[64], town[64];
    inventory none = {.salt = 77};
    inventory_part(&none, dice_below(d, 20000), street);
    inventory_part(&none, dice_below(d, 4000), town);
    printf(",\"address\":[\"%u %s Street, %s %05u%s%s\"]", 1 + dice_below(d, 300), street, town,
        dice_below(d, 100000), e->country[0] ? ", " : "", e->country);
}

static void put_facts(dice *d, const entity *e)
{
    if (e->date[0]) printf(",\"birthDate\":[\"%s\"]", e->date);
    if (e->country[0]) printf(",\"country\":[\"%s\"]", e->country);
    if (e->sort == PERSON && e->own.count > 1 && dice_chance(d, HAS_GIVEN_AND_FAMILY))
        printf(",\"firstName\":[\"%s\"],\"lastName\":[\"%s\"]", e->own.parts[0],
            e->own.parts[e->own.count - 1]);
    if (dice_chance(d, has_address[e->sort])) put_address(d, e);
    if (dice_chance(d, has_notes[e->sort]))
        printf(",\"notes\":[\"Linked To: %s; made for measuring, number %u\"]", e->text,
            dice_below(d, 1000000));
    if (!dice_chance(d, has_number[e->sort])) return;
    if (e->sort == VESSEL)
        printf(",\"imoNumber\":[\"IMO%07u\"]", 1000000 + dice_below(d, 8999999));
    else
        printf(",\"idNumber\":[\"%c%c%07u\"]", 'A' + (char)dice_below(d, 26),
            'A' + (char)dice_below(d, 26), dice_below(d, 10000000));
}

static void put_entity(const maker *m, uint64_t number)
{
    dice d;
    entity e;
    begin_entity(m, number, &d, &e);
    printf("{\"id\":\"gen-%llu\",\"schema\":\"%s\",\"caption\":\"%s\",\"datasets\":[\"%s\"],"
           "\"properties\":{\"topics\":[\"sanction\"],\"program\":[\"%s\"],\"name\":[\"%s\"]",
        (unsigned long long)number, schemas[e.sort], e.text, datasets[dice_below(&d, 4)],
        programs[dice_below(&d, 5)], e.text);
    put_aliases(m, &d, &e);
    put_facts(&d, &e);
    puts("}}");
}

/* ---- queries ---- */

/* What people do to a name on its way: a slip, another order, a part left out. */
static void treat(dice *d, name *n)
{
    uint32_t how = dice_below(d, 4), at = dice_below(d, n->count);
    if (how == 0 || n->count == 1) {
        respell(d, n->parts[at]);
    } else if (how == 1) {
        name turned = *n;
        for (uint32_t i = 0; i < n->count; i++)
            memcpy(n->parts[i], turned.parts[(i + 1) % n->count], sizeof *n->parts);
    } else if (how == 2 && n->count > 2) {
        memmove(n->parts[at], n->parts[at + 1], (n->count - at - 1) * sizeof *n->parts);
        n->count--;
    }
}

/* Queries take turns: an entity of the list, treated; and one of a list that never was. */
static void put_query(const maker *m, uint64_t number, uint64_t count)
{
    dice d = dice_of(m, ~number), of;
    int hit = number % 2 == 0;
    uint64_t entity_number = hit ? dice_next(&d) % count : count + number;
    entity e;
    char text[TEXT_MAX];
    begin_entity(m, entity_number, &of, &e);
    if (hit) treat(&d, &e.own);
    join(&e.own, text);
    printf("%s-%llu,%s,%s,%s,%s\n", hit ? "gen" : "miss", (unsigned long long)entity_number,
        schemas[e.sort], text, e.date, e.country);
}

/* ---- all of it ---- */

static void load_words(maker *m, const char *folder)
{
    inventory *people = &m->words[PERSON], *bodies = &m->words[BODY], *ships = &m->words[VESSEL];
    static const char *const particles[] = {"al", "bin", "abu", "de", "ibn"};
    static const char *const joiners[] = {"company", "limited", "of", "and", "de", "llc"};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        inventory_add(people, particles[i]);
    for (int first = 1; first >= 0; first--) {
        size_t from = people->count;
        inventory_load(people, folder, "given_names.txt", first);
        size_t middle = people->count;
        inventory_load(people, folder, "family_names.txt", first);
        inventory_weave(people, from, middle);
    }
    for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++) inventory_add(bodies, joiners[i]);
    size_t from = bodies->count;
    inventory_load(bodies, folder, "generic_words.txt", 1);
    size_t middle = bodies->count;
    inventory_load(bodies, folder, "places.txt", 1);
    inventory_weave(bodies, from, middle);
    inventory_load(ships, folder, "vessel_words.txt", 1);
    inventory_load(ships, folder, "places.txt", 1);
    people->salt = 1;
    bodies->salt = 2;
    ships->salt = 3;
}

int main(int argc, char **argv)
{
    uint64_t count = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    if (argc < 3 || argc > 5 || count == 0) {
        fprintf(stderr, "usage: make_list DICTIONARIES COUNT [SEED [QUERIES]]\n");
        return 2;
    }
    maker m = {.seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1};
    load_words(&m, argv[1]);
    for (int s = 0; s < SORTS; s++) {
        m.by_rank[s] = frequencies[s];
        frequency_for(
            &m.by_rank[s], (double)count * share_of_sort[s] * mean_names[s] * mean_parts[s]);
    }
    uint64_t queries = argc > 4 ? strtoull(argv[4], NULL, 10) : 0;
    if (queries) puts("id,schema,name,birth_date,country");
    for (uint64_t i = 0; i < queries; i++) put_query(&m, i, count);
    for (uint64_t i = 0; i < count && !queries; i++) put_entity(&m, i);
    for (int s = 0; s < SORTS; s++) inventory_free(&m.words[s]);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
