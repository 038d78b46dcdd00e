/* Reading, finding and making API keys. */
#include "keys.h"

#include <errno.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 5, 6))) static aka_status fail(
    aka_error *error, aka_status code, const char *path, uint64_t line, const char *format, ...)
{
    va_list args;
    if (!error) return code;
    *error = (aka_error){.code = code, .line = line};
    snprintf(error->path, sizeof error->path, "%s", path);
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return code;
}

static bool is_name(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    return n > 0 && n <= 64 && name[n] == '\0';
}

static ak_role role_of(const char *text)
{
    if (strcmp(text, "screen") == 0) return AK_ROLE_SCREEN;
    return strcmp(text, "admin") == 0 ? AK_ROLE_ADMIN : AK_ROLE_NONE;
}

static bool from_hex(unsigned char *out, size_t size, const char *hex)
{
    size_t len;
    const char *end;
    return strlen(hex) == 2 * size &&
           sodium_hex2bin(out, size, hex, 2 * size, NULL, &len, &end) == 0 && len == size;
}

static aka_status read_line(
    ak_keys *keys, char *text, const char *path, uint64_t line, aka_error *error)
{
    char *rest, *words[5];
    size_t n = 0;
    text[strcspn(text, "#\r\n")] = '\0';
    for (char *w = strtok_r(text, " \t", &rest); w && n < 5; w = strtok_r(NULL, " \t", &rest))
        words[n++] = w;
    if (n == 0) return AKA_OK;
    if (keys->count == AK_KEYS_MAX)
        return fail(error, AKA_E_LIMIT, path, line, "more than %d keys", AK_KEYS_MAX);
    ak_key *key = &keys->list[keys->count];
    if (n != 4 || !is_name(words[0]) || !(key->role = role_of(words[1])) ||
        !from_hex(key->salt, sizeof key->salt, words[2]) ||
        !from_hex(key->hash, sizeof key->hash, words[3]))
        return fail(error, AKA_E_SYNTAX, path, line,
            "a key is written as \"NAME screen|admin SALT HASH\"; make one with \"aka serve "
            "--new-key NAME\"");
    snprintf(key->name, sizeof key->name, "%s", words[0]);
    keys->count++;
    return AKA_OK;
}

aka_status ak_keys_read(ak_keys *keys, const char *path, aka_error *error)
{
    char line[1024];
    aka_status status = AKA_OK;
    *keys = (ak_keys){0};
    if (sodium_init() < 0) return fail(error, AKA_E_INTERNAL, "", 0, "libsodium cannot be used");
    FILE *f = fopen(path, "re");
    if (!f) return fail(error, AKA_E_IO, path, 0, "cannot be opened: %s", strerror(errno));
    keys->list = calloc(AK_KEYS_MAX, sizeof *keys->list);
    if (!keys->list) status = fail(error, AKA_E_NOMEM, "", 0, "out of memory");
    for (uint64_t n = 1; status == AKA_OK && fgets(line, sizeof line, f); n++)
        status = read_line(keys, line, path, n, error);
    if (status == AKA_OK && ferror(f))
        status = fail(error, AKA_E_IO, path, 0, "cannot be read: %s", strerror(errno));
    if (status == AKA_OK && keys->count == 0)
        status = fail(error, AKA_E_FORMAT, path, 0, "has no key: nobody could ask anything");
    fclose(f);
    if (status != AKA_OK) ak_keys_free(keys);
    return status;
}

void ak_keys_free(ak_keys *keys)
{
    free(keys->list);
    *keys = (ak_keys){0};
}

static bool hash_of(const char *secret, const unsigned char *salt, unsigned char *out)
{
    return crypto_generichash(out, AK_KEY_HASH, (const unsigned char *)secret, strlen(secret), salt,
               AK_KEY_SALT) == 0;
}

const ak_key *ak_keys_find(const ak_keys *keys, const char *secret)
{
    const ak_key *found = NULL;
    unsigned char hash[AK_KEY_HASH];
    for (size_t i = 0; i < keys->count; i++)
        if (hash_of(secret, keys->list[i].salt, hash) &&
            sodium_memcmp(hash, keys->list[i].hash, sizeof hash) == 0)
            found = &keys->list[i];
    return found;
}

aka_status aka_server_new_key(const char *name, const char *role, char key[AKA_KEY_TEXT_MAX],
    char line[AKA_KEY_LINE_MAX], aka_error *error)
{
    unsigned char secret[24], salt[AK_KEY_SALT], hash[AK_KEY_HASH];
    char salt_hex[2 * AK_KEY_SALT + 1], hash_hex[2 * AK_KEY_HASH + 1];
    if (!name || !is_name(name))
        return fail(error, AKA_E_ARGUMENT, "", 0,
            "a key needs a name of letters, digits, \"-\", \"_\" and \".\", at most 64");
    if (!role || !role_of(role))
        return fail(error, AKA_E_ARGUMENT, "", 0, "a key is for screen or admin");
    if (sodium_init() < 0) return fail(error, AKA_E_INTERNAL, "", 0, "libsodium cannot be used");
    randombytes_buf(secret, sizeof secret);
    randombytes_buf(salt, sizeof salt);
    sodium_bin2base64(
        key, AKA_KEY_TEXT_MAX, secret, sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (!hash_of(key, salt, hash))
        return fail(error, AKA_E_INTERNAL, "", 0, "the key cannot be hashed");
    sodium_bin2hex(salt_hex, sizeof salt_hex, salt, sizeof salt);
    sodium_bin2hex(hash_hex, sizeof hash_hex, hash, sizeof hash);
    snprintf(line, AKA_KEY_LINE_MAX, "%s %s %s %s", name, role, salt_hex, hash_hex);
    return AKA_OK;
}
