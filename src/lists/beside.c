/* Companions of an OFAC primary file, found beside it by their names. */
#include "lists/beside.h"

#include "lists/draft.h"

#include <dirent.h>
#include <stdio.h>

#define MAX_NAME 256

/* "folder/" of a path, empty where it has none, and what comes behind. */
static ak_slice folder_of(const char *path, ak_slice *name)
{
    const char *slash = strrchr(path, '/');
    *name = ak_slice_of(slash ? slash + 1 : path);
    return slash ? (ak_slice){path, (size_t)(slash + 1 - path)} : (ak_slice){"", 0};
}

static ak_slice without_compression(ak_slice name)
{
    static const char *const endings[] = {".gz", ".zst"};
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(endings[i]);
        if (name.len > n &&
            ak_find_nocase(ak_slice_sub(name, name.len - n, name.len), endings[i]) == 0)
            name.len -= n;
    }
    return name;
}

/* The companion's name: the primary's, with another word in the place of PRIM or SDN. */
static bool companion_name(ak_slice primary, ak_companion which, char out[MAX_NAME])
{
    static const struct {
        const char *word;
        const char *instead[AK_COMPANION_COUNT];
    } patterns[] = {
        {"prim", {"alt", "add", "comments"}},
        {"sdn", {"alt", "add", "sdn_comments"}},
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        size_t at = ak_find_nocase(primary, patterns[i].word);
        if (at > primary.len) continue;
        ak_slice rest = ak_slice_sub(primary, at + strlen(patterns[i].word), primary.len);
        int n = snprintf(out, MAX_NAME, "%.*s%s%.*s", (int)at, primary.data,
            patterns[i].instead[which], AK_ARG(rest));
        return n > 0 && n < MAX_NAME;
    }
    return false;
}

static bool matches(ak_slice primary, ak_companion which, ak_slice name)
{
    char wanted[MAX_NAME];
    return companion_name(without_compression(primary), which, wanted) &&
           ak_slice_eq_nocase(without_compression(name), ak_slice_of(wanted));
}

bool ak_beside_is(const char *primary, ak_companion which, const char *path)
{
    ak_slice primary_name, name;
    ak_slice primary_folder = folder_of(primary, &primary_name), folder = folder_of(path, &name);
    return ak_slice_eq(primary_folder, folder) && matches(primary_name, which, name);
}

static bool join_path(ak_arena *arena, ak_slice folder, const char *name, const char **out)
{
    size_t n = strlen(name);
    char *path = ak_arena_alloc(arena, folder.len + n + 1);
    if (!path) return false;
    if (folder.len) memcpy(path, folder.data, folder.len);
    memcpy(path + folder.len, name, n + 1);
    *out = path;
    return true;
}

aka_status ak_beside_find(
    const char *primary, ak_companion which, ak_arena *arena, const char **out, aka_error *err)
{
    ak_slice name;
    ak_slice folder = folder_of(primary, &name);
    const char *folder_path = ".", *found = NULL;
    *out = NULL;
    if (strcmp(primary, "-") == 0) return AKA_OK;
    if (folder.len) {
        ak_slice copy;
        if (!ak_arena_dup(arena, folder, &copy)) return ak_fail_nomem(err);
        folder_path = copy.data;
    }
    DIR *dir = opendir(folder_path);
    if (!dir) return AKA_OK; /* the primary could be opened; its folder need not be readable */
    aka_status st = AKA_OK;
    /* Of several (ALT.CSV, alt.csv.gz) the first by name, so that the order of the folder on disk
     * does not matter. */
    for (struct dirent *e; st == AKA_OK && (e = readdir(dir));) {
        if (!matches(name, which, ak_slice_of(e->d_name))) continue;
        if (found && strcmp(e->d_name, found) >= 0) continue;
        ak_slice copy;
        if (ak_arena_dup(arena, ak_slice_of(e->d_name), &copy))
            found = copy.data;
        else
            st = ak_fail_nomem(err);
    }
    closedir(dir);
    if (st == AKA_OK && found && !join_path(arena, folder, found, out)) st = ak_fail_nomem(err);
    return st;
}
