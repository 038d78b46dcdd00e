/* The labels of OFAC's remarks and ids, and the FtM properties they go to. */
#include "lists/ofac.h"

/* Numbers whose label says more than the property does are kept as notes too (AK_OFAC_IDENT). A
 * label that is missing here and looks like that of a number becomes an idNumber (ofac_remarks.c).
 */
static const ak_ofac_kind kinds[] = {
    /* persons */
    {"DOB", "birthDate", AK_OFAC_DATE},
    {"POB", "birthPlace", AK_OFAC_TEXT},
    {"nationality", "nationality", AK_OFAC_TEXT},
    {"citizen", "citizenship", AK_OFAC_TEXT},
    {"Gender", "gender", AK_OFAC_LOWER},
    {"ethnicity", "ethnicity", AK_OFAC_TEXT},
    {"a.k.a.", "weakAlias", AK_OFAC_WEAK},
    {"f.k.a.", "weakAlias", AK_OFAC_WEAK},
    {"n.k.a.", "weakAlias", AK_OFAC_WEAK},
    {"d.b.a.", "weakAlias", AK_OFAC_WEAK},
    {"Linked To", "linkedTo", AK_OFAC_TEXT},
    /* travel documents */
    {"Passport", "passportNumber", AK_OFAC_IDENT},
    {"Passport Booklet", "passportNumber", AK_OFAC_IDENT},
    {"Diplomatic Passport", "passportNumber", AK_OFAC_IDENT},
    {"Service Passport", "passportNumber", AK_OFAC_IDENT},
    {"Official Passport", "passportNumber", AK_OFAC_IDENT},
    {"U.S.A. Passport", "passportNumber", AK_OFAC_IDENT},
    {"British National Overseas Passport", "passportNumber", AK_OFAC_IDENT},
    {"Stateless Person Passport", "passportNumber", AK_OFAC_IDENT},
    {"Travel Document Number", "passportNumber", AK_OFAC_IDENT},
    /* national ids and other numbers of persons */
    {"National ID", "idNumber", AK_OFAC_IDENT},
    {"National ID No.", "idNumber", AK_OFAC_IDENT},
    {"National Foreign ID Number", "idNumber", AK_OFAC_IDENT},
    {"National Identification Number", "idNumber", AK_OFAC_IDENT},
    {"Identification Number", "idNumber", AK_OFAC_IDENT},
    {"Turkish Identification Number", "idNumber", AK_OFAC_IDENT},
    {"UAE Identification", "idNumber", AK_OFAC_IDENT},
    {"Moroccan Personal ID No.", "idNumber", AK_OFAC_IDENT},
    {"Personal ID Card", "idNumber", AK_OFAC_IDENT},
    {"Cedula No.", "idNumber", AK_OFAC_IDENT},
    {"Cedula de Ciudadania", "idNumber", AK_OFAC_IDENT},
    {"Cedula de Residencia", "idNumber", AK_OFAC_IDENT},
    {"Citizen's Card Number", "idNumber", AK_OFAC_IDENT},
    {"Tazkira National ID Card", "idNumber", AK_OFAC_IDENT},
    {"Tarjeta de Identidad", "idNumber", AK_OFAC_IDENT},
    {"Numero de Identidad", "idNumber", AK_OFAC_IDENT},
    {"Credencial electoral", "idNumber", AK_OFAC_IDENT},
    {"Electoral Registry No.", "idNumber", AK_OFAC_IDENT},
    {"Cartilla de Servicio Militar Nacional", "idNumber", AK_OFAC_IDENT},
    {"Military Registration Number", "idNumber", AK_OFAC_IDENT},
    {"C.U.R.P.", "idNumber", AK_OFAC_IDENT},
    {"C.U.I.", "idNumber", AK_OFAC_IDENT},
    {"C.U.I.P.", "idNumber", AK_OFAC_IDENT},
    {"D.N.I.", "idNumber", AK_OFAC_IDENT},
    {"N.I.E.", "idNumber", AK_OFAC_IDENT},
    {"I.F.E.", "idNumber", AK_OFAC_IDENT},
    {"D.U.I.", "idNumber", AK_OFAC_IDENT},
    {"LE Number", "idNumber", AK_OFAC_IDENT},
    {"SSN", "idNumber", AK_OFAC_IDENT},
    {"C.I.N.", "idNumber", AK_OFAC_IDENT},
    {"CNP (Personal Numerical Code)", "idNumber", AK_OFAC_IDENT},
    {"Romanian Permanent Resident CAN", "idNumber", AK_OFAC_IDENT},
    {"Tarjeta Profesional", "idNumber", AK_OFAC_IDENT},
    {"Birth Certificate Number", "idNumber", AK_OFAC_IDENT},
    {"Residency Number", "idNumber", AK_OFAC_IDENT},
    {"Driver's License No.", "idNumber", AK_OFAC_IDENT},
    {"Refugee ID Card", "idNumber", AK_OFAC_IDENT},
    {"Stateless Person ID Card", "idNumber", AK_OFAC_IDENT},
    {"Seafarer's Identification Document", "idNumber", AK_OFAC_IDENT},
    {"VisaNumberID", "idNumber", AK_OFAC_IDENT},
    {"Chinese Commercial Code", NULL, AK_OFAC_NOTE}, /* the characters of a name, not a number */
    /* tax */
    {"Tax ID No.", "taxNumber", AK_OFAC_IDENT},
    {"R.F.C.", "taxNumber", AK_OFAC_IDENT},
    {"RFC", "taxNumber", AK_OFAC_IDENT},
    {"RSIN", "taxNumber", AK_OFAC_IDENT},
    {"Romanian Tax Registration", "taxNumber", AK_OFAC_IDENT},
    {"NIT", "taxNumber", AK_OFAC_IDENT},
    {"N.I.T.", "taxNumber", AK_OFAC_IDENT},
    {"N.I.F.", "taxNumber", AK_OFAC_IDENT},
    {"C.I.F.", "taxNumber", AK_OFAC_IDENT},
    {"RUC", "taxNumber", AK_OFAC_IDENT},
    {"RIF", "taxNumber", AK_OFAC_IDENT},
    {"RTN", "taxNumber", AK_OFAC_IDENT},
    {"C.U.I.T.", "taxNumber", AK_OFAC_IDENT},
    {"C.N.P.J.", "taxNumber", AK_OFAC_IDENT},
    {"CNPJ", "taxNumber", AK_OFAC_IDENT},
    {"US FEIN", "taxNumber", AK_OFAC_IDENT},
    {"V.A.T. Number", "taxNumber", AK_OFAC_IDENT},
    {"Fiscal Code", "taxNumber", AK_OFAC_IDENT},
    {"Italian Fiscal Code", "taxNumber", AK_OFAC_IDENT},
    {"Paraguayan tax identification number", "taxNumber", AK_OFAC_IDENT},
    {"Numero Unico de Identificacao Tributaria (NUIT)", "taxNumber", AK_OFAC_IDENT},
    /* registers of companies */
    {"Registration Number", "registrationNumber", AK_OFAC_IDENT},
    {"Registration ID", "registrationNumber", AK_OFAC_IDENT},
    {"Public Registration Number", "registrationNumber", AK_OFAC_IDENT},
    {"Business Registration Number", "registrationNumber", AK_OFAC_IDENT},
    {"Business Registration Document", "registrationNumber", AK_OFAC_IDENT},
    {"Business Number", "registrationNumber", AK_OFAC_IDENT},
    {"Company Number", "registrationNumber", AK_OFAC_IDENT},
    {"Company ID", "registrationNumber", AK_OFAC_IDENT},
    {"UK Company Number", "registrationNumber", AK_OFAC_IDENT},
    {"Commercial Registry Number", "registrationNumber", AK_OFAC_IDENT},
    {"C.R. No.", "registrationNumber", AK_OFAC_IDENT},
    {"Romanian C.R.", "registrationNumber", AK_OFAC_IDENT},
    {"Folio Mercantil No.", "registrationNumber", AK_OFAC_IDENT},
    {"Matricula Mercantil No", "registrationNumber", AK_OFAC_IDENT},
    {"Certificate of Incorporation Number", "registrationNumber", AK_OFAC_IDENT},
    {"Central Registration System Number", "registrationNumber", AK_OFAC_IDENT},
    {"Chamber of Commerce Number", "registrationNumber", AK_OFAC_IDENT},
    {"Istanbul Chamber of Comm. No.", "registrationNumber", AK_OFAC_IDENT},
    {"Dubai Chamber of Commerce Membership No.", "registrationNumber", AK_OFAC_IDENT},
    {"Economic Register Number (CBLS)", "registrationNumber", AK_OFAC_IDENT},
    {"Enterprise Number", "registrationNumber", AK_OFAC_IDENT},
    {"Branch Unit Number", "registrationNumber", AK_OFAC_IDENT},
    {"File Number", "registrationNumber", AK_OFAC_IDENT},
    {"Government Gazette Number", "registrationNumber", AK_OFAC_IDENT},
    {"Trade License No.", "registrationNumber", AK_OFAC_IDENT},
    {"License", "registrationNumber", AK_OFAC_IDENT},
    {"Permit Number", "registrationNumber", AK_OFAC_IDENT},
    {"Registered Charity No.", "registrationNumber", AK_OFAC_IDENT},
    {"Registration Certificate Number (Dubai)", "registrationNumber", AK_OFAC_IDENT},
    {"Russian State Individual Business Registration Number Pattern (OGRNIP)", "registrationNumber",
        AK_OFAC_IDENT},
    {"Organization Code", "registrationNumber", AK_OFAC_IDENT},
    {"Unified Social Credit Code (USCC)", "registrationNumber", AK_OFAC_IDENT},
    {"United Social Credit Code Certificate (USCCC)", "registrationNumber", AK_OFAC_IDENT},
    {"D-U-N-S Number", "dunsCode", AK_OFAC_IDENT},
    {"BIK (RU)", "bikCode", AK_OFAC_IDENT},
    {"Legal Entity Number", "leiCode", AK_OFAC_CODE},
    {"SWIFT/BIC", "swiftBic", AK_OFAC_CODE},
    {"ISIN", "isinCode", AK_OFAC_CODE},
    {"Equity Ticker", "ticker", AK_OFAC_TEXT},
    {"Issuer Name", "alias", AK_OFAC_TEXT}, /* of securities: the name as exchanges write it */
    {"Organization Established Date", "incorporationDate", AK_OFAC_DATE},
    {"Organization Type", "sector", AK_OFAC_TEXT},
    {"Nationality of Registration", "jurisdiction", AK_OFAC_TEXT},
    /* vessels and aircraft */
    {"Vessel Registration Identification", "registrationNumber", AK_OFAC_CODE},
    {"International Maritime Organization No.", "imoNumber", AK_OFAC_CODE},
    {"MMSI", "mmsi", AK_OFAC_CODE},
    {"Vessel Call Sign", "callSign", AK_OFAC_TEXT},
    {"Other Vessel Call Sign", "callSign", AK_OFAC_TEXT},
    {"Vessel Type", "type", AK_OFAC_TEXT},
    {"Other Vessel Type", "type", AK_OFAC_TEXT},
    {"Vessel Flag", "flag", AK_OFAC_TEXT},
    {"Other Vessel Flag", "flag", AK_OFAC_TEXT},
    {"Former Vessel Flag", "pastFlags", AK_OFAC_TEXT},
    {"Vessel Owner", "owner", AK_OFAC_TEXT},
    {"Vessel Year of Build", "buildDate", AK_OFAC_DATE},
    {"Aircraft Manufacture Date", "buildDate", AK_OFAC_DATE},
    {"Aircraft Model", "model", AK_OFAC_TEXT},
    {"Aircraft Operator", "operator", AK_OFAC_TEXT},
    {"Aircraft Tail Number", "registrationNumber", AK_OFAC_IDENT},
    {"Previous Aircraft Tail Number", "registrationNumber", AK_OFAC_IDENT},
    {"Aircraft Manufacturer's Serial Number (MSN)", "serialNumber", AK_OFAC_IDENT},
    {"Aircraft Serial Identification", "serialNumber", AK_OFAC_IDENT},
    {"Aircraft Construction Number (also called L/N or S/N or F/N)", "serialNumber", AK_OFAC_IDENT},
    {"Aircraft Mode S Transponder Code", "icaoCode", AK_OFAC_IDENT},
    /* ways to reach them */
    {"Email Address", "email", AK_OFAC_TEXT},
    {"Email", "email", AK_OFAC_TEXT},
    {"Website", "website", AK_OFAC_TEXT},
    {"Phone Number", "phone", AK_OFAC_TEXT},
    {"Phone No.", "phone", AK_OFAC_TEXT},
    {"Phone", "phone", AK_OFAC_TEXT},
    {"Telephone No.", "phone", AK_OFAC_TEXT},
    {"Telephone", "phone", AK_OFAC_TEXT},
    {"Fax", NULL, AK_OFAC_NOTE},
    {"Digital Currency Address", "publicKey", AK_OFAC_CRYPTO},
};

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80;
}

const ak_ofac_kind *ak_ofac_kind_find(ak_slice piece, size_t *label_len)
{
    const ak_ofac_kind *best = NULL;
    *label_len = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!piece.len || (piece.data[0] | 0x20) != (kinds[i].label[0] | 0x20)) continue;
        ak_slice label = ak_slice_of(kinds[i].label);
        if (label.len <= *label_len || !ak_slice_starts_nocase(piece, label)) continue;
        bool open = is_word(label.data[label.len - 1]);
        if (open && piece.len > label.len && is_word(piece.data[label.len])) continue;
        best = &kinds[i];
        *label_len = label.len;
    }
    return best;
}
