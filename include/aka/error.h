/* Status codes and the caller-owned error: what went wrong, where, and what to do about it.
 * One X-macro lists the codes; documentation and bindings derive from it. */
#ifndef AKA_ERROR_H
#define AKA_ERROR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define AKA_API __attribute__((visibility("default")))
#define AKA_CHECKED __attribute__((warn_unused_result))
#else
#define AKA_API
#define AKA_CHECKED
#endif

/* X(symbol, value, name, meaning). Values never change once released. */
#define AKA_STATUS_MAP(X)                                                                          \
    X(AKA_OK, 0, "ok", "success")                                                                  \
    X(AKA_E_NOMEM, 1, "out-of-memory", "an allocation failed")                                     \
    X(AKA_E_IO, 2, "io", "the operating system refused a file operation")                          \
    X(AKA_E_ARGUMENT, 3, "argument", "an argument is out of its range")                            \
    X(AKA_E_LIMIT, 4, "limit", "the input exceeds a documented limit")                             \
    X(AKA_E_SYNTAX, 5, "syntax", "the input is not well-formed")                                   \
    X(AKA_E_FORMAT, 6, "format", "the format of the input is not one that is known")               \
    X(AKA_E_RECORD, 7, "record", "one record is bad; those after it can still be read")            \
    X(AKA_E_CORRUPT, 8, "corrupt", "the index file is damaged")                                    \
    X(AKA_E_VERSION, 9, "version", "the index file has another format version")                    \
    X(AKA_E_RULES, 10, "rules", "the index was made with other dictionaries or text rules")        \
    X(AKA_E_NOTFOUND, 11, "not-found", "nothing has that id")                                      \
    X(AKA_E_INTERNAL, 12, "internal", "a fault in aka itself; please report it")

typedef enum aka_status {
#define AKA_STATUS_ENUM(symbol, value, name, meaning) symbol = value,
    AKA_STATUS_MAP(AKA_STATUS_ENUM)
#undef AKA_STATUS_ENUM
} aka_status;

/* Filled by a call that fails; owned by the caller, on the stack if wanted, nothing to free.
 * A call that succeeds leaves it untouched. Every function that takes one accepts NULL. */
typedef struct aka_error {
    aka_status code;
    uint64_t line; /* 1-based line of the input, 0 where there is none */
    uint64_t byte; /* 0-based byte offset in the input, 0 where line says it better */
    char
        path[256]; /* file or source the error is about, "" where there is none; cut at the front */
    char message[512]; /* one line, UTF-8, no newline: what is wrong and what to do */
} aka_error;

/* "out-of-memory" for AKA_E_NOMEM; "unknown" for a value that is no status. Static storage. */
AKA_API const char *aka_status_name(aka_status status);
/* The meaning as one phrase. Static storage. */
AKA_API const char *aka_status_meaning(aka_status status);

/* Writes "path:line: message" (the parts that are known) to out, cut at cap bytes and always
 * terminated when cap > 0. Returns the number of bytes written without the terminator. */
AKA_API size_t aka_error_format(const aka_error *error, char *out, size_t cap);

#ifdef __cplusplus
}
#endif
#endif
