/* Real lists, where AKA_DATA names the folder they are in: every entity of the FtM files survives a
 * round trip; nearly every country and date is understood. */
#include "entity/country.h"
#include "entity/date.h"
#include "entity/entity.h"
#include "entity/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct totals {
    ak_text *text;
    ak_arena arena, scratch;
    ak_buf once, twice;
    size_t entities, countries, countries_found, dates, dates_found;
} totals;

static void count_countries(totals *t, const ak_entity *e, const char *property)
{
    const ak_property *p = ak_entity_getz(e, property);
    for (size_t i = 0; p && i < p->count; i++) {
        ak_arena_reset(&t->scratch);
        t->countries++;
        t->countries_found += ak_country_find(t->text, &t->scratch, p->values[i].text) != 0;
    }
}

static void count_dates(totals *t, const ak_entity *e)
{
    const ak_property *p = ak_entity_getz(e, "birthDate");
    for (size_t i = 0; p && i < p->count; i++) {
        ak_slice rest = p->values[i].text, piece;
        while (ak_date_next(&rest, &piece)) {
            ak_date date;
            t->dates++;
            t->dates_found += ak_date_parse(piece, &date);
        }
    }
}

static void check_entity(totals *t, ak_slice json)
{
    ak_entity *e;
    aka_error err;
    ak_arena_reset(&t->arena);
    if (ak_entity_read_json(&t->arena, json, &e, &err)) fail_msg("%s", err.message);
    assert_true(e->id.len > 0 && e->caption.len > 0 && e->property_count > 0);
    assert_true(ak_schema_known(e->schema));
    ak_buf_reset(&t->once);
    ak_entity_write_json(e, &t->once);
    assert_int_equal(ak_entity_read_json(&t->arena, ak_buf_slice(&t->once), &e, &err), AKA_OK);
    ak_buf_reset(&t->twice);
    ak_entity_write_json(e, &t->twice);
    assert_true(!t->once.failed && ak_slice_eq(ak_buf_slice(&t->once), ak_buf_slice(&t->twice)));
    count_countries(t, e, "country");
    count_countries(t, e, "nationality");
    count_dates(t, e);
    t->entities++;
}

static void check_file(totals *t, const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/lists/ftm/%s", folder, name);
    FILE *f = fopen(path, "r");
    if (!f) fail_msg("%s cannot be opened", path);
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, f)) > 0;)
        check_entity(t, (ak_slice){line, (size_t)n});
    free(line);
    fclose(f);
}

static void test_lists(void **state)
{
    (void)state;
    const char *folder = getenv("AKA_DATA");
    if (!folder) {
        print_message("AKA_DATA is not set: skipped\n");
        skip();
    }
    totals t = {.entities = 0};
    ak_arena_init(&t.arena, 0);
    ak_arena_init(&t.scratch, 0);
    ak_buf_init(&t.once, 0);
    ak_buf_init(&t.twice, 0);
    assert_int_equal(ak_text_create(&t.text, NULL), AKA_OK);
    check_file(&t, folder, "us_ofac_sdn_2026-08-20.ftm.jsonl");
    check_file(&t, folder, "gb_fcdo_sanctions_2026-08.ftm.jsonl");
    check_file(&t, folder, "eu_fsf_2026-03-15.ftm.jsonl");
    print_message("%zu entities; countries %zu of %zu, dates %zu of %zu\n", t.entities,
        t.countries_found, t.countries, t.dates_found, t.dates);
    assert_true(t.entities > 30000 && t.countries > 10000 && t.dates > 10000);
    assert_true(t.countries_found >= t.countries - t.countries / 200);
    assert_true(t.dates_found >= t.dates - t.dates / 200);
    ak_text_free(t.text);
    ak_buf_free(&t.once);
    ak_buf_free(&t.twice);
    ak_arena_free(&t.arena);
    ak_arena_free(&t.scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lists)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
