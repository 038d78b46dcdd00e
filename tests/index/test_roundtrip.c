/* What is written is what is read: arrays, records, searches, and the same bytes for the same data.
 */
#include "sample.h"
#include "walk.h"

#include "index/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void assert_same_data(const ak_index_data *a, const ak_index_data *b)
{
    ak_slice x[AK_SECTION_COUNT], y[AK_SECTION_COUNT];
    ak_index_to_sections(a, x);
    ak_index_to_sections(b, y);
    assert_int_equal(a->rules, b->rules);
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) assert_true(ak_slice_eq(x[i], y[i]));
}

static void assert_same_records(const sample *s, const ak_index *index)
{
    ak_buf want, got;
    ak_buf_init(&want, 0);
    ak_buf_init(&got, 0);
    for (uint32_t i = 0; i < s->data.entities_count; i++) {
        ak_buf_reset(&want);
        ak_buf_reset(&got);
        sample_record(&s->data, i, &want);
        assert_int_equal(ak_index_record(index, i, &got, NULL), AKA_OK);
        assert_true(ak_slice_eq(ak_buf_slice(&want), ak_buf_slice(&got)));
    }
    ak_buf_free(&want);
    ak_buf_free(&got);
}

static void test_written_is_read(void **state)
{
    (void)state;
    const uint32_t sizes[] = {0, 1, 2, 17, 700};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        sample s;
        sample_make(&s, sizes[k], 40 + k);
        char *path = sample_temp_path("roundtrip.aka");
        uint64_t bytes = 0, fingerprint = 0;
        assert_int_equal(ak_index_write(&s.data, path, &bytes, &fingerprint, NULL), AKA_OK);
        ak_index index;
        assert_int_equal(ak_index_open(&index, path, SAMPLE_RULES, 0, NULL), AKA_OK);
        assert_int_equal(index.data.entities_count, sizes[k]);
        assert_int_equal(index.bytes, bytes);
        assert_int_equal(index.fingerprint, fingerprint);
        assert_same_data(&s.data, &index.data);
        assert_same_records(&s, &index);
        walk_index(&index, UINT64_MAX);
        /* An open index outlives its name. */
        unlink(path);
        assert_same_data(&s.data, &index.data);
        ak_index_close(&index);
        assert_null(index.data.names);
        ak_index_close(&index);
        sample_free(&s);
        free(path);
    }
}

/* What is read of a large index is what lies there; what cannot be read is looked at in place. */
static void test_peek(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 40, 3);
    char *path = sample_temp_path("peek.aka");
    ak_index index;
    ak_buf memory;
    ak_buf_init(&memory, 0);
    assert_int_equal(ak_index_write(&s.data, path, NULL, NULL, NULL), AKA_OK);
    assert_int_equal(ak_index_open(&index, path, SAMPLE_RULES, 0, NULL), AKA_OK);
    const ak_slice runs = {index.data.runs, index.data.runs_count};
    assert_ptr_equal(ak_index_peek(&index, runs, &memory).data, runs.data);
    index.data.mapped = true;
    for (size_t at = 0; at < runs.len; at += 7) {
        const ak_slice there = ak_slice_sub(runs, at, at + 40);
        const ak_slice read = ak_index_peek(&index, there, &memory);
        assert_ptr_not_equal(read.data, there.data);
        assert_true(ak_slice_eq(read, there));
    }
    assert_int_equal(truncate(path, 100), 0);
    assert_ptr_equal(ak_index_peek(&index, runs, &memory).data, runs.data);
    ak_index_close(&index);
    ak_buf_free(&memory);
    sample_free(&s);
    unlink(path);
    free(path);
}

static void test_same_data_same_bytes(void **state)
{
    (void)state;
    sample a, b, other;
    sample_make(&a, 200, 7);
    sample_make(&b, 200, 7);
    sample_make(&other, 200, 8);
    size_t a_len, b_len, other_len;
    unsigned char *a_bytes = sample_bytes(&a.data, &a_len);
    unsigned char *b_bytes = sample_bytes(&b.data, &b_len);
    unsigned char *other_bytes = sample_bytes(&other.data, &other_len);
    assert_int_equal(a_len, b_len);
    assert_memory_equal(a_bytes, b_bytes, a_len);
    assert_true(a_len != other_len || memcmp(a_bytes, other_bytes, a_len) != 0);
    free(a_bytes);
    free(b_bytes);
    free(other_bytes);
    sample_free(&a);
    sample_free(&b);
    sample_free(&other);
}

static uint64_t fingerprint_of(const ak_index_data *data)
{
    char *path = sample_temp_path("fingerprint.aka");
    uint64_t fingerprint = 0;
    assert_int_equal(ak_index_write(data, path, NULL, &fingerprint, NULL), AKA_OK);
    unlink(path);
    free(path);
    return fingerprint;
}

static void test_fingerprint_covers_everything(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 20, 9);
    uint64_t fingerprint = fingerprint_of(&s.data);
    assert_int_equal(fingerprint, fingerprint_of(&s.data));
    s.data.rules++;
    assert_int_not_equal(fingerprint, fingerprint_of(&s.data));
    s.data.rules--;
    s.data.meta = AK_LIT("{\"made\":\"in\"}");
    assert_int_not_equal(fingerprint, fingerprint_of(&s.data));
    s.data.meta = AK_LIT("{\"made\":\"up\"}");
    s.attrs[0].a++;
    assert_int_not_equal(fingerprint, fingerprint_of(&s.data));
    s.attrs[0].a--;
    assert_int_equal(fingerprint, fingerprint_of(&s.data));
    sample_free(&s);
}

static void test_find(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 300, 10);
    size_t len;
    unsigned char *bytes = sample_bytes(&s.data, &len);
    ak_index index;
    const ak_slice whole = {(const char *)bytes, len};
    assert_int_equal(ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, NULL), AKA_OK);
    const ak_index_data *d = &index.data;
    uint32_t found = 0, end = 0;
    for (uint32_t i = 0; i < d->entities_count; i++) {
        assert_true(ak_index_find_id(&index, ak_index_str(&index, d->labels[i].id), &found));
        assert_int_equal(found, i);
    }
    for (uint32_t i = 0; i < d->terms_count; i++) {
        ak_ix_str text = {d->terms[i].text_off, d->terms[i].text_len};
        assert_true(ak_index_find_term(&index, ak_index_str(&index, text), &found));
        assert_int_equal(found, i);
    }
    for (uint32_t i = 0; i < d->idents_count; i++) {
        ak_index_find_ident(&index, d->idents[i].hash, &found, &end);
        assert_true(found <= i && i < end);
    }
    const ak_slice absent[] = {AK_LIT(""), AK_LIT("\x01"), AK_LIT("made-"), AK_LIT("k"),
        AK_LIT("made-00000000"), AK_LIT("\xFF\xFF")};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        assert_false(ak_index_find_id(&index, absent[i], &found));
        assert_false(ak_index_find_term(&index, absent[i], &found));
    }
    const uint64_t hashes[] = {0, 1, UINT64_MAX, d->idents[0].hash + 1};
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        ak_index_find_ident(&index, hashes[i], &found, &end);
        assert_int_equal(found, end);
        assert_true(end <= d->idents_count);
    }
    ak_index_close(&index);
    free(bytes);
    sample_free(&s);
}

/* Equal keys: all identifiers of a hash, the first entity of an id. */
static void test_find_equal_keys(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 40, 11);
    assert_true(s.data.idents_count > 4);
    for (uint32_t i = 1; i <= 3; i++) {
        s.idents[i].hash = s.idents[1].hash;
        s.idents[i].entity = 5;
    }
    const uint64_t last = s.data.idents_count - 1;
    s.idents[last].hash = UINT64_MAX;
    uint32_t a = s.id_order[3], b = s.id_order[4];
    s.labels[a].id = s.labels[b].id;
    if (a > b) {
        s.id_order[3] = b;
        s.id_order[4] = a;
    }
    size_t len;
    unsigned char *bytes = sample_bytes(&s.data, &len);
    ak_index index;
    const ak_slice whole = {(const char *)bytes, len};
    assert_int_equal(ak_index_open_bytes(&index, whole, SAMPLE_RULES, 0, NULL), AKA_OK);
    uint32_t found = 0, end = 0;
    ak_index_find_ident(&index, s.idents[1].hash, &found, &end);
    assert_int_equal(found, 1);
    assert_int_equal(end, 4);
    ak_index_find_ident(&index, UINT64_MAX, &found, &end);
    assert_int_equal(found, last);
    assert_int_equal(end, last + 1);
    assert_true(ak_index_find_id(&index, ak_index_str(&index, s.labels[a].id), &found));
    assert_int_equal(found, a < b ? a : b);
    free(bytes);
    sample_free(&s);
}

static void test_arguments(void **state)
{
    (void)state;
    sample s;
    sample_make(&s, 3, 13);
    size_t len;
    unsigned char *bytes = sample_bytes(&s.data, &len);
    ak_index index;
    aka_error err = {0};
    const ak_slice whole = {(const char *)bytes, len};
    assert_int_equal(ak_index_open_bytes(&index, whole, SAMPLE_RULES, 2, &err), AKA_E_ARGUMENT);
    unsigned char *shifted = malloc(len + 4);
    assert_non_null(shifted);
    memcpy(shifted + 4, bytes, len);
    const ak_slice unaligned = {(const char *)shifted + 4, len};
    assert_int_equal(ak_index_open_bytes(&index, unaligned, SAMPLE_RULES, 0, &err), AKA_E_ARGUMENT);
    assert_non_null(strstr(err.message, "aligned to 8"));
    free(shifted);

    assert_int_equal(
        ak_index_open_bytes(&index, whole, SAMPLE_RULES, AK_INDEX_SKIP_CHECKSUMS, NULL), AKA_OK);
    ak_buf out;
    ak_buf_init(&out, 0);
    assert_int_equal(ak_index_record(&index, 3, &out, &err), AKA_E_ARGUMENT);
    assert_int_equal(ak_index_record(&index, UINT32_MAX, &out, &err), AKA_E_ARGUMENT);
    assert_int_equal(ak_index_record(&index, 2, &out, &err), AKA_OK);
    ak_buf_free(&out);
    ak_buf_init(&out, 10);
    assert_int_equal(ak_index_record(&index, 2, &out, &err), AKA_E_NOMEM);
    ak_buf_free(&out);
    ak_index_close(&index);
    free(bytes);
    sample_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written_is_read),
        cmocka_unit_test(test_peek),
        cmocka_unit_test(test_same_data_same_bytes),
        cmocka_unit_test(test_fingerprint_covers_everything),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_find_equal_keys),
        cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
