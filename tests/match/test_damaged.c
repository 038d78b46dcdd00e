/* Indexes whose contents are damaged and whose checksums are right: what the index room lets
 * through is screened, which must give an answer or an error and touch nothing it may not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../index/seal.h"

#include "match_help.h"

static const char *const lines[] = {
    "{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo Francisco PETRO\"],"
    "\"alias\":[\"Gustavo Petro\"],\"weakAlias\":[\"Aureliano\"],\"birthDate\":[\"1960-04-19\"],"
    "\"country\":[\"co\"],\"gender\":[\"male\"],\"passportNumber\":[\"AB1234567\"]}}",
    "{\"id\":\"q\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Иван Петров\","
    "\"Ivan Sergeyevich Petrov\"],\"birthDate\":[\"1975\"]}}",
    "{\"id\":\"o\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Golden Heron Shipping Co., "
    "Ltd.\",\"GHS\"],\"registrationNumber\":[\"1027700132195\"]}}",
    "{\"id\":\"v\",\"schema\":\"Vessel\",\"properties\":{\"name\":[\"OCEAN STAR 3\"],"
    "\"imoNumber\":[\"9074729\"]}}",
    "{\"id\":\"k\",\"schema\":\"Person\",\"properties\":{\"name\":[\"习近平\"]}}"};

static const char *const asked[] = {
    "{\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo Petro\"],\"birthDate\":["
    "\"1960-04-19\"],\"passportNumber\":[\"AB1234567\"]}}",
    "{\"schema\":\"Person\",\"properties\":{\"name\":[\"Iwan S. Petrow\",\"Xi Jinping\"],"
    "\"country\":[\"ru\"]}}",
    "{\"schema\":\"LegalEntity\",\"properties\":{\"name\":[\"GoldenHeron Shipping\"]}}",
    "{\"schema\":\"Thing\",\"properties\":{\"name\":[\"Ocean Star\",\"Aureliano\"]}}"};

static char path[] = "/tmp/aka-damaged-XXXXXX";
static unsigned char *intact, *bytes;
static size_t len;
static ak_ix_section sections[AK_SECTION_COUNT];

static int setup(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    compile_lines(lines, sizeof lines / sizeof *lines, path);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    len = (size_t)ftell(file);
    rewind(file);
    intact = malloc(len);
    bytes = malloc(len);
    assert_true(intact && bytes);
    assert_int_equal(fread(intact, 1, len, file), len);
    fclose(file);
    memcpy(sections, intact + sizeof(ak_ix_header), sizeof sections);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    free(intact);
    free(bytes);
    return 0;
}

static void write_sealed(void)
{
    seal(bytes, len);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

/* Asks everything; how many results there were. */
static size_t ask_all(const aka_index *index, const aka_screen_options *options)
{
    aka_error error;
    aka_screener *s;
    aka_text out = {0};
    size_t results = 0;
    assert_int_equal(aka_screener_create(index, &s, &error), AKA_OK);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        aka_record *record = record_of(asked[i]);
        aka_status status = aka_screener_run(s, record, options, &error);
        if (status == AKA_OK) status = aka_screener_write_json(s, &out, &error);
        assert_true(status == AKA_OK || *error.message);
        results += aka_screener_count(s);
        aka_record_free(record);
    }
    aka_text_free(&out);
    aka_screener_free(s);
    return results;
}

/* Opens what was written and asks; false where it is refused. */
static bool survive(size_t *results)
{
    static const aka_screen_options options[] = {{.size = sizeof *options, .threshold = 0.3},
        {.size = sizeof *options, .exhaustive = 1}, {.size = sizeof *options, .algorithm = "ofac"}};
    aka_error error;
    aka_index *index;
    *results = 0;
    if (aka_index_open(path, 0, &index, &error) != AKA_OK) return false;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        *results += ask_all(index, &options[i]);
    aka_index_free(index);
    return true;
}

static void damage(void)
{
    static const unsigned char values[] = {0, 1, 32, 0x7F, 0x80, 0xFF};
    for (int n = 1 + rand() % 3; n > 0; n--) {
        const ak_ix_section *section = &sections[rand() % AK_SECTION_COUNT];
        if (section->len == 0) continue;
        unsigned char *byte = &bytes[section->off + (size_t)rand() % section->len];
        if (rand() % 2)
            *byte = values[(size_t)rand() % sizeof values];
        else
            *byte ^= (unsigned char)(1 << rand() % 8);
    }
}

static void test_any_bytes(void **state)
{
    (void)state;
    enum { ROUNDS = 3000 };
    size_t opened = 0, answered = 0, results;
    srand(17);
    for (int round = 0; round < ROUNDS; round++) {
        memcpy(bytes, intact, len);
        damage();
        write_sealed();
        opened += survive(&results);
        answered += results > 0;
    }
    assert_in_range(opened, ROUNDS / 20, ROUNDS * 19 / 20);
    assert_true(answered > opened / 2);
}

/* The index room does not look at what strengths mean. */
static void test_strengths_that_there_are_not(void **state)
{
    (void)state;
    const ak_ix_section *names = &sections[AK_SECTION_names];
    size_t results;
    for (unsigned strength = AK_STRENGTH_COUNT; strength < 256; strength += 63) {
        memcpy(bytes, intact, len);
        for (size_t at = 0; at < names->len; at += sizeof(ak_ix_name))
            bytes[names->off + at + offsetof(ak_ix_name, strength)] = (unsigned char)strength;
        write_sealed();
        assert_true(survive(&results));
        assert_true(results > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_strengths_that_there_are_not),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
