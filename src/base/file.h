/* Files: mapped for reading, and written so that a crash leaves the old one or the new one. */
#ifndef AK_BASE_FILE_H
#define AK_BASE_FILE_H

#include "base/error.h"
#include "base/slice.h"

typedef struct ak_map {
    ak_slice bytes; /* the whole file; stays mapped until ak_map_close */
    int fd;         /* -1 where nothing is mapped */
} ak_map;

/* Maps a regular file read-only. An empty file gives an empty slice. */
AKA_CHECKED aka_status ak_map_open(ak_map *map, const char *path, aka_error *err);
/* Harmless on one that is closed. */
void ak_map_close(ak_map *map);
/* Reads bytes of the map from the file instead of where they are mapped. False where they cannot be
 * read; then some of out may be written. Any number of threads. */
bool ak_map_read(const ak_map *map, ak_slice bytes, char *out);

/* A file being written under a temporary name in the target's folder. */
typedef struct ak_atomic {
    int fd; /* -1 where not open */
    char *path, *temp;
    uint64_t written;
} ak_atomic;

/* AKA_E_IO where something else than a file is at path, such as a device or a pipe. */
AKA_CHECKED aka_status ak_atomic_check(const char *path, aka_error *err);
/* A symbolic link at path stays, and what it leads to is replaced. */
AKA_CHECKED aka_status ak_atomic_open(ak_atomic *file, const char *path, aka_error *err);
AKA_CHECKED aka_status ak_atomic_write(ak_atomic *file, ak_slice bytes, aka_error *err);
/* Overwrites bytes already written, e.g. a header whose content is known at the end. */
AKA_CHECKED aka_status ak_atomic_rewrite(
    ak_atomic *file, uint64_t offset, ak_slice bytes, aka_error *err);
/* fsync, rename over the target, fsync the folder. On failure the target is as it was. */
AKA_CHECKED aka_status ak_atomic_commit(ak_atomic *file, aka_error *err);
/* Gives up: removes the temporary file. Harmless after commit. */
void ak_atomic_abort(ak_atomic *file);

#endif
