/* What OFAC's CSV and sdnList XML have in common: names, addresses, datasets, and the remarks,
 * whose labelled pieces ("Passport X (Country)") are the same as the XML's ids. */
#ifndef AK_LISTS_OFAC_H
#define AK_LISTS_OFAC_H

#include "lists/draft.h"

/* How the value behind a label is taken. */
typedef enum ak_ofac_take {
    AK_OFAC_TEXT,  /* all of it */
    AK_OFAC_DATE,  /* a date */
    AK_OFAC_LOWER, /* all of it in lower case */
    /* A number with "(Country)", "issued", "expires": the number alone; the country as country,
     * since who holds a country's document is tied to it; and the whole piece as a note, which
     * keeps together what belongs together. */
    AK_OFAC_IDENT,
    AK_OFAC_CODE,   /* a code that needs no explanation: the number alone */
    AK_OFAC_CRYPTO, /* "XBT 1abc…": currency and address */
    AK_OFAC_WEAK,   /* a weak alias in quotes */
    AK_OFAC_NOTE,   /* a note, label and all */
} ak_ofac_take;

typedef struct ak_ofac_kind {
    const char *label;    /* as it begins a piece, without "alt." */
    const char *property; /* NULL for notes */
    ak_ofac_take take;
} ak_ofac_kind;

/* The kind whose label begins the piece (the longest one; case is ignored, the label must end at a
 * word's end), or NULL; *label_len is then the length of what it took. */
const ak_ofac_kind *ak_ofac_kind_find(ak_slice piece, size_t *label_len);

/* One piece: "DOB 10 Dec 1948", "alt. Passport A12 (Iran) issued 1999", "Linked To: X", or free
 * text, which becomes a note. */
void ak_ofac_piece(ak_draft *d, ak_slice piece);
/* All pieces of a remark, separated by semicolons; a semicolon in brackets or within the quotes of
 * an alias does not separate. cut: the text ends in mid-word; its last piece is kept as a note. */
void ak_ofac_remarks(ak_draft *d, ak_slice remarks, bool cut);

/* Adds a name; of persons "LAST, First" is turned to "First LAST" ("KNOWLES, JR., Samuel" to
 * "Samuel KNOWLES JR."). */
void ak_ofac_name(ak_draft *d, const char *property, ak_slice name);
/* The main name, and firstName and lastName of persons. first may be empty; where it is not, name
 * is the last name alone. */
void ak_ofac_main_name(ak_draft *d, ak_slice name, ak_slice first);
/* An alias of type aka, fka or nka (with or without dots): alias, previousName, alias; any weak one
 * is a weakAlias. An unknown type is an alias, and a problem. */
void ak_ofac_alias(ak_draft *d, ak_slice type, bool weak, ak_slice name);
/* A country as OFAC writes it; "undetermined" is none, "Region: X" is X. */
void ak_ofac_country(ak_draft *d, ak_slice country);
/* Address and country. Parts in the order in which they are written. */
void ak_ofac_address(ak_draft *d, const ak_slice *parts, size_t count, ak_slice country);
/* Schema of a type: individual, vessel, aircraft, anything else an Organization. */
const char *ak_ofac_schema(ak_slice type);
/* Reports a type that is none of these and not "entity", and keeps it as a note. */
void ak_ofac_check_type(ak_draft *d, ak_slice type);

/* us_ofac_sdn or us_ofac_cons: by the file's name; where that says neither, by the programs, of
 * which some belong to no SDN (`sdn` otherwise). */
bool ak_ofac_program_is_cons(ak_slice program);
const char *ak_ofac_dataset(const char *path, bool cons_programs);

#endif
