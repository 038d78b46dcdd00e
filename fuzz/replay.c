/* Runs a fuzz target over the files of its corpus: LLVMFuzzerTestOneInput for each file of each
 * folder named on the command line. Exit 0 where none crashed. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return -1;
    size_t cap = 1 << 16, len = 0;
    uint8_t *data = malloc(cap);
    for (size_t n; data && (n = fread(data + len, 1, cap - len, f)) > 0;) {
        len += n;
        if (len == cap) data = realloc(data, cap *= 2);
    }
    fclose(f);
    if (!data) return -1;
    /* A copy of exactly the size, so that a sanitizer sees a read behind it. */
    uint8_t *exact = malloc(len ? len : 1);
    if (exact) {
        memcpy(exact, data, len);
        LLVMFuzzerTestOneInput(exact, len);
    }
    free(exact);
    free(data);
    return 0;
}

int main(int argc, char **argv)
{
    int files = 0;
    for (int i = 1; i < argc; i++) {
        DIR *dir = opendir(argv[i]);
        if (!dir) {
            fprintf(stderr, "replay: %s cannot be opened\n", argv[i]);
            return 1;
        }
        for (struct dirent *e; (e = readdir(dir));) {
            char path[4096];
            if (e->d_name[0] == '.') continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], e->d_name);
            if (replay_file(path) == 0) files++;
        }
        closedir(dir);
    }
    printf("replayed %d files\n", files);
    return files > 0 ? 0 : 1;
}
