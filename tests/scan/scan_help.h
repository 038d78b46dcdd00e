/* Shared by the tests of the scan room: a small list, and the mentions of a text as lines. Include
 * after cmocka. */
#ifndef TESTS_SCAN_HELP_H
#define TESTS_SCAN_HELP_H

#include "../match/match_help.h"

static const char *const listed[] = {
    "{\"id\":\"p1\",\"schema\":\"Person\",\"caption\":\"Gustavo Francisco PETRO URREGO\","
    "\"properties\":{\"name\":[\"Gustavo Francisco PETRO URREGO\"]}}",
    "{\"id\":\"p2\",\"schema\":\"Person\",\"caption\":\"Nikolai PATRUSHEV\","
    "\"properties\":{\"name\":[\"Nikolai Platonovich PATRUSHEV\"],\"weakAlias\":[\"Zimorodok\"]}}",
    "{\"id\":\"p3\",\"schema\":\"Person\",\"caption\":\"Iyad ag GHALI\","
    "\"properties\":{\"name\":[\"Iyad ag GHALI\"]}}",
    "{\"id\":\"o1\",\"schema\":\"Company\",\"caption\":\"GOLDEN HERON SHIPPING CO., LTD.\","
    "\"properties\":{\"name\":[\"GOLDEN HERON SHIPPING CO., LTD.\"]}}",
    "{\"id\":\"o2\",\"schema\":\"Organization\",\"caption\":\"Zabrokhim\","
    "\"properties\":{\"name\":[\"Zabrokhim\"],\"alias\":[\"ZBRKH\"]}}",
    "{\"id\":\"o3\",\"schema\":\"Company\",\"caption\":\"Machine Building Bureau Vostok\","
    "\"properties\":{\"name\":[\"Limited Liability Company Machine Building Bureau Vostok\"]}}",
    "{\"id\":\"o4\",\"schema\":\"Organization\",\"caption\":\"Quarlex Directorate\","
    "\"properties\":{\"name\":[\"Quarlex Directorate\"]}}",
    "{\"id\":\"o5\",\"schema\":\"Organization\",\"caption\":\"Quarlex Air Wing\","
    "\"properties\":{\"name\":[\"Quarlex Air Wing\"]}}",
    "{\"id\":\"o6\",\"schema\":\"Organization\",\"caption\":\"Hidden Lantern Threat 39\","
    "\"properties\":{\"name\":[\"Hidden Lantern Threat 39\"]}}",
    "{\"id\":\"p4\",\"schema\":\"Person\",\"caption\":\"Zora Vikentyevna OSTROVA-LUKINA\","
    "\"properties\":{\"name\":[\"Zora Vikentyevna OSTROVA-LUKINA\"]}}",
    "{\"id\":\"p5\",\"schema\":\"Person\",\"caption\":\"Ramiro QUIROGA ZELAYA\","
    "\"properties\":{\"name\":[\"Ramiro QUIROGA ZELAYA\"]}}",
    "{\"id\":\"p20\",\"schema\":\"Person\",\"caption\":\"Seifallah ben HASSOUNA\","
    "\"properties\":{\"name\":[\"Seifallah ben HASSOUNA\"]}}",
    "{\"id\":\"o20\",\"schema\":\"Organization\",\"caption\":\"Union de l'Ouest\","
    "\"properties\":{\"name\":[\"Mouvement pour l'Union de Kasbert et de l'Ouest\"]}}",
    "{\"id\":\"o21\",\"schema\":\"Company\",\"caption\":\"Tarfand Foods SAL Off-Shore\","
    "\"properties\":{\"name\":[\"Tarfand Foods SAL Off-Shore\"]}}",
    "{\"id\":\"p6\",\"schema\":\"Person\",\"caption\":\"Lidia Marisol QUIROGA ZELAYA\","
    "\"properties\":{\"name\":[\"Lidia Marisol QUIROGA ZELAYA\"]}}",
    "{\"id\":\"p7\",\"schema\":\"Person\",\"caption\":\"Oskar TILVERIN\","
    "\"properties\":{\"name\":[\"Oskar Emil TILVERIN\"],\"alias\":[\"Oskar TILVERIN\"]}}",
    "{\"id\":\"p8\",\"schema\":\"Person\",\"caption\":\"Oskar TILVERIN\","
    "\"properties\":{\"name\":[\"Oskar TILVERIN\"]}}",
    "{\"id\":\"p9\",\"schema\":\"Person\",\"caption\":\"Ali Reza TARVAND SOLBEK\","
    "\"properties\":{\"name\":[\"Ali Reza TARVAND SOLBEK\"]}}",
    "{\"id\":\"p10\",\"schema\":\"Person\",\"caption\":\"Ali TARVAND MESK\","
    "\"properties\":{\"name\":[\"Ali TARVAND MESK\"]}}",
    "{\"id\":\"o7\",\"schema\":\"Company\",\"caption\":\"CSBW LLC\","
    "\"properties\":{\"name\":[\"CSBW LLC\"]}}",
    "{\"id\":\"o8\",\"schema\":\"Organization\",\"caption\":\"Central Survey Board of Wendelmark\","
    "\"properties\":{\"name\":[\"Central Survey Board of Wendelmark\"]}}",
    "{\"id\":\"o9\",\"schema\":\"Organization\",\"caption\":\"HIZBALLAH\","
    "\"properties\":{\"name\":[\"HIZBALLAH\"],\"alias\":[\"LEOPOLD\"]}}",
    "{\"id\":\"o10\",\"schema\":\"Company\",\"caption\":\"RG REAL ESTATE GMBH\","
    "\"properties\":{\"name\":[\"RG REAL ESTATE GMBH\"]}}",
    "{\"id\":\"o11\",\"schema\":\"Company\",\"caption\":\"NORWEGIAN FINANCIAL CORPORATION\","
    "\"properties\":{\"name\":[\"NORWEGIAN FINANCIAL CORPORATION\"]}}",
    "{\"id\":\"o12\",\"schema\":\"Company\",\"caption\":\"SINO SHIPPING HONG KONG\","
    "\"properties\":{\"name\":[\"SINO SHIPPING HONG KONG\"]}}",
    "{\"id\":\"p11\",\"schema\":\"Person\",\"caption\":\"Bill BOB\","
    "\"properties\":{\"name\":[\"Bill BOB\"]}}",
    "{\"id\":\"v4\",\"schema\":\"Vessel\",\"caption\":\"MARISOL PELAGIA\","
    "\"properties\":{\"name\":[\"MARISOL PELAGIA\"]}}",
    "{\"id\":\"o13\",\"schema\":\"Company\",\"caption\":\"RIB PROPERTIES OF NEW YORK\","
    "\"properties\":{\"name\":[\"RIB PROPERTIES OF NEW YORK\"]}}",
    "{\"id\":\"p12\",\"schema\":\"Person\",\"caption\":\"Irma FUENTELSA DE PATRUSHEV\","
    "\"properties\":{\"name\":[\"Irma FUENTELSA DE PATRUSHEV\"]}}",
    "{\"id\":\"o14\",\"schema\":\"Organization\",\"caption\":\"Severnoe Byuro Verfov Kroma\","
    "\"properties\":{\"name\":[\"Severnoe Byuro Verfov Kroma\"],\"alias\":[\"Northern Shipyard "
    "Bureau of Kroma\"]}}",
    "{\"id\":\"o15\",\"schema\":\"Company\",\"caption\":\"SBVK LLC\","
    "\"properties\":{\"name\":[\"SBVK LLC\"]}}",
    "{\"id\":\"o16\",\"schema\":\"Company\",\"caption\":\"BREEZE LLC\","
    "\"properties\":{\"name\":[\"BREEZE LLC\"]}}",
    "{\"id\":\"p13\",\"schema\":\"Person\",\"caption\":\"Petr Gustav SOLBEK\","
    "\"properties\":{\"name\":[\"Petr Gustav SOLBEK\"]}}",
    "{\"id\":\"o17\",\"schema\":\"Organization\",\"caption\":\"CARTEL DE TALVIREN\","
    "\"properties\":{\"name\":[\"CARTEL DE TALVIREN\"]}}",
    "{\"id\":\"o22\",\"schema\":\"Organization\",\"caption\":\"Kasbert Board for Lenses (KBLT)\","
    "\"properties\":{\"name\":[\"Kasbert Board for Lenses (KBLT)\"]}}",
    "{\"id\":\"o23\",\"schema\":\"Organization\",\"caption\":\"TALIBAN\","
    "\"properties\":{\"name\":[\"TALIBAN\"]}}",
    "{\"id\":\"o24\",\"schema\":\"Organization\",\"caption\":\"QX27\","
    "\"properties\":{\"name\":[\"QX27\"],\"alias\":[\"ZR41\"]}}",
    "{\"id\":\"p21\",\"schema\":\"Person\",\"caption\":\"Alexey Borisovich MILLER\","
    "\"properties\":{\"name\":[\"Alexey Borisovich MILLER\"]}}",
    "{\"id\":\"p22\",\"schema\":\"Person\",\"caption\":\"Seyyed Reza MIR MOHAMMAD ALI\","
    "\"properties\":{\"name\":[\"Seyyed Reza MIR MOHAMMAD ALI\"]}}",
    "{\"id\":\"p23\",\"schema\":\"Person\",\"caption\":\"Maxamed CALI\","
    "\"properties\":{\"name\":[\"Maxamed CALI\"]}}",
    "{\"id\":\"v1\",\"schema\":\"Vessel\",\"caption\":\"VICTORY\","
    "\"properties\":{\"name\":[\"VICTORY\"]}}",
    "{\"id\":\"v2\",\"schema\":\"Vessel\",\"caption\":\"OCEAN STAR\","
    "\"properties\":{\"name\":[\"OCEAN STAR\"]}}",
    "{\"id\":\"v3\",\"schema\":\"Vessel\",\"caption\":\"SEA CITRINE VI\","
    "\"properties\":{\"name\":[\"SEA CITRINE VI\"]}}",
};
#define LISTED (sizeof listed / sizeof *listed)

/* Mentions as "id:text;", a "<" in front where they refer back; and what must hold of each. */
typedef struct seen {
    const char *text;
    size_t len, count;
    uint64_t end;
    char lines[4096];
} seen;

static inline int see(void *ctx, const aka_mention *m)
{
    seen *s = ctx;
    assert_true(m->offset >= s->end && m->offset + m->length <= s->len);
    assert_memory_equal(s->text + m->offset, m->text, m->length);
    assert_true(m->context_at + m->length <= m->context_len);
    assert_memory_equal(m->context + m->context_at, m->text, m->length);
    assert_true(m->result_count > 0);
    for (size_t i = 1; i < m->result_count; i++)
        assert_true(m->results[i].score <= m->results[i - 1].score);
    assert_true(!m->by_earlier || m->earlier < m->offset);
    s->end = m->offset + m->length;
    s->count++;
    size_t n = strlen(s->lines);
    snprintf(s->lines + n, sizeof s->lines - n, "%s%s:%.*s;", m->by_earlier ? "<" : "",
        m->results[0].id, (int)m->length, m->text);
    return 0;
}

static inline aka_status scan_as(
    aka_scanner *scanner, const char *text, size_t len, aka_scan_form form, seen *s)
{
    aka_scan_options options = {.size = sizeof options, .form = form, .on_mention = see, .ctx = s};
    *s = (seen){.text = text, .len = len};
    return aka_scanner_run(scanner, text, len, &options, NULL);
}

typedef struct fixture {
    aka_index *index;
    aka_scan_plan *plan;
    aka_scanner *scanner;
} fixture;

static inline int set_up_with(void **state, const char *const *parties, size_t count)
{
    static fixture f;
    f.index = index_of(parties, count);
    assert_int_equal(aka_scan_plan_create(f.index, &f.plan, NULL), AKA_OK);
    assert_int_equal(aka_scanner_create(f.plan, &f.scanner, NULL), AKA_OK);
    *state = &f;
    return 0;
}

static inline int set_up(void **state)
{
    return set_up_with(state, listed, LISTED);
}

static inline int tear_down(void **state)
{
    fixture *f = *state;
    aka_scanner_free(f->scanner);
    aka_scan_plan_free(f->plan);
    aka_index_free(f->index);
    return 0;
}

/* A text, and the mentions in it as lines. */
typedef struct row {
    const char *text, *wanted;
} row;

static inline void check(void **state, const row *rows, size_t n)
{
    fixture *f = *state;
    for (size_t i = 0; i < n; i++) {
        seen s;
        assert_int_equal(
            scan_as(f->scanner, rows[i].text, strlen(rows[i].text), AKA_FORM_TEXT, &s), AKA_OK);
        if (strcmp(s.lines, rows[i].wanted) != 0)
            fail_msg("%s\n  gives  %s\n  wanted %s", rows[i].text, s.lines, rows[i].wanted);
    }
}

#define CHECK(state, rows) check(state, rows, sizeof(rows) / sizeof *(rows))

#endif
