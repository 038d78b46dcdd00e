/* Payments by way of aka_scanner: one order of mentions with places and lines, nothing told twice,
 * problems with their place, whatever the size of the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan_help.h"

/* What a scan told: mentions as "message path id:text;", problems as "! line field;". */
typedef struct told {
    ak_slice file;
    ak_buf lines;
    uint64_t last, breaks, text_len;
    size_t mentions, stop_at;
} told;

static int on_mention(void *ctx, const aka_mention *m)
{
    told *t = ctx;
    assert_non_null(m->path);
    assert_true(m->offset >= t->last && m->offset + m->length <= t->file.len);
    assert_memory_equal(t->file.data + m->offset, m->text, m->length);
    assert_memory_equal(m->context + m->context_at, m->text, m->length);
    for (size_t i = t->last; i < m->offset; i++) t->breaks += t->file.data[i] == '\n';
    assert_int_equal(m->line, t->breaks + 1);
    t->last = m->offset;
    ak_buf_addf(&t->lines, "%u %s %s:%.*s;", m->message, m->path, m->results[0].id, (int)m->length,
        m->text);
    return ++t->mentions == t->stop_at;
}

static int on_text(void *ctx, uint64_t offset, const char *readable, size_t len)
{
    told *t = ctx;
    assert_int_equal(offset, t->text_len);
    assert_memory_equal(t->file.data + offset, readable, len);
    t->text_len += len;
    return 0;
}

static void on_problem(void *ctx, const aka_problem *p)
{
    told *t = ctx;
    ak_buf_addf(&t->lines, "! %llu %s;", (unsigned long long)p->line, p->field);
}

static aka_status run(aka_scanner *scanner, ak_slice file, told *t, aka_error *err)
{
    aka_scan_options o = {.size = sizeof o,
        .on_mention = on_mention,
        .on_text = on_text,
        .ctx = t,
        .on_problem = on_problem};
    t->file = file;
    ak_buf_init(&t->lines, 0);
    return aka_scanner_run(scanner, file.data, file.len, &o, err);
}

static void expect(void **state, const char *file, const char *wanted)
{
    fixture *f = *state;
    told t = {0};
    assert_int_equal(run(f->scanner, ak_slice_of(file), &t, NULL), AKA_OK);
    assert_string_equal(t.lines.data ? t.lines.data : "", wanted);
    assert_int_equal(t.text_len, t.file.len);
    assert_int_equal(aka_scanner_bytes(f->scanner), t.file.len);
    ak_buf_free(&t.lines);
}

static void test_order(void **state)
{
    expect(state,
        ":20:A\r\n:59:GUSTAVO\r\nPETRO\r\n:70:FREIGHT OF GOLDEN HERON SHIPP\r\nING CO., LTD.\r\n"
        "-\r\n:20:B\r\n:57A:NOBIC\r\n:59:PETROGUSTAVO\r\n-\r\n",
        "1 59/1-2 p1:GUSTAVO\r\nPETRO;1 70/1-2 o1:GOLDEN HERON SHIPP\r\nING CO., LTD;! 8 57A/1;"
        "2 59/1 p1:PETROGUSTAVO;");
    expect(state, ":20:A\n:59:JANE EXAMPLE\n:70:RENT\n-\n", "");
}

/* A file that begins so is refused; what a payer writes does not hide the rest of the payment. */
static void test_texts_like_other_files(void **state)
{
    expect(state,
        ":20:A\r\n:59:JANE\r\n:70:%PDF-1 Gustavo Petro\r\n-\r\n:20:B\r\n:59:GUSTAVO PETRO\r\n-\r\n",
        "1 70/1 p1:Gustavo Petro;2 59/1 p1:GUSTAVO PETRO;");
    expect(state, ":20:A\n:59:JANE\n:70:PK\x03\x04 FOR RENT\n:72:FOR Gustavo Petro\n-\n",
        "1 72/1 p1:Gustavo Petro;");
}

/* A text goes on in the next element of its name, but not in one far away or of another message. */
static void test_texts_in_a_row(void **state)
{
#define REMITTED(texts)                                                                            \
    "<Document><FICdtTrf><Cdtr><Nm>Jane Example</Nm></Cdtr><RmtInf>" texts                         \
    "</RmtInf></FICdtTrf></Document>"
    expect(state, REMITTED("<Ustrd>For Gustavo Pe</Ustrd><Ustrd>tro Urrego</Ustrd>"),
        "1 RmtInf/Ustrd[2] p1:Gustavo Pe</Ustrd><Ustrd>tro Urrego;");
    expect(state,
        REMITTED("<Ustrd>For Gustavo</Ustrd><Ustrd>Petro, Nikolai</Ustrd><Ustrd>Patrushev</Ustrd>"),
        "1 RmtInf/Ustrd[2] p1:Gustavo</Ustrd><Ustrd>Petro;"
        "1 RmtInf/Ustrd[3] p2:Nikolai</Ustrd><Ustrd>Patrushev;");
    expect(state, REMITTED("<Ustrd>Gustavo Petro</Ustrd><Ustrd>Gustavo Petro</Ustrd>"),
        "1 RmtInf/Ustrd p1:Gustavo Petro;1 RmtInf/Ustrd[2] p1:Gustavo Petro;");
    expect(state, REMITTED("<Ustrd>For Gustavo</Ustrd>") REMITTED("<Ustrd>Petro</Ustrd>"), "");
    expect(state, REMITTED("<Ustrd>For Gustavo</Ustrd><Ustrd></Ustrd><Ustrd>Petro</Ustrd>"), "");
#undef REMITTED
    char file[20000], far[9001];
    memset(far, ' ', sizeof far - 1);
    far[sizeof far - 1] = '\0';
    snprintf(file, sizeof file,
        "<Document><FICdtTrf><Cdtr><Nm>Jane Example</Nm></Cdtr><RmtInf><Ustrd>For "
        "Gustavo</Ustrd>%s<Ustrd>Petro</Ustrd></RmtInf></FICdtTrf></Document>",
        far);
    expect(state, file, "");
}

/* The address is a text as well, and names him again: once is enough. */
static void test_told_once(void **state)
{
    expect(state,
        "<Document><FICdtTrf><Cdtr><Nm>Gustavo</Nm><PstlAdr><AdrLine>Francisco Petro Urrego"
        "</AdrLine></PstlAdr></Cdtr></FICdtTrf></Document>",
        "1 Cdtr/PstlAdr/AdrLine p1:Gustavo</Nm><PstlAdr><AdrLine>Francisco Petro Urrego;");
}

static void test_words_that_refer_back(void **state)
{
    expect(state, ":20:A\n:59:JANE EXAMPLE\n:70:PAID BY Gustavo Petro. IT IS Petro WHO ASKS\n-\n",
        "1 70/1 p1:Gustavo Petro;1 70/1 p1:Petro;");
}

/* Long files, with and without line breaks, and lines longer than what is kept. */
static void test_sizes(void **state)
{
    static const char *const units[][2] = {
        {":20:A\n:59:GUSTAVO PETRO\n:70:THE RENT OF AUGUST\n-\n", ""},
        {"<Cdtr><Nm>Gustavo Petro</Nm></Cdtr>", "</FICdtTrf></Document>"},
        {"<Cdtr>\n<Nm>Gustavo\nPetro</Nm></Cdtr>", "</FICdtTrf></Document>"}};
    fixture *f = *state;
    for (size_t i = 0; i < 3; i++) {
        ak_buf file;
        told t = {0};
        ak_buf_init(&file, 0);
        if (*units[i][1]) ak_buf_adds(&file, "<Document><FICdtTrf>");
        for (size_t k = 0; k < 7000; k++) ak_buf_adds(&file, units[i][0]);
        ak_buf_adds(&file, units[i][1]);
        assert_int_equal(run(f->scanner, ak_buf_slice(&file), &t, NULL), AKA_OK);
        assert_int_equal(t.mentions, 7000);
        assert_int_equal(t.text_len, file.len);
        ak_buf_free(&t.lines);
        ak_buf_free(&file);
    }
}

/* Without a receiver the first problem is the error; all else has been told. */
static void test_nobody_hears_problems(void **state)
{
    static const char file[] =
        ":20:A\n:57A:NOBIC\n:59:GUSTAVO PETRO\n-\n:20:B\n:57A:NONE\n:59:X Y\n";
    fixture *f = *state;
    told t = {.file = {file, sizeof file - 1}};
    aka_error err = {0};
    /* As compiled before there was on_problem. */
    aka_scan_options o = {
        .size = offsetof(aka_scan_options, on_problem), .on_mention = on_mention, .ctx = &t};
    o.on_problem = on_problem;
    assert_int_equal(aka_scanner_run(f->scanner, file, sizeof file - 1, &o, &err), AKA_E_RECORD);
    assert_int_equal(err.line, 2);
    assert_non_null(strstr(err.message, "57A/1: "));
    assert_string_equal(t.lines.data, "1 59/1 p1:GUSTAVO PETRO;");
    ak_buf_free(&t.lines);
}

/* A problem of its message, wherever in it; the texts do not tell it again. */
static void test_not_utf8(void **state)
{
    expect(state,
        ":20:A\n:59:NICOL\xC1S\n:70:MET GUSTAVO PETRO \xC1\n-\n:20:B\n:59:GUSTAVO PETRO\n-\n",
        "! 2 ;1 70/1 p1:GUSTAVO PETRO;2 59/1 p1:GUSTAVO PETRO;");
}

static void test_ended_by_the_receiver(void **state)
{
    static const char file[] = ":20:A\n:59:GUSTAVO PETRO\n-\n:20:A\n:59:GUSTAVO PETRO\n-\n";
    fixture *f = *state;
    told t = {.stop_at = 1};
    assert_int_equal(run(f->scanner, ak_slice_of(file), &t, NULL), AKA_E_IO);
    assert_int_equal(t.mentions, 1);
    ak_buf_free(&t.lines);
    expect(state, ":20:A\n:59:GUSTAVO PETRO\n-\n", "1 59/1 p1:GUSTAVO PETRO;");
}

static void test_no_payment(void **state)
{
    fixture *f = *state;
    aka_error err = {0};
    aka_scan_options o = {.size = sizeof o, .form = AKA_FORM_PAYMENT};
    assert_int_equal(aka_scanner_run(f->scanner, "hello", 5, &o, &err), AKA_E_FORMAT);
    o.form = (aka_scan_form)(AKA_FORM_PAYMENT + 1);
    assert_int_equal(aka_scanner_run(f->scanner, "hello", 5, &o, &err), AKA_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_texts_like_other_files),
        cmocka_unit_test(test_texts_in_a_row),
        cmocka_unit_test(test_told_once),
        cmocka_unit_test(test_words_that_refer_back),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_nobody_hears_problems),
        cmocka_unit_test(test_not_utf8),
        cmocka_unit_test(test_ended_by_the_receiver),
        cmocka_unit_test(test_no_payment),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
