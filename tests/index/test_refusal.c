/* Files that are not an intact index: other formats, other versions, cut, or with any bit changed.
 */
#include "sample.h"
#include "seal.h"
#include "walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static unsigned char *intact;
static size_t intact_len;

static int make_intact(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 4, 21);
    intact = sample_bytes(&s.data, &intact_len);
    sample_free(&s);
    return 0;
}

static int free_intact(void **state)
{
    (void)state;
    free(intact);
    return 0;
}

/* Opens a copy that ends where its memory ends. */
static aka_status open_copy(
    const unsigned char *bytes, size_t len, uint64_t rules, unsigned flags, aka_error *err)
{
    unsigned char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, len);
    ak_index index;
    aka_status status =
        ak_index_open_bytes(&index, (ak_slice){(char *)copy, len}, rules, flags, err);
    if (status == AKA_OK)
        walk_index(&index, UINT64_MAX);
    else
        assert_null(index.data.entities);
    ak_index_close(&index);
    free(copy);
    return status;
}

static void put32(unsigned char *bytes, size_t at, uint32_t value)
{
    memcpy(bytes + at, &value, sizeof value);
}

static void put64(unsigned char *bytes, size_t at, uint64_t value)
{
    memcpy(bytes + at, &value, sizeof value);
}

static void test_intact_opens(void **state)
{
    (void)state;
    assert_int_equal(open_copy(intact, intact_len, SAMPLE_RULES, 0, NULL), AKA_OK);
}

static void test_other_formats(void **state)
{
    (void)state;
    static const struct {
        ak_slice bytes;
        aka_status status;
        const char *message;
    } cases[] = {
        {{"", 0}, AKA_E_FORMAT, "is empty"},
        {{"{\"id\":\"x\"}", 10}, AKA_E_FORMAT, "is not an aka index"},
        {{"SQLite format 3\0and more", 24}, AKA_E_FORMAT, "is not an aka index"},
        {{"\x89PNG\r\n\x1A\n", 8}, AKA_E_FORMAT, "is not an aka index"},
        {{AK_INDEX_MAGIC, 1}, AKA_E_CORRUPT, "cut short"},
        {{AK_INDEX_MAGIC, 16}, AKA_E_CORRUPT, "cut short"},
        {{"\x89"
          "AKA index\n\x1A\n\0\xFF.",
             16},
            AKA_E_CORRUPT, "copied as text"},
        {{"\x89"
          "AKA index\r\r\n\x1A\n\0",
             16},
            AKA_E_CORRUPT, "copied as text"},
        {{"\x09"
          "AKA index\r\n\x1A\n\0\xFF",
             16},
            AKA_E_CORRUPT, "copied as text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        aka_error err = {0};
        assert_int_equal(open_copy((const unsigned char *)cases[i].bytes.data, cases[i].bytes.len,
                             SAMPLE_RULES, 0, &err),
            cases[i].status);
        assert_int_equal(err.code, cases[i].status);
        if (!strstr(err.message, cases[i].message))
            fail_msg("case %zu: \"%s\" has no \"%s\"", i, err.message, cases[i].message);
    }
}

static void test_version_is_told(void **state)
{
    (void)state;
    unsigned char *bytes = malloc(intact_len);
    memcpy(bytes, intact, intact_len);
    put32(bytes, offsetof(ak_ix_header, version), 7);
    aka_error err = {0};
    assert_int_equal(open_copy(bytes, intact_len, SAMPLE_RULES, 0, &err), AKA_E_VERSION);
    assert_non_null(strstr(err.message, "version 7"));
    assert_non_null(strstr(err.message, "version 6"));
    /* Whatever a later version makes of the rest. */
    put32(bytes, offsetof(ak_ix_header, header_len), 4096);
    put32(bytes, offsetof(ak_ix_header, section_count), 99);
    seal(bytes, intact_len);
    assert_int_equal(open_copy(bytes, intact_len, SAMPLE_RULES, 0, &err), AKA_E_VERSION);
    free(bytes);
}

static void test_rules_are_told(void **state)
{
    (void)state;
    aka_error err = {0};
    assert_int_equal(open_copy(intact, intact_len, 0xABCD, 0, &err), AKA_E_RULES);
    assert_non_null(strstr(err.message, "1122334455667788"));
    assert_non_null(strstr(err.message, "000000000000abcd"));
}

/* A field of the header or of a table entry, all checksums right. */
static void assert_refused_field(size_t at, size_t size, uint64_t value, const char *message)
{
    unsigned char *bytes = malloc(intact_len);
    assert_non_null(bytes);
    memcpy(bytes, intact, intact_len);
    if (size == 4)
        put32(bytes, at, (uint32_t)value);
    else
        put64(bytes, at, value);
    seal(bytes, intact_len);
    aka_error err = {0};
    aka_status status = open_copy(bytes, intact_len, SAMPLE_RULES, AK_INDEX_SKIP_CHECKSUMS, &err);
    if (status != AKA_E_CORRUPT || !strstr(err.message, message))
        fail_msg("%s: status %d, \"%s\"", message, (int)status, err.message);
    free(bytes);
}

static void test_header_fields(void **state)
{
    (void)state;
    assert_refused_field(offsetof(ak_ix_header, header_len), 4, 128, "header length 128, not 64");
    assert_refused_field(offsetof(ak_ix_header, file_len), 8, intact_len + 1, "cut short");
    assert_refused_field(offsetof(ak_ix_header, file_len), 8, UINT64_MAX, "cut short");
    assert_refused_field(offsetof(ak_ix_header, file_len), 8, intact_len - 1, "added at the end");
    assert_refused_field(offsetof(ak_ix_header, section_count), 4, 14, "14 sections, not 30");
    assert_refused_field(offsetof(ak_ix_header, section_count), 4, UINT32_MAX, "sections, not 30");
    assert_refused_field(offsetof(ak_ix_header, flags), 4, 1, "unknown flags 00000001");
}

static void test_table_fields(void **state)
{
    (void)state;
    const size_t terms = sizeof(ak_ix_header) + AK_SECTION_terms * sizeof(ak_ix_section);
    uint64_t off, len;
    memcpy(&off, intact + terms + offsetof(ak_ix_section, off), sizeof off);
    memcpy(&len, intact + terms + offsetof(ak_ix_section, len), sizeof len);
    const size_t at_off = terms + offsetof(ak_ix_section, off);
    const size_t at_len = terms + offsetof(ak_ix_section, len);
    char message[96];
    snprintf(message, sizeof message,
        "section \"terms\" at byte %llu: length %llu is no multiple of 20", (unsigned long long)off,
        (unsigned long long)len + 1);
    assert_refused_field(at_len, 8, len + 1, message);

    assert_refused_field(terms, 4, 99, "\"terms\" at byte 256: the section table has id 99");
    assert_refused_field(terms, 4, 6, "has id 6 in place of 7");
    assert_refused_field(terms, 4, 8, "has id 8 in place of 7");
    assert_refused_field(terms + 4, 4, 1, "unknown flags");
    assert_refused_field(at_off, 8, off + 64, "\"terms\" at byte");
    assert_refused_field(at_off, 8, off - 64, "should begin at byte");
    assert_refused_field(at_off, 8, off + 8, "should begin at byte");
    assert_refused_field(at_off, 8, UINT64_MAX - 63, "should begin at byte");
    assert_refused_field(at_off, 8, 0, "should begin at byte");
    assert_refused_field(at_len, 8, UINT64_MAX / 20 * 20, "too large to count");
    assert_refused_field(at_len, 8, UINT64_C(20) << 32, "too large to count");
    assert_refused_field(at_len, 8, (UINT64_C(20) << 32) - 20, "beyond the end of the file");
    assert_refused_field(at_len, 8, intact_len / 20 * 20, "beyond the end of the file");
    assert_refused_field(at_len, 8, len + 320, "should begin at byte");
    assert_refused_field(at_len, 8, len - 100, "should begin at byte");
    const size_t last = sizeof(ak_ix_header) + AK_SECTION_record_data * sizeof(ak_ix_section);
    assert_refused_field(last + offsetof(ak_ix_section, len), 8, 0, "\"record data\" at byte");
}

/* Two things that seal() would make right. */
static void test_header_sums(void **state)
{
    (void)state;
    unsigned char *bytes = malloc(intact_len);
    assert_non_null(bytes);
    memcpy(bytes, intact, intact_len);
    aka_error err = {0};
    ak_ix_header header;
    ak_ix_section table[AK_SECTION_COUNT];
    memcpy(&header, bytes, sizeof header);
    memcpy(table, bytes + sizeof header, sizeof table);
    header.fingerprint++;
    header.checksum = ak_index_header_checksum(&header, table);
    memcpy(bytes, &header, sizeof header);
    assert_int_equal(open_copy(bytes, intact_len, SAMPLE_RULES, 0, &err), AKA_E_CORRUPT);
    assert_non_null(strstr(err.message, "header at byte 40: fingerprint"));
    /* A file that is as short as it says, but not long enough for its table. */
    put64(bytes, offsetof(ak_ix_header, file_len), AK_INDEX_TABLE_END - 1);
    assert_int_equal(
        open_copy(bytes, AK_INDEX_TABLE_END - 1, SAMPLE_RULES, 0, &err), AKA_E_CORRUPT);
    assert_non_null(strstr(err.message, "ends in the section table"));
    free(bytes);
}

/* A section's place shows in err->byte. */
static void test_error_has_byte(void **state)
{
    (void)state;
    unsigned char *bytes = malloc(intact_len);
    assert_non_null(bytes);
    memcpy(bytes, intact, intact_len);
    const size_t names = sizeof(ak_ix_header) + AK_SECTION_names * sizeof(ak_ix_section);
    uint64_t off;
    memcpy(&off, bytes + names + offsetof(ak_ix_section, off), sizeof off);
    bytes[off + 5] ^= 1;
    aka_error err = {0};
    assert_int_equal(open_copy(bytes, intact_len, SAMPLE_RULES, 0, &err), AKA_E_CORRUPT);
    assert_int_equal(err.byte, off);
    assert_non_null(strstr(err.message, "section \"names\" at byte"));
    assert_non_null(strstr(err.message, "checksum"));
    free(bytes);
}

static void test_every_truncation(void **state)
{
    (void)state;
    for (size_t len = 0; len < intact_len; len++) {
        aka_error err = {0};
        aka_status status = open_copy(intact, len, SAMPLE_RULES, 0, &err);
        assert_int_equal(status, len ? AKA_E_CORRUPT : AKA_E_FORMAT);
        status = open_copy(intact, len, SAMPLE_RULES, AK_INDEX_SKIP_CHECKSUMS, &err);
        assert_int_equal(status, len ? AKA_E_CORRUPT : AKA_E_FORMAT);
        assert_true(err.message[0] != '\0');
    }
}

static void test_addition(void **state)
{
    (void)state;
    unsigned char *bytes = calloc(1, intact_len + 64);
    assert_non_null(bytes);
    memcpy(bytes, intact, intact_len);
    for (size_t more = 1; more <= 64; more++)
        assert_int_equal(open_copy(bytes, intact_len + more, SAMPLE_RULES, 0, NULL), AKA_E_CORRUPT);
    free(bytes);
}

/* Each bit of each byte, padding and checksums among them. */
static void test_every_flip(void **state)
{
    (void)state;
    unsigned char *bytes = malloc(intact_len);
    assert_non_null(bytes);
    memcpy(bytes, intact, intact_len);
    for (size_t i = 0; i < intact_len; i++)
        for (unsigned bit = 0; bit <= 8; bit++) {
            unsigned char flip = (unsigned char)(bit < 8 ? 1u << bit : 0xFFu);
            bytes[i] ^= flip;
            aka_status status = open_copy(bytes, intact_len, SAMPLE_RULES, 0, NULL);
            if (status == AKA_OK) fail_msg("byte %zu ^ %02x is not noticed", i, flip);
            bytes[i] ^= flip;
        }
    free(bytes);
}

/* Without checksums a flip may pass, but then everything can be read (open_copy walks). */
static void test_every_flip_without_checksums(void **state)
{
    (void)state;
    const unsigned flags = AK_INDEX_SKIP_CHECKSUMS | AK_INDEX_FORCE_CHECKS;
    unsigned char *bytes = malloc(intact_len);
    assert_non_null(bytes);
    memcpy(bytes, intact, intact_len);
    size_t noticed = 0;
    for (size_t i = 0; i < intact_len; i++)
        for (unsigned bit = 0; bit <= 8; bit += 2) {
            unsigned char flip = (unsigned char)(bit < 8 ? 1u << bit : 0xFFu);
            bytes[i] ^= flip;
            aka_error err = {0};
            if (open_copy(bytes, intact_len, SAMPLE_RULES, flags, &err) != AKA_OK) noticed++;
            bytes[i] ^= flip;
        }
    assert_in_range(noticed, intact_len, 5 * intact_len - 1);
    free(bytes);
}

/* The path of a refused file is in the error; so is that of one that is not there. */
static void test_path_is_told(void **state)
{
    (void)state;
    char *path = sample_temp_path("refused.aka");
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs("not an index at all", f);
    fclose(f);
    ak_index index;
    aka_error err = {0};
    assert_int_equal(ak_index_open(&index, path, SAMPLE_RULES, 0, &err), AKA_E_FORMAT);
    assert_string_equal(err.path, path);
    assert_string_equal(err.message, "is not an aka index");
    unlink(path);
    assert_int_equal(ak_index_open(&index, path, SAMPLE_RULES, 0, &err), AKA_E_IO);
    assert_string_equal(err.path, path);
    assert_int_equal(ak_index_open(&index, "/", SAMPLE_RULES, 0, &err), AKA_E_IO);
    assert_null(index.map);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intact_opens),
        cmocka_unit_test(test_other_formats),
        cmocka_unit_test(test_version_is_told),
        cmocka_unit_test(test_rules_are_told),
        cmocka_unit_test(test_header_fields),
        cmocka_unit_test(test_table_fields),
        cmocka_unit_test(test_header_sums),
        cmocka_unit_test(test_error_has_byte),
        cmocka_unit_test(test_every_truncation),
        cmocka_unit_test(test_addition),
        cmocka_unit_test(test_every_flip),
        cmocka_unit_test(test_every_flip_without_checksums),
        cmocka_unit_test(test_path_is_told),
    };
    return cmocka_run_group_tests(tests, make_intact, free_intact);
}
