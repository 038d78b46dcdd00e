/* Writes the golden file and the fuzz target's corpus: index_samples GOLDEN CORPUS-FOLDER. The
 * golden file of a released format version is never written again. */
#include "sample.h"
#include "seal.h"

#include <stdio.h>
#include <stdlib.h>

static const char *folder;

static void put(const char *name, const unsigned char *bytes, size_t len)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, len, f) != len || fclose(f) != 0) {
        perror(path);
        exit(1);
    }
}

/* Intact indexes of some sizes, cut ones, and ones with a byte changed in each section. */
static void put_sizes(void)
{
    for (uint32_t n = 0; n <= 4; n++) {
        sample s;
        size_t len;
        char name[64];
        sample_make(&s, n, 60 + n);
        unsigned char *bytes = sample_bytes(&s.data, &len);
        snprintf(name, sizeof name, "intact-%u", n);
        put(name, bytes, len);
        free(bytes);
        sample_free(&s);
    }
}

static void put_damaged(void)
{
    sample s;
    size_t len;
    sample_make(&s, 2, 70);
    unsigned char *bytes = sample_bytes(&s.data, &len);
    const size_t cuts[] = {0, 10, 40, 300, 600, len - 1};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        char name[64];
        snprintf(name, sizeof name, cuts[i] == len - 1 ? "cut-at-end" : "cut-at-%zu", cuts[i]);
        put(name, bytes, cuts[i]);
    }
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) {
        ak_ix_section entry;
        char name[64];
        memcpy(&entry, bytes + sizeof(ak_ix_header) + i * sizeof entry, sizeof entry);
        snprintf(name, sizeof name, "changed-in-section-%u", entry.id);
        if (entry.len == 0) continue;
        unsigned char *at = bytes + entry.off + entry.len / 2;
        *at ^= 0x41;
        seal(bytes, len);
        put(name, bytes, len);
        *at ^= 0x41;
    }
    free(bytes);
    sample_free(&s);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: index_samples GOLDEN CORPUS-FOLDER\n");
        return 2;
    }
    sample s;
    sample_make(&s, 6, 1);
    aka_error err;
    if (ak_index_write(&s.data, argv[1], NULL, NULL, &err) != AKA_OK) {
        fprintf(stderr, "index_samples: %s\n", err.message);
        return 1;
    }
    sample_free(&s);
    folder = argv[2];
    put_sizes();
    put_damaged();
    return 0;
}
