/* A request to the service: a line "METHOD /path?query", an "f" before it where the body is a form,
 * and the body behind the line. Whatever is asked is answered by JSON or text with a status. */
#include "../tests/serve/ask.h"

#include <stdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char list[] =
    "id,name,schema,country\nx1,Ann Alpha,Person,ru\nx2,Cee Trading Ltd,Company,cy\n";

/* The index of a small list; opened once, and kept for all inputs. */
static ak_service *service(void)
{
    static ak_service made;
    static int ready;
    char list_path[] = "/tmp/aka-fuzz-XXXXXX.csv", path[] = "/tmp/aka-fuzz-XXXXXX.aka";
    if (ready) return ready > 0 ? &made : NULL;
    ready = -1;
    int fd = mkstemps(list_path, 4), other = mkstemps(path, 4);
    aka_builder *b = NULL;
    aka_server_options options = {.size = sizeof options, .index = path};
    aka_error error;
    if (fd >= 0 && other >= 0 && write(fd, list, sizeof list - 1) == (ssize_t)sizeof list - 1 &&
        aka_builder_create(NULL, &b, NULL) == AKA_OK &&
        aka_builder_add(b, list_path, NULL) == AKA_OK &&
        aka_builder_write(b, path, NULL, NULL) == AKA_OK &&
        ak_service_init(&made, &options, &error) == AKA_OK)
        ready = 1;
    aka_builder_free(b);
    close(fd);
    close(other);
    unlink(list_path);
    unlink(path);
    return ready > 0 ? &made : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ak_service *s = service();
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    if (!s || !end || size > 1 << 16) return 0;
    char line[2048];
    size_t len = (size_t)(end - data);
    bool form = len && data[0] == 'f';
    if (form) data++, len--;
    if (len >= sizeof line || memchr(data, '\0', len)) return 0;
    memcpy(line, data, len);
    line[len] = '\0';
    char *target = strchr(line, ' ');
    if (!target) return 0;
    *target++ = '\0';
    const char *body = (const char *)end + 1;
    aka_view view = {body, size - (size_t)(body - (const char *)(data - form))};
    asked a = ask(s, line, target, view, form);
    if (a.status < 200 || a.status > 599 || a.status == 500 || a.out.len == 0) abort();
    if (a.status != 200 && memcmp(a.out.data, "{\"detail\":", 10) != 0) abort();
    ak_out_free(&a.out);
    return 0;
}
