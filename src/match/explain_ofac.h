/* Explanations of scores by OFAC's method: a line, and the same as JSON. */
#ifndef AK_MATCH_EXPLAIN_OFAC_H
#define AK_MATCH_EXPLAIN_OFAC_H

#include "base/buf.h"
#include "match/ofac.h"

/* "whole name 0.93 (Jaro-Winkler) · parts 1.00: PETRO = Petro, Gustavo ~ Gustav 0.97
 * (Jaro-Winkler)"; the listed part stands before the sign. */
void ak_explain_ofac_line(const ak_ofac_name *asked, const ak_ofac_name *listed,
    const ak_ofac_evidence *evidence, ak_buf *out);
/* "whole":0.93,"partsScore":1.00,"parts":[…] */
void ak_explain_ofac_json(const ak_ofac_name *asked, const ak_ofac_name *listed,
    const ak_ofac_evidence *evidence, ak_buf *out);

#endif
