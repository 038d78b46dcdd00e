/* API keys: a file of salted hashes. Keys are long and random, so a fast hash (BLAKE2b, keyed with
 * the salt) is enough: there is nothing to guess. */
#ifndef AK_SERVE_KEYS_H
#define AK_SERVE_KEYS_H

#include <aka/serve.h>
#include <stdbool.h>

#define AK_KEYS_MAX 256
#define AK_KEY_SALT 16
#define AK_KEY_HASH 32

typedef enum ak_role {
    AK_ROLE_NONE, /* needs no key */
    AK_ROLE_SCREEN,
    AK_ROLE_ADMIN, /* may do what the others may, and load another index */
} ak_role;

typedef struct ak_key {
    char name[65];
    ak_role role;
    unsigned char salt[AK_KEY_SALT], hash[AK_KEY_HASH];
} ak_key;

typedef struct ak_keys {
    ak_key *list;
    size_t count;
} ak_keys;

/* A line a key: "NAME ROLE SALT HASH", the last two in hexadecimal; "#" begins a comment. An error
 * has its line. Start with {0}, free with ak_keys_free. */
AKA_CHECKED aka_status ak_keys_read(ak_keys *keys, const char *path, aka_error *error);
void ak_keys_free(ak_keys *keys);
/* The key with that secret, or NULL; takes the same time whichever it is. */
const ak_key *ak_keys_find(const ak_keys *keys, const char *secret);

#endif
