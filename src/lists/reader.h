/* What all readers share: the one signature, the state of one reading, and the two ways out of it:
 * an entity emitted, a problem reported. Private to this room. */
#ifndef AK_LISTS_READER_H
#define AK_LISTS_READER_H

#include "lists/input.h"
#include "lists/lists.h"

/* Files that belong to an OFAC primary file; in ak_reading.companions by these numbers. */
typedef enum ak_companion {
    AK_COMPANION_ALT,
    AK_COMPANION_ADD,
    AK_COMPANION_COMMENTS,
    AK_COMPANION_COUNT
} ak_companion;

/* One list being read. The fields are for reading; readers change them by the functions below. */
typedef struct ak_reading {
    ak_input *in;                             /* the file, at its beginning; the plan closes it */
    const char *path;                         /* as given; "standard input" for "-" */
    ak_input *companions[AK_COMPANION_COUNT]; /* NULL where there is none */
    ak_arena arena; /* of the record at hand: emptied by ak_reading_emit and ak_reading_skip */
    ak_arena *keep; /* what must live until the end of the reading and of the plan */
    ak_list_info info;
    const ak_sink *sink;
    struct ak_datasets *datasets;
} ak_reading;

/* Reads r->in to its end. AKA_OK also where records were bad or the file broke off: these are
 * problems. Anything else ends the whole build (lack of memory; the sink said stop): pass on what
 * ak_reading_emit and ak_reading_problem return. */
typedef aka_status ak_reader(ak_reading *r, aka_error *err);
AKA_CHECKED aka_status ak_read_ofac_csv(ak_reading *r, aka_error *err);
AKA_CHECKED aka_status ak_read_ofac_xml(ak_reading *r, aka_error *err);
AKA_CHECKED aka_status ak_read_un_xml(ak_reading *r, aka_error *err);
AKA_CHECKED aka_status ak_read_ftm(ak_reading *r, aka_error *err);
AKA_CHECKED aka_status ak_read_csv(ak_reading *r, aka_error *err);

/* Whether the first row of a table (`head`: the first bytes of the file) names columns that
 * ak_read_csv can use, i.e. one that gives a name. Defined in generic_csv.c; for detection. */
bool ak_csv_header_known(ak_slice head);

/* Hands a finished entity (made in r->arena) to the sink, counts it and its names, notes its
 * datasets, and empties r->arena. `line`: where its record begins. */
AKA_CHECKED aka_status ak_reading_emit(
    ak_reading *r, const ak_entity *entity, uint64_t line, aka_error *err);
/* Empties r->arena without an entity: the record was bad (report that first). */
void ak_reading_skip(ak_reading *r);

/* Where a problem is. NULL and 0 where unknown; path NULL is r->path. */
typedef struct ak_place {
    const char *path;
    uint64_t line;
    const char *record; /* "uid 2674" */
    const char *field;  /* "birth date" */
} ak_place;

/* Reports a problem to the sink and counts it. dropped: data was left out. The message is one line,
 * says what was done, and is cut at 1 KiB; bytes that are not printable UTF-8 are replaced. */
__attribute__((format(printf, 5, 6))) AKA_CHECKED aka_status ak_reading_problem(
    ak_reading *r, const ak_place *place, bool dropped, aka_error *err, const char *fmt, ...);
/* The same for an error that a lower function returned with a record or a file (AKA_E_RECORD,
 * AKA_E_SYNTAX, AKA_E_IO …): its line and message; dropped. AKA_E_NOMEM is passed on instead. */
AKA_CHECKED aka_status ak_reading_failed(
    ak_reading *r, const ak_place *place, const aka_error *failure, aka_error *err);

/* The file's name without folder and without its endings ("customers.csv.gz" → "customers"): the
 * dataset of a table that names none. Points into r->path. */
ak_slice ak_reading_stem(const ak_reading *r);

#endif
