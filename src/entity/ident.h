/* Identifiers: from a property and a value to the form in which equal ones are equal. */
#ifndef AK_ENTITY_IDENT_H
#define AK_ENTITY_IDENT_H

#include "base/buf.h"
#include "base/slice.h"

typedef enum ak_ident_kind {
    AK_IDENT_NONE, /* the property holds no identifier */
    AK_IDENT_PASSPORT,
    AK_IDENT_NATIONAL_ID,
    AK_IDENT_TAX,
    AK_IDENT_REGISTRATION,
    AK_IDENT_IMO,
    AK_IDENT_MMSI,
    AK_IDENT_CALLSIGN,
    AK_IDENT_TAIL, /* serial numbers of aircraft and vehicles */
    AK_IDENT_LEI,
    AK_IDENT_BIC,
    AK_IDENT_IBAN,
    AK_IDENT_ISIN,
    AK_IDENT_CRYPTO,
    AK_IDENT_OTHER, /* idNumber and the rest */
} ak_ident_kind;

/* Kind of the identifiers in an FtM property ("passportNumber", "imoNumber", "leiCode" …). Codes
 * that many parties share by design (kppCode, okvedCode) are AK_IDENT_NONE. */
ak_ident_kind ak_ident_kind_of(ak_slice property);
/* Appends the normal form: separators, labels ("No.", "IMO ") and remarks in brackets ("(Iran)")
 * dropped, upper case, Cyrillic series in Latin letters, by kind; crypto addresses keep their case,
 * but for hex (0x…) and bech32 (bc1…), which are lower case. False (nothing appended) where the
 * value is no identifier of that kind: too short to identify (under 4 characters), over 128 bytes,
 * without a digit (call signs, BICs and tails like "EP-MMH" need none), one character repeated
 * ("0000000"), or an IMO, LEI, IBAN or ISIN with a wrong check digit. A BIC is cut to 8 when its
 * branch is XXX. Also false, with out->failed set, on lack of memory. */
bool ak_ident_normalise(ak_ident_kind kind, ak_slice value, ak_buf *out);
/* True where equal normal forms of the two kinds mean the same document: equal kinds, or one of
 * them OTHER, or two of passport/national id/tax/registration. */
bool ak_ident_comparable(ak_ident_kind a, ak_ident_kind b);
const char *ak_ident_kind_name(ak_ident_kind kind);

#endif
