/* The record that is asked about: a FollowTheMoney entity (schema and properties). */
#ifndef AKA_RECORD_H
#define AKA_RECORD_H

#include <aka/text.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct aka_record aka_record;

/* An empty record of schema "Thing" (anything). One thread at a time. */
AKA_API AKA_CHECKED aka_status aka_record_create(aka_record **out, aka_error *error);
AKA_API void aka_record_free(aka_record *record);
/* Empties it for the next use; keeps its memory. */
AKA_API void aka_record_clear(aka_record *record);

/* Strings are UTF-8 (other bytes survive), 0-terminated, copied. */
AKA_API AKA_CHECKED aka_status aka_record_set_id(
    aka_record *record, const char *id, aka_error *error);
/* Any case ("person"); AKA_E_ARGUMENT for a schema that FtM does not have. */
AKA_API AKA_CHECKED aka_status aka_record_set_schema(
    aka_record *record, const char *schema, aka_error *error);
/* property: FtM ("name", "alias", "birthDate", "nationality", "country", "gender", "idNumber",
 * "passportNumber", "imoNumber" …). An empty value is ignored; of one that is
 * not UTF-8 what can be read is used (aka_record_unread). */
AKA_API AKA_CHECKED aka_status aka_record_add(
    aka_record *record, const char *property, const char *value, aka_error *error);
/* Replaces the content by one FtM JSON object; on failure the record is empty. A schema in another
 * case ("person") is put right, a missing one is "Thing". AKA_E_SYNTAX with the byte, AKA_E_RECORD
 * (wrong shape; the message names the field), AKA_E_LIMIT (over 16 MiB, nested over 32 deep,
 * over 500,000 values). */
AKA_API AKA_CHECKED aka_status aka_record_read_json(
    aka_record *record, const char *json, size_t len, aka_error *error);
/* {"id","schema","properties"} as one line. */
AKA_API AKA_CHECKED aka_status aka_record_write_json(
    const aka_record *record, aka_text *out, aka_error *error);
/* "" where not set; the caption is then the first name, or else the id. Both are valid until the
 * record changes. */
AKA_API const char *aka_record_id(const aka_record *record);
AKA_API const char *aka_record_caption(const aka_record *record);

/* The i-th value that cannot be read, or not as what its property wants: bytes that are not UTF-8,
 * a birth date (incorporationDate, buildDate) that is none. A screening goes on with what can be
 * read. NULL beyond the last one. *property is where it stands, *why a phrase ("is no date"). All
 * are valid until the record changes. */
AKA_API const char *aka_record_unread(
    const aka_record *record, size_t i, const char **property, const char **why);

#ifdef __cplusplus
}
#endif
#endif
