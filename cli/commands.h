/* Ids of the options that have no letter, shared by the tables (commands.c) and the commands. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli.h"

enum {
    OPT_PROBLEMS = CLI_LONG,
    OPT_JSON,
    OPT_CSV,
    OPT_JSONL,
    OPT_COLUMNS,
    OPT_SCHEMA,
    OPT_BIRTH_DATE,
    OPT_COUNTRY,
    OPT_ID_NUMBER,
    OPT_THRESHOLD,
    OPT_LIMIT,
    OPT_ALGORITHM,
    OPT_FORMAT,
    OPT_EXPLAIN,
    OPT_EXHAUSTIVE,
    OPT_EXIT_CODE,
    OPT_FORM,
    OPT_FILES_FROM,
    OPT_SUMMARY,
    OPT_LISTEN,
    OPT_COLLECTIONS,
    OPT_KEYS,
    OPT_NEW_KEY,
    OPT_ROLE,
    OPT_TLS_CERT,
    OPT_TLS_KEY,
    OPT_CORS,
    OPT_RATE,
    OPT_MAX_BODY,
    OPT_THREADS,
    OPT_CONNECTIONS,
    OPT_LOG,
    OPT_MAN,
    OPT_COMPLETION
};

/* Stand for lists that the library knows. */
#define CLI_FORMATS "%formats"
#define CLI_ALGORITHMS "%algorithms"

#endif
