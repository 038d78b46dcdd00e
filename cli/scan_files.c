/* Which files to scan: operands and lists of paths, folders with all that is in them. */
#include "scan.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 64 /* folders within folders */

static bool out_of_memory(void)
{
    cli_say("out of memory");
    return false;
}

static bool add_path(scan_files *files, const char *path)
{
    if (files->count == files->cap) {
        size_t cap = files->cap ? files->cap * 2 : 64;
        char **grown = realloc(files->paths, cap * sizeof *grown);
        if (!grown) return out_of_memory();
        files->paths = grown;
        files->cap = cap;
    }
    char *copy = strdup(path);
    if (!copy) return out_of_memory();
    files->paths[files->count++] = copy;
    return true;
}

static bool add(scan_files *files, const char *path, int depth);

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool add_entry(scan_files *files, const char *folder, const char *name, int depth)
{
    size_t size = strlen(folder) + strlen(name) + 2, n = strlen(folder);
    char *path = malloc(size);
    if (!path) return out_of_memory();
    snprintf(path, size, "%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", name);
    bool ok = add(files, path, depth + 1);
    free(path);
    return ok;
}

/* All of a folder but hidden files, by name; links to folders are not followed, so that it ends. */
static bool add_folder(scan_files *files, const char *path, int depth)
{
    struct dirent **entries;
    int n = scandir(path, &entries, is_visible, alphasort);
    bool ok = true;
    if (n < 0) {
        cli_say("%s: %s", path, strerror(errno));
        files->bad++;
        return true;
    }
    for (int i = 0; i < n; i++) {
        if (ok) ok = add_entry(files, path, entries[i]->d_name, depth);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

static bool is_link(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

static bool add(scan_files *files, const char *path, int depth)
{
    struct stat st;
    if (strcmp(path, "-") == 0) return add_path(files, path);
    if (stat(path, &st) != 0) {
        cli_say("%s: %s", path, strerror(errno));
        files->bad++;
        return true;
    }
    if (S_ISDIR(st.st_mode) && depth && is_link(path)) return true;
    if (S_ISDIR(st.st_mode)) {
        if (depth < DEPTH_MAX) return add_folder(files, path, depth);
        cli_say("%s: over %d folders deep; not read", path, DEPTH_MAX);
        files->bad++;
        return true;
    }
    /* What was named is opened whatever it is; of a folder, only files. */
    return depth == 0 || S_ISREG(st.st_mode) ? add_path(files, path) : true;
}

/* One path a line; "-" is standard input. */
static bool add_list(scan_files *files, const char *list)
{
    bool own = strcmp(list, "-") != 0, ok = true;
    FILE *in = own ? fopen(list, "r") : stdin;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    if (!in) {
        cli_say("%s: %s", list, strerror(errno));
        return false;
    }
    while (ok && (n = getline(&line, &cap, in)) >= 0) {
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) line[--n] = 0;
        if (n > 0) ok = add(files, line, 0);
    }
    if (ferror(in)) {
        cli_say("%s: %s", list, strerror(errno));
        ok = false;
    }
    free(line);
    if (own) fclose(in);
    return ok;
}

bool scan_files_collect(scan_files *files, const scan_args *args)
{
    for (size_t i = 0; i < args->operand_count; i++)
        if (!add(files, args->operands[i], 0)) return false;
    if (args->files_from && !add_list(files, args->files_from)) return false;
    if (files->count == 0 && files->bad == 0) cli_say("there is no file to scan");
    return files->count > 0;
}

void scan_files_free(scan_files *files)
{
    for (size_t i = 0; i < files->count; i++) free(files->paths[i]);
    free(files->paths);
    *files = (scan_files){0};
}
