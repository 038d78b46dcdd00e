/* Saying why: one readable line, and the same as a JSON structure. */
#ifndef AK_MATCH_EXPLAIN_H
#define AK_MATCH_EXPLAIN_H

#include "match/algorithm.h"
#include "match/evidence.h"
#include "match/facts.h"
#include "match/ofac.h"
#include "match/subject.h"

/* One comparison of two records as far as it decided. */
typedef struct ak_verdicts {
    const ak_name *asked, *listed; /* NULL where no names were compared */
    const ak_evidence *names;
    ak_algorithm algorithm;
    const ak_ofac_name *ofac_asked, *ofac_listed; /* by OFAC's method, instead of the above */
    const ak_ofac_evidence *ofac;
    const ak_fact_evidence *facts;
    const ak_facts *asked_facts, *listed_facts;
    ak_strength listed_strength;
    ak_kind kind; /* of the listed one */
    double score; /* of the whole */
} ak_verdicts;

/* "Gustavo = Gustavo · PETRO = Petro · left out: Francisco, URREGO · birth date not given".
 * The listed part stands before the sign and the asked one behind it; "=" is identical, "~" related
 * in the way that follows in brackets; likewise before and behind "against". An identifier that
 * agrees comes first, the kind of name (if not the main one) behind the names, then the other
 * facts. By OFAC's method: "whole name 0.93 (Jaro-Winkler) · parts 1.00: PETRO = Petro, … · not
 * counted: birth date". Failure shows in out->failed. */
void ak_explain_line(const ak_verdicts *v, ak_buf *out);
/* {"name":{"score","detail","query","candidate","parts":[…]},"birthDate":{…}, …} */
void ak_explain_json(const ak_verdicts *v, ak_buf *out);

#endif
