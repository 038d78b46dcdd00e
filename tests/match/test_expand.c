/* The related terms of a unit against all terms of the vocabulary, related one by one: the same
 * ones, with the same strengths. On a made-up list always, and on the index AKA_DIFFERENTIAL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_help.h"

#include "match/expand.h"
#include "match/index_handle.h"

static const char *const names[] = {"Mohammed Ali Hassan", "Muhammad bin Salman", "Jessica Schulze",
    "Abd al-Rahman Ould Hassan", "Abdulrahman Uld Hasan", "Cornelius van der Bilt",
    "Cornelius Vanderbilt", "Nikolai Patrushev", "Николай Патрушев", "محمد بن سلمان", "علی رضا",
    "J. K. Rowling", "Petro Urrego", "Pedro Urego", "Yusuf Iusuf Josef", "Kim Jong Un", "Li Na",
    "Elvia Corral", "Amalia Amelie", "Qaddafi Gadafi Kadhafi", "Ocean Star 3", "Fund VIII 2004",
    "Brigade 44 2005", "Oleksandr Aleksandr Alexander", "Ludmila Ljudmila", "Bob Robert Bibi"};
static const char *const companies[] = {"People's Liberation Army", "PLA China",
    "Golden Heron Shipping Company Limited", "Goldenheron Shiping Co Ltd", "Siemens AG",
    "Siemens Aktiengesellschaft", "Bank of Moscow", "Banco de Moscu", "Trading House 1234",
    "Ticaret House 1243", "OOO Romashka", "Romashka LLC"};
enum { NAMES = sizeof names / sizeof *names, COMPANIES = sizeof companies / sizeof *companies };

static aka_index *make_list(void)
{
    static char lines[NAMES + COMPANIES][300];
    const char *list[NAMES + COMPANIES];
    for (size_t i = 0; i < NAMES + COMPANIES; i++) {
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"x-%zu\",\"schema\":\"%s\",\"caption\":\"c\",\"datasets\":[\"x\"],"
            "\"properties\":{\"name\":[\"%s\"]}}",
            i, i < NAMES ? "Person" : "Company", i < NAMES ? names[i] : companies[i - NAMES]);
        list[i] = lines[i];
    }
    return index_of(list, NAMES + COMPANIES);
}

static void check_strength(
    const ak_unit *unit, const ak_term *term, unsigned types, ak_kind kind, const ak_related *found)
{
    const unsigned strength = ak_relate_unit_term(unit, term, types, kind).strength;
    if (strength != (found ? found->strength : 0))
        fail_msg("%.*s (type %u) and %.*s (%u): %u, not %u", AK_ARG(unit->term.text), unit->type,
            AK_ARG(term->text), types, found ? found->strength : 0, strength);
}

static void check_unit(ak_expander *x, const ak_unit *unit, ak_kind kind)
{
    const ak_index_data *d = &x->index->data;
    const uint32_t terms = (uint32_t)d->terms_count;
    const ak_related *found, **related = calloc(terms + d->run_postings_count, sizeof *related);
    size_t count;
    assert_non_null(related);
    assert_true(ak_term_is_initial(&unit->term) ? ak_expand_initial(x, unit, kind, &found, &count)
                                                : ak_expand(x, unit, kind, &found, &count));
    for (size_t i = 0; i < count; i++) {
        assert_null(related[found[i].number]); /* once */
        related[found[i].number] = &found[i];
    }
    for (uint32_t t = 0; t < terms; t++) {
        const ak_term term = ak_layout_term(x->index, t);
        check_strength(unit, &term, AK_UNIT_PART, kind, related[t]);
    }
    for (const char *at = d->runs; at < d->runs + d->runs_count;) {
        ak_ix_run run;
        ak_run_memory memory;
        const ak_slice text = ak_index_run_at(at, &run);
        const ak_term term = ak_layout_run(text, &memory);
        const unsigned types = run.outline.flags & (AK_UNIT_JOINED | AK_UNIT_ACRONYM);
        check_strength(unit, &term, types, kind, related[terms + run.posting_first]);
        at = text.data + text.len;
    }
    free(related);
}

/* Of the terms among what all of the index gives, nothing is left out, and there is nothing else.
 */
static void check_terms(ak_expander *x, const ak_unit *unit, ak_kind kind)
{
    ak_expander only;
    const ak_related *all, *terms;
    size_t count, term_count, at = 0;
    assert_int_equal(ak_expander_init(&only, x->index, NULL), AKA_OK);
    assert_true(ak_expand_terms(&only, unit, kind, &terms, &term_count));
    assert_true(ak_expand(x, unit, kind, &all, &count));
    for (size_t i = 0; i < count; i++) {
        if (ak_layout_is_run(x->index, all[i].number)) continue;
        assert_true(at < term_count && terms[at].number == all[i].number);
        assert_int_equal(terms[at++].strength, all[i].strength);
    }
    assert_int_equal(at, term_count);
    ak_expander_free(&only);
}

static void check_name(ak_expander *x, ak_text *words, ak_slice text, ak_kind kind)
{
    static ak_unit units[AK_UNITS_MAX];
    ak_arena arena;
    ak_name name;
    ak_arena_init(&arena, 0);
    assert_int_equal(ak_name_analyse(words, text, kind, &arena, &name, NULL), AKA_OK);
    size_t n = ak_name_units(&name, AK_UNIT_PART | AK_UNIT_JOINED | AK_UNIT_ACRONYM, &arena, units);
    assert_true(n != SIZE_MAX);
    for (size_t i = 0; i < n; i++) check_unit(x, &units[i], kind);
    for (size_t i = 0; i < n; i++)
        if (units[i].type == AK_UNIT_PART) check_terms(x, &units[i], kind);
    ak_arena_free(&arena);
}

/* large: runs are read from the file. */
static void check_made_up_list(bool large)
{
    aka_index *ix = make_list();
    ix->index.data.mapped = large;
    ak_expander x;
    ak_text *words;
    assert_int_equal(ak_expander_init(&x, &ix->index, NULL), AKA_OK);
    assert_int_equal(ak_text_create(&words, NULL), AKA_OK);
    for (size_t i = 0; i < NAMES; i++) check_name(&x, words, ak_slice_of(names[i]), AK_KIND_PERSON);
    for (size_t i = 0; i < COMPANIES; i++)
        check_name(&x, words, ak_slice_of(companies[i]), AK_KIND_ORG);
    static const char *const others[] = {"Mohammd", "Mhamed", "Jesica Jassica Tessica", "Patruchev",
        "Patrutev", "Vanderbild", "Arban", "N.", "J.", "Urr3go", "44", "4", "2014", "x", "y"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        check_name(&x, words, ak_slice_of(others[i]), AK_KIND_PERSON);
    ak_text_free(words);
    ak_expander_free(&x);
    aka_index_free(ix);
}

static void test_made_up_list(void **state)
{
    (void)state;
    check_made_up_list(false);
    check_made_up_list(true);
}

static void test_real_list(void **state)
{
    (void)state;
    const char *path = getenv("AKA_DIFFERENTIAL");
    if (!path) {
        print_message("AKA_DIFFERENTIAL is not set: skipped\n");
        skip();
    }
    aka_index *ix;
    ak_expander x;
    ak_text *words;
    aka_error err;
    if (aka_index_open(path, 0, &ix, &err) != AKA_OK) fail_msg("%s", err.message);
    assert_int_equal(ak_expander_init(&x, &ix->index, &err), AKA_OK);
    assert_int_equal(ak_text_create(&words, &err), AKA_OK);
    const ak_index_data *d = &ix->index.data;
    for (uint64_t i = 0; i < 100; i++) {
        const ak_ix_name *name = &d->names[i * 7919 % d->names_count];
        check_name(&x, words, ak_index_str(&ix->index, name->text), (ak_kind)name->kind);
    }
    ak_text_free(words);
    ak_expander_free(&x);
    aka_index_free(ix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_made_up_list),
        cmocka_unit_test(test_real_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
