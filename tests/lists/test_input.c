/* Input: plain, gzip and zstd bytes, lines, peeking, UTF-16, and what is damaged. */
#define TEMP_FAIL_ALLOCATIONS
#include "temp.h"

#include "base/hash.h"
#include "lists/input.h"

#include <fcntl.h>

/* Everything the input gives, by reads of `step` bytes. Free the result. */
static char *read_all(ak_input *in, size_t step, size_t *len, aka_status *st, aka_error *err)
{
    size_t cap = 1 << 22, n = 1;
    char *all = malloc(cap);
    assert_non_null(all);
    *len = 0;
    *st = AKA_OK;
    while (n && *st == AKA_OK) {
        assert_true(*len + step <= cap);
        *st = ak_input_read(in, all + *len, step, &n, err);
        if (*st == AKA_OK) *len += n;
    }
    return all;
}

static void assert_content(const char *path, const char *want, size_t want_len)
{
    static const size_t steps[] = {1, 7, 4096, 1 << 20};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        ak_input *in;
        aka_error err;
        aka_status st;
        assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
        size_t len;
        char *all = read_all(in, steps[i], &len, &st, &err);
        assert_int_equal(st, AKA_OK);
        assert_int_equal(len, want_len);
        assert_memory_equal(all, want, len);
        free(all);
        ak_input_close(in);
    }
}

/* Text that compresses, but not to nothing. */
static char *make_text(size_t len)
{
    char *text = malloc(len + 1);
    assert_non_null(text);
    unsigned seed = 1;
    for (size_t i = 0; i < len; i++) {
        seed = seed * 1103515245 + 12345;
        text[i] = i % 61 == 60 ? '\n' : (char)('a' + (seed >> 16) % 26);
    }
    text[len] = '\0';
    return text;
}

static void test_plain(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    assert_content(temp_text(&t, "empty", ""), "", 0);
    assert_content(temp_text(&t, "one", "x"), "x", 1);
    assert_content(temp_text(&t, "text", "a\r\nb"), "a\r\nb", 4);
    char *big = make_text(300000);
    assert_content(temp_write(&t, "big", big, 300000), big, 300000);
    free(big);
    temp_remove(&t);
}

/* Both compressions: one part, several behind each other, an empty one between. */
static void test_compressed(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    size_t (*const pack[])(const char *, size_t, char *) = {gzip_bytes, zstd_bytes};
    enum { LEN = 200000 };
    char *text = make_text(LEN), *out = malloc(LEN + 8192);
    assert_non_null(out);
    for (size_t k = 0; k < 2; k++) {
        size_t n = pack[k](text, LEN, out);
        assert_true(n < LEN);
        assert_content(temp_write(&t, "whole", out, n), text, LEN);
        n = pack[k](text, 1000, out);
        n += pack[k]("", 0, out + n);
        n += pack[k](text + 1000, LEN - 1000, out + n);
        assert_content(temp_write(&t, "parts", out, n), text, LEN);
        n = pack[k]("", 0, out);
        assert_content(temp_write(&t, "nothing", out, n), "", 0);
    }
    size_t n = gzip_bytes(text, 100, out);
    memset(out + n, 0, 512);
    assert_content(temp_write(&t, "padded", out, n + 512), text, 100);
    memcpy(out, "\x50\x2A\x4D\x18\x04\0\0\0skip", 12);
    n = 12 + zstd_bytes(text, 100, out + 12);
    assert_content(temp_write(&t, "skippable", out, n), text, 100);
    free(out);
    free(text);
    temp_remove(&t);
}

/* Cut at every place: never a success, what was given is a true beginning, the place is in the
 * file. */
static void test_truncated(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    size_t (*const pack[])(const char *, size_t, char *) = {gzip_bytes, zstd_bytes};
    char *text = make_text(2000), out[8192];
    for (size_t k = 0; k < 2; k++) {
        size_t n = pack[k](text, 1000, out);
        size_t first = n;
        n += pack[k](text + 1000, 1000, out + n);
        for (size_t cut = 4; cut < n; cut += cut + 20 < n ? 7 : 1) {
            if (cut == first) continue;
            t.count = 0;
            const char *path = temp_write(&t, "cut", out, cut);
            ak_input *in;
            aka_error err;
            assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
            size_t len;
            aka_status st;
            char *all = read_all(in, 4096, &len, &st, &err);
            assert_int_equal(st, AKA_E_SYNTAX);
            assert_int_equal(err.byte, cut);
            assert_string_equal(err.path, path);
            assert_non_null(strstr(err.message, "breaks off"));
            assert_true(len <= 2000);
            assert_memory_equal(all, text, len);
            if (cut > first) assert_true(len >= 1000);
            assert_int_equal(ak_input_read(in, all, 1, &len, &err), AKA_E_SYNTAX); /* again */
            free(all);
            ak_input_close(in);
        }
    }
    free(text);
    temp_remove(&t);
}

static void assert_damaged(temp *t, const char *data, size_t n, const char *message)
{
    t->count = 0;
    const char *path = temp_write(t, "damaged", data, n);
    ak_input *in;
    aka_error err;
    assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
    size_t len;
    aka_status st;
    free(read_all(in, 4096, &len, &st, &err));
    assert_int_equal(st, AKA_E_SYNTAX);
    assert_non_null(strstr(err.message, message));
    assert_true(err.byte <= n);
    ak_input_close(in);
}

static void test_damaged(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char *text = make_text(1000), out[4096];
    size_t n = gzip_bytes(text, 1000, out);
    out[n - 6] ^= 1; /* the checksum */
    assert_damaged(&t, out, n, "damaged");
    n = gzip_bytes(text, 1000, out);
    out[20] ^= 0x55;
    assert_damaged(&t, out, n, "damaged");
    n = gzip_bytes(text, 1000, out);
    memcpy(out + n, "tail", 4);
    assert_damaged(&t, out, n + 4, "damaged");
    memcpy(out + n, "\0\0x", 3);
    assert_damaged(&t, out, n + 3, "followed by something else");
    n = zstd_bytes(text, 1000, out);
    memcpy(out + n, "tail", 4);
    assert_damaged(&t, out, n + 4, "damaged");
    /* A frame that wants a window of 2 GiB. */
    assert_damaged(&t, "\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00", 9, "damaged");
    free(text);
    temp_remove(&t);
}

static void test_not_readable(void **state)
{
    (void)state;
    ak_input *in = (ak_input *)1;
    aka_error err;
    assert_int_equal(ak_input_open("/nonexistent/list.csv", &in, &err), AKA_E_IO);
    assert_null(in);
    assert_string_equal(err.path, "/nonexistent/list.csv");
    assert_non_null(strstr(err.message, "cannot be opened"));
    assert_int_equal(ak_input_open("/tmp", &in, &err), AKA_E_IO);
    assert_non_null(strstr(err.message, "cannot be read"));
    assert_int_equal(ak_input_open("/tmp", &in, NULL), AKA_E_IO);
    ak_input_close(NULL);
}

static void assert_line(ak_input *in, size_t max, const char *want, uint64_t number)
{
    ak_slice line;
    bool more;
    aka_error err;
    assert_int_equal(ak_input_line(in, max, &line, &more, &err), AKA_OK);
    assert_int_equal(more, want != NULL);
    if (!want) return;
    assert_int_equal(line.len, strlen(want));
    assert_memory_equal(line.data ? line.data : "", want, line.len);
    assert_int_equal(ak_input_line_number(in), number);
}

static void test_lines(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    ak_input *in;
    aka_error err;
    const char *path = temp_text(&t, "lines", "one\ntwo\r\n\n\r\nthr\ree\nlast");
    assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
    assert_line(in, 100, "one", 1);
    assert_line(in, 100, "two", 2);
    assert_line(in, 100, "", 3);
    assert_line(in, 100, "", 4);
    assert_line(in, 100, "thr\ree", 5);
    assert_line(in, 100, "last", 6);
    assert_line(in, 100, NULL, 0);
    assert_line(in, 100, NULL, 0);
    ak_input_close(in);
    assert_int_equal(ak_input_open(temp_text(&t, "empty", ""), &in, &err), AKA_OK);
    assert_line(in, 100, NULL, 0);
    ak_input_close(in);
    temp_remove(&t);
}

static void assert_long_line(ak_input *in, size_t max, uint64_t number)
{
    ak_slice line;
    bool more;
    aka_error err;
    assert_int_equal(ak_input_line(in, max, &line, &more, &err), AKA_E_RECORD);
    assert_int_equal(err.line, number);
    assert_non_null(strstr(err.message, "longer than"));
}

static void test_long_lines(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    ak_input *in;
    aka_error err;
    const char *path = temp_text(&t, "small", "12345\n123456\n12345\r\n123456\r\nx\n1234567890");
    assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
    assert_line(in, 5, "12345", 1);
    assert_long_line(in, 5, 2);
    assert_line(in, 5, "12345", 3);
    assert_long_line(in, 5, 4);
    assert_line(in, 5, "x", 5);
    assert_long_line(in, 5, 6);
    assert_line(in, 5, NULL, 0);
    ak_input_close(in);

    enum { LEN = 3000000 };
    char *big = malloc(LEN);
    assert_non_null(big);
    memset(big, 'x', LEN);
    memcpy(big + LEN - 5, "\nend\n", 5);
    path = temp_write(&t, "big", big, LEN);
    assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
    assert_long_line(in, 1 << 20, 1);
    assert_line(in, 1 << 20, "end", 2);
    assert_line(in, 1 << 20, NULL, 0);
    ak_input_close(in);
    assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
    ak_slice line;
    bool more;
    assert_int_equal(ak_input_line(in, LEN, &line, &more, &err), AKA_OK);
    assert_int_equal(line.len, LEN - 5);
    assert_line(in, LEN, "end", 2);
    ak_input_close(in);
    free(big);
    temp_remove(&t);
}

/* Lines before the break are given; the broken one is not. */
static void test_lines_of_truncated(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char out[2048];
    size_t n = gzip_bytes("one\ntwo\nthr", 11, out);
    ak_input *in;
    aka_error err;
    const char *path = temp_write(&t, "cut.gz", out, n - 4);
    assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
    assert_line(in, 100, "one", 1);
    assert_line(in, 100, "two", 2);
    ak_slice line;
    bool more;
    assert_int_equal(ak_input_line(in, 100, &line, &more, &err), AKA_E_SYNTAX);
    assert_int_equal(err.byte, n - 4);
    ak_input_close(in);
    temp_remove(&t);
}

static void test_peek(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char *big = make_text(200000);
    ak_input *in;
    aka_error err;
    ak_slice head;
    const char *path = temp_write(&t, "big", big, 200000);
    assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
    assert_int_equal(ak_input_peek(in, 10, &head, &err), AKA_OK);
    assert_int_equal(head.len, 10);
    assert_int_equal(ak_input_peek(in, 1 << 20, &head, &err), AKA_OK);
    assert_int_equal(head.len, 65536);
    assert_memory_equal(head.data, big, head.len);
    size_t len;
    aka_status st;
    char *all = read_all(in, 1000, &len, &st, &err);
    assert_int_equal(len, 200000);
    assert_memory_equal(all, big, len);
    assert_int_equal(ak_input_peek(in, 10, &head, &err), AKA_OK);
    assert_int_equal(head.len, 0);
    free(all);
    ak_input_close(in);
    assert_int_equal(ak_input_open(temp_text(&t, "small", "abc"), &in, &err), AKA_OK);
    assert_int_equal(ak_input_peek(in, 10, &head, &err), AKA_OK);
    assert_int_equal(head.len, 3);
    ak_input_close(in);
    free(big);
    temp_remove(&t);
}

static void test_hash(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char *text = make_text(150000), *out = malloc(160000);
    assert_non_null(out);
    size_t n = gzip_bytes(text, 150000, out);
    const char *path = temp_write(&t, "hash.gz", out, n);
    ak_input *in;
    aka_error err;
    assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
    size_t len;
    aka_status st;
    free(read_all(in, 4096, &len, &st, &err));
    assert_true(ak_input_hash(in) == ak_hash((ak_slice){out, n}));
    assert_true(ak_input_hash(in) != ak_hash((ak_slice){out, n - 1}));
    ak_input_close(in);
    free(out);
    free(text);
    temp_remove(&t);
}

static void test_stdin(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    int saved = dup(STDIN_FILENO);
    int fd = open(temp_text(&t, "in", "from stdin\n"), O_RDONLY);
    assert_true(saved >= 0 && fd >= 0);
    dup2(fd, STDIN_FILENO);
    close(fd);
    ak_input *in;
    aka_error err;
    assert_int_equal(ak_input_open("-", &in, &err), AKA_OK);
    assert_string_equal(ak_input_path(in), "standard input");
    assert_line(in, 100, "from stdin", 1);
    assert_line(in, 100, NULL, 0);
    ak_input_close(in);
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0); /* still open */
    dup2(saved, STDIN_FILENO);
    close(saved);
    temp_remove(&t);
}

static void assert_text(temp *t, const char *data, size_t n, const char *want)
{
    for (int peeked = 0; peeked < 2; peeked++) {
        t->count = 0;
        ak_input *in;
        aka_error err;
        assert_int_equal(ak_input_open(temp_write(t, "text", data, n), &in, &err), AKA_OK);
        ak_slice head;
        if (peeked) assert_int_equal(ak_input_peek(in, 65536, &head, &err), AKA_OK);
        assert_int_equal(ak_input_decode_text(in, &err), AKA_OK);
        size_t len;
        aka_status st;
        char *all = read_all(in, 4096, &len, &st, &err);
        assert_int_equal(st, AKA_OK);
        assert_int_equal(len, strlen(want));
        assert_memory_equal(all, want, len);
        free(all);
        ak_input_close(in);
    }
}

static void test_decode_text(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    assert_text(&t, "", 0, "");
    assert_text(&t, "ab", 2, "ab");
    assert_text(&t,
        "\xEF\xBB\xBF"
        "ab",
        5, "ab");
    assert_text(&t, "\xEF\xBB\xBF\xEF\xBB\xBF", 6, "\xEF\xBB\xBF"); /* only the first is a mark */
    assert_text(&t,
        "\xFF\xFE"
        "a\0\xE9\0\x2C\x67",
        8, "a\xC3\xA9\xE6\x9C\xAC");
    assert_text(&t,
        "\xFE\xFF"
        "\0a\0\xE9\x67\x2C",
        8, "a\xC3\xA9\xE6\x9C\xAC");
    assert_text(&t, "\xFF\xFE\x3D\xD8\x00\xDE", 6, "\xF0\x9F\x98\x80");
    /* A lone high surrogate, a lone low one, half a unit at the end. */
    assert_text(&t,
        "\xFF\xFE\x3D\xD8"
        "a\0",
        6,
        "\xEF\xBF\xBD"
        "a");
    assert_text(&t,
        "\xFF\xFE\x00\xDE"
        "a\0",
        6,
        "\xEF\xBF\xBD"
        "a");
    assert_text(&t, "\xFF\xFE\x3D\xD8", 4, "\xEF\xBF\xBD");
    assert_text(&t,
        "\xFF\xFE"
        "a\0b",
        5, "a\xEF\xBF\xBD");
    assert_text(&t, "\xFF\xFE", 2, "");
    temp_remove(&t);
}

static void test_decode_long_text(void **state)
{
    (void)state;
    enum { UNITS = 400000 };
    temp t;
    temp_make(&t);
    char *data = malloc(2 * UNITS + 2), *want = malloc(3 * UNITS + 1);
    assert_true(data && want);
    memcpy(data, "\xFE\xFF", 2);
    for (size_t i = 0; i < UNITS; i++) {
        memcpy(data + 2 + 2 * i, "\x67\x2C", 2);
        memcpy(want + 3 * i, "\xE6\x9C\xAC", 3);
    }
    want[3 * UNITS] = '\0';
    assert_text(&t, data, 2 * UNITS + 2, want);
    free(data);
    free(want);
    temp_remove(&t);
}

/* Every allocation fails in turn: a clean AKA_E_NOMEM or, where a library hides it, a clean end. */
static void test_out_of_memory(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char out[4096];
    char *text = make_text(500);
    const char *paths[3];
    paths[0] = temp_write(&t, "plain", text, 500);
    paths[1] = temp_write(&t, "gz", out, gzip_bytes(text, 500, out));
    paths[2] = temp_write(&t, "utf16",
        "\xFF\xFE"
        "a\0b\0",
        6);
    for (size_t k = 0; k < 3; k++) {
        aka_status st = AKA_E_NOMEM;
        size_t n;
        for (n = 1; n < 50 && st == AKA_E_NOMEM; n++) {
            ak_input *in = NULL;
            aka_error err;
            bool more;
            ak_slice line;
            fail_at = n;
            st = ak_input_open(paths[k], &in, &err);
            if (!st) st = ak_input_decode_text(in, &err);
            if (!st) st = ak_input_line(in, 1000, &line, &more, &err);
            fail_at = 0;
            if (st) assert_int_equal(err.code, AKA_E_NOMEM);
            ak_input_close(in);
        }
        assert_int_equal(st, AKA_OK);
        assert_true(n > 4);
    }
    free(text);
    temp_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_compressed),
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_not_readable),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_lines_of_truncated),
        cmocka_unit_test(test_peek),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_stdin),
        cmocka_unit_test(test_decode_text),
        cmocka_unit_test(test_decode_long_text),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
