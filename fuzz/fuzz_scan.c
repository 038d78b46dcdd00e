/* Fuzzes aka_scanner_run: any bytes as text, Markdown, HTML or payments (the first byte, '0' to
 * '4', says which), against a small list. Mentions must lie in the text, in order; only those of
 * payments overlap. */
#include "memory_file.h"

#include "aka/aka.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char list[] =
    "{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo PETRO\"]}}\n"
    "{\"id\":\"q\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Иван Петров\",\"بشار "
    "الأسد\"]}}\n"
    "{\"id\":\"o\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Red Sea Co., Ltd.\"]}}\n"
    "{\"id\":\"r\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Maria Petro SALIM\"]}}\n"
    "{\"id\":\"h\",\"schema\":\"Organization\",\"properties\":{\"name\":[\"HIZBALLAH\"],"
    "\"alias\":[\"Sea Board of Petro\",\"SBP LLC\"]}}\n"
    "{\"id\":\"v\",\"schema\":\"Vessel\",\"properties\":{\"name\":[\"OCEAN STAR 3\"]}}\n";

static aka_index *make_index(void)
{
    char path[] = "/tmp/aka-fuzz-XXXXXX";
    aka_index *index = NULL;
    aka_builder *b = NULL;
    memory_file f = memory_file_make((const uint8_t *)list, sizeof list - 1);
    char source[300];
    int fd = mkstemp(path);
    snprintf(source, sizeof source, "ftm:%s", f.path);
    if (fd < 0 || aka_builder_create(NULL, &b, NULL) || aka_builder_add(b, source, NULL) ||
        aka_builder_write(b, path, NULL, NULL) || aka_index_open(path, 0, &index, NULL))
        abort();
    close(fd);
    unlink(path);
    aka_builder_free(b);
    memory_file_close(&f);
    return index;
}

typedef struct place {
    uint64_t end, size;
    const uint8_t *data;
} place;

static int see(void *ctx, const aka_mention *m)
{
    place *p = ctx;
    if (m->offset < p->end || m->length == 0 || m->offset + m->length > p->size) abort();
    if (memcmp(m->text, p->data + m->offset, m->length) != 0) abort();
    if (m->context_at + m->length > m->context_len) abort();
    p->end = m->path ? m->offset : m->offset + m->length;
    return 0;
}

static void hear(void *ctx, const aka_problem *problem)
{
    (void)ctx;
    if (!problem->record || !problem->field || strpbrk(problem->message, "\r\n")) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static aka_scanner *scanner;
    if (!scanner) {
        static aka_scan_plan *plan;
        if (aka_scan_plan_create(make_index(), &plan, NULL)) abort();
        if (aka_scanner_create(plan, &scanner, NULL)) abort();
    }
    if (size == 0) return 0;
    place p = {0, size - 1, data + 1};
    aka_scan_options o = {.size = sizeof o,
        .form = (aka_scan_form)((uint8_t)(data[0] - '0') % 5),
        .on_mention = see,
        .ctx = &p,
        .on_problem = hear};
    aka_status status = aka_scanner_run(scanner, (const char *)data + 1, size - 1, &o, NULL);
    if (status != AKA_OK && status != AKA_E_FORMAT) abort();
    return 0;
}
