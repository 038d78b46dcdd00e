/* Mapped files and atomic replacement of files, over POSIX. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

aka_status ak_map_open(ak_map *map, const char *path, aka_error *err)
{
    *map = (ak_map){.fd = -1};
    /* Without O_NONBLOCK a pipe would be waited for before it can be refused. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return ak_fail_at(err, AKA_E_IO, path, 0, "cannot be opened: %s", strerror(errno));
    aka_status status = AKA_OK;
    struct stat st;
    if (fstat(fd, &st) != 0)
        status = ak_fail_at(err, AKA_E_IO, path, 0, "cannot be read: %s", strerror(errno));
    else if (!S_ISREG(st.st_mode))
        status = ak_fail_at(err, AKA_E_IO, path, 0, "is not a regular file");
    else if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED)
            status = ak_fail_at(err, AKA_E_IO, path, 0, "cannot be mapped: %s", strerror(errno));
        else
            *map = (ak_map){{p, (size_t)st.st_size}, fd};
    }
    if (map->fd < 0) close(fd);
    return status;
}

void ak_map_close(ak_map *map)
{
    if (map->bytes.len) {
        munmap((void *)(uintptr_t)map->bytes.data, map->bytes.len);
        close(map->fd);
    }
    *map = (ak_map){.fd = -1};
}

bool ak_map_read(const ak_map *map, ak_slice bytes, char *out)
{
    const off_t from = bytes.data - map->bytes.data;
    for (size_t done = 0; done < bytes.len;) {
        const ssize_t n = pread(map->fd, out + done, bytes.len - done, from + (off_t)done);
        if (n > 0)
            done += (size_t)n;
        else if (n == 0 || errno != EINTR)
            return false;
    }
    return true;
}

static aka_status write_failed(const ak_atomic *file, aka_error *err)
{
    return ak_fail_at(err, AKA_E_IO, file->path, 0, "cannot be written: %s", strerror(errno));
}

aka_status ak_atomic_check(const char *path, aka_error *err)
{
    struct stat st;
    if (stat(path, &st) != 0 || S_ISREG(st.st_mode)) return AKA_OK;
    return ak_fail_at(err, AKA_E_IO, path, 0, "is not a regular file; only such a one is replaced");
}

/* Where the file of that path lies, links followed: a link stays one, and what it leads to is
 * replaced. A copy of path where nothing is there yet. */
static aka_status find_place(char **place, const char *path, aka_error *err)
{
    aka_status status = ak_atomic_check(path, err);
    if (status != AKA_OK) return status;
    *place = realpath(path, NULL);
    if (!*place && errno != ENOMEM) *place = strdup(path);
    return *place ? AKA_OK : ak_fail_nomem(err);
}

static aka_status make_temp(ak_atomic *file, const char *place, aka_error *err)
{
    size_t size = strlen(place) + sizeof ".XXXXXX";
    file->temp = malloc(size);
    if (!file->temp) return ak_fail_nomem(err);
    snprintf(file->temp, size, "%s.XXXXXX", place);
    file->fd = mkostemp(file->temp, O_CLOEXEC);
    if (file->fd >= 0) {
        fchmod(file->fd, 0644);
        return AKA_OK;
    }
    free(file->temp); /* names nothing that abort should remove */
    file->temp = NULL;
    return ak_fail_at(
        err, AKA_E_IO, place, 0, "no file can be made in its folder: %s", strerror(errno));
}

aka_status ak_atomic_open(ak_atomic *file, const char *path, aka_error *err)
{
    *file = (ak_atomic){.fd = -1};
    aka_status status = find_place(&file->path, path, err);
    if (status == AKA_OK) status = make_temp(file, file->path, err);
    if (status != AKA_OK) ak_atomic_abort(file);
    return status;
}

static aka_status write_at(ak_atomic *file, uint64_t offset, ak_slice bytes, aka_error *err)
{
    for (size_t done = 0; done < bytes.len;) {
        ssize_t n = pwrite(file->fd, bytes.data + done, bytes.len - done, (off_t)(offset + done));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return write_failed(file, err);
        done += (size_t)n;
    }
    return AKA_OK;
}

aka_status ak_atomic_write(ak_atomic *file, ak_slice bytes, aka_error *err)
{
    aka_status status = write_at(file, file->written, bytes, err);
    if (status == AKA_OK) file->written += bytes.len;
    return status;
}

aka_status ak_atomic_rewrite(ak_atomic *file, uint64_t offset, ak_slice bytes, aka_error *err)
{
    if (offset > file->written || bytes.len > file->written - offset)
        return ak_fail(err, AKA_E_INTERNAL, "rewrite beyond the bytes written");
    return write_at(file, offset, bytes, err);
}

/* Makes the rename itself durable; a folder that cannot be synced is not an error of ours. */
static void sync_folder(const char *path)
{
    char *copy = strdup(path);
    if (!copy) return;
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(copy);
}

aka_status ak_atomic_commit(ak_atomic *file, aka_error *err)
{
    aka_status status = AKA_OK;
    if (fsync(file->fd) != 0) status = write_failed(file, err);
    if (close(file->fd) != 0 && status == AKA_OK) status = write_failed(file, err);
    file->fd = -1;
    if (status == AKA_OK && rename(file->temp, file->path) != 0) status = write_failed(file, err);
    if (status == AKA_OK) {
        sync_folder(file->path);
        free(file->temp);
        file->temp = NULL;
    }
    ak_atomic_abort(file);
    return status;
}

void ak_atomic_abort(ak_atomic *file)
{
    if (file->fd >= 0) close(file->fd);
    if (file->temp) unlink(file->temp);
    free(file->temp);
    free(file->path);
    *file = (ak_atomic){.fd = -1};
}
