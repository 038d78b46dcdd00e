/* One record of an official list on its way to an entity. Failures stick (the first one is kept and
 * all that follows does nothing), so that a reader states its mapping line by line and checks
 * once, at the end. */
#ifndef AK_LISTS_DRAFT_H
#define AK_LISTS_DRAFT_H

#include "entity/date.h"
#include "lists/reader.h"
#include "lists/seen.h"

typedef struct ak_draft {
    ak_reading *r;
    ak_entity *e;
    const char *path; /* of the file the values at hand come from; NULL: r->path */
    uint64_t line;    /* where the record begins */
    char record[80];  /* "ent_num 2674", for problems */
    bool person;
    bool repaired;     /* bytes that are not UTF-8 were met in this record */
    aka_status status; /* the first failure */
    aka_error *err;
} ak_draft;

/* Starts an entity "PREFIX-KEY" of a schema in a dataset; label and key name the record in
 * problems ("uid", "2674"). The status is in draft->status. */
typedef struct ak_draft_head {
    const char *prefix, *label, *schema, *dataset;
    ak_slice key;
    uint64_t line;
} ak_draft_head;
void ak_draft_begin(ak_draft *d, ak_reading *r, const ak_draft_head *head, aka_error *err);
/* Emits the entity, its caption being the first name. An id that was used before in this list is
 * reported and made unique ("ofac-36-2"), so that nobody is left out. ids may be NULL. */
AKA_CHECKED aka_status ak_draft_end(ak_draft *d, ak_seen *ids);

/* Offset of the first occurrence, A-Z and a-z being the same, or SIZE_MAX. */
size_t ak_find_nocase(ak_slice text, const char *needle);

/* Adds a value; white space within it is collapsed to single blanks. */
void ak_draft_add(ak_draft *d, const char *property, ak_slice value);
/* "label: value" */
void ak_draft_add_labelled(ak_draft *d, const char *property, ak_slice label, ak_slice value);
/* A date in the form of ak_date_write, or as it is and a problem where it is none. */
void ak_draft_add_date(ak_draft *d, const char *property, const char *field, ak_slice value);
void ak_draft_put_date(ak_draft *d, const char *property, const ak_date *date);
/* In lower case (A-Z only): "Male" is FtM's "male". */
void ak_draft_add_lower(ak_draft *d, const char *property, ak_slice value);
/* Reports a problem in the record. */
__attribute__((format(printf, 4, 5))) void ak_draft_problem(
    ak_draft *d, const char *field, bool dropped, const char *fmt, ...);

/* The parts that are not empty, trimmed and joined; in r->arena. */
ak_slice ak_draft_join(ak_draft *d, const ak_slice *parts, size_t count, const char *separator);
/* Bytes that are not UTF-8 are taken as Windows-1252: the text in UTF-8, reported once a record. */
ak_slice ak_draft_utf8(ak_draft *d, ak_slice text);
/* The same report, where another layer has repaired the bytes. */
void ak_draft_repaired(ak_draft *d, bool repaired);

#endif
