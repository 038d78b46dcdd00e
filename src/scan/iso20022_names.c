/* What the elements of ISO 20022 messages mean, as far as screening needs it. */
#include "scan/iso20022.h"

typedef struct entry {
    const char *name, *value;
} entry;

static const char *find(const entry *table, size_t count, ak_slice name)
{
    for (size_t i = 0; i < count; i++)
        if (ak_slice_is(name, table[i].name)) return table[i].value;
    return NULL;
}

#define FIND(table, name) find(table, sizeof(table) / sizeof *(table), name)

const char *ak_iso_message(ak_slice name)
{
    static const entry messages[] = {{"FIToFIPmtStsRpt", "pacs.002"},
        {"FIToFICstmrDrctDbt", "pacs.003"}, {"PmtRtr", "pacs.004"}, {"FIToFIPmtRvsl", "pacs.007"},
        {"FIToFICstmrCdtTrf", "pacs.008"}, {"FICdtTrf", "pacs.009"}, {"FinInstnCdtTrf", "pacs.009"},
        {"FIDrctDbt", "pacs.010"}, {"FIToFIPmtStsReq", "pacs.028"},
        {"CstmrCdtTrfInitn", "pain.001"}, {"CstmrPmtStsRpt", "pain.002"},
        {"CstmrPmtRvsl", "pain.007"}, {"CstmrDrctDbtInitn", "pain.008"},
        {"MndtInitnReq", "pain.009"}, {"CdtrPmtActvtnReq", "pain.013"}, {"ClmNonRct", "camt.027"},
        {"AddtlPmtInf", "camt.028"}, {"RsltnOfInvstgtn", "camt.029"},
        {"BkToCstmrAcctRpt", "camt.052"}, {"BkToCstmrStmt", "camt.053"},
        {"BkToCstmrDbtCdtNtfctn", "camt.054"}, {"CstmrPmtCxlReq", "camt.055"},
        {"FIToFIPmtCxlReq", "camt.056"}, {"NtfctnToRcv", "camt.057"}, {"ReqToModfyPmt", "camt.087"},
        {"InvstgtnReq", "camt.110"}, {"InvstgtnRspn", "camt.111"}};
    return FIND(messages, name);
}

const char *ak_iso_role(ak_slice name)
{
    static const entry roles[] = {{"Dbtr", "debtor"}, {"Cdtr", "creditor"},
        {"UltmtDbtr", "ultimate debtor"}, {"UltmtCdtr", "ultimate creditor"},
        {"InitgPty", "initiating party"}, {"DbtrAgt", "debtor agent"},
        {"CdtrAgt", "creditor agent"}, {"IntrmyAgt1", "intermediary agent 1"},
        {"IntrmyAgt2", "intermediary agent 2"}, {"IntrmyAgt3", "intermediary agent 3"},
        {"InstgAgt", "instructing agent"}, {"InstdAgt", "instructed agent"},
        {"PrvsInstgAgt", "previous instructing agent"},
        {"PrvsInstgAgt1", "previous instructing agent 1"},
        {"PrvsInstgAgt2", "previous instructing agent 2"},
        {"PrvsInstgAgt3", "previous instructing agent 3"},
        {"InstgRmbrsmntAgt", "instructing reimbursement agent"},
        {"InstdRmbrsmntAgt", "instructed reimbursement agent"},
        {"ThrdRmbrsmntAgt", "third reimbursement agent"}, {"FwdgAgt", "forwarding agent"},
        {"ChrgsAcctAgt", "charges account agent"}, {"Agt", "agent"}, {"Pty", "party"},
        {"Svcr", "account servicer"}, {"Ownr", "account owner"}, {"Invcr", "invoicer"},
        {"Invcee", "invoicee"}, {"Invee", "invoicee"}, {"Garnshee", "garnishee"},
        {"GrnshmtAdmstr", "garnishment administrator"}, {"TradgPty", "trading party"},
        {"Assgnr", "assigner"}, {"Assgne", "assignee"}, {"Cretr", "creator"},
        {"Orgtr", "originator"}, {"MsgRcpt", "message recipient"}, {"Fr", "sender"},
        {"To", "receiver"}, {"DbtrAcct", "debtor account"}, {"CdtrAcct", "creditor account"},
        {"DbtrAgtAcct", "debtor agent account"}, {"CdtrAgtAcct", "creditor agent account"},
        {"ChrgsAcct", "charges account"}, {"SttlmAcct", "settlement account"},
        {"IntrmyAgt1Acct", "intermediary agent account"},
        {"IntrmyAgt2Acct", "intermediary agent account"},
        {"IntrmyAgt3Acct", "intermediary agent account"},
        {"PrvsInstgAgt1Acct", "previous instructing agent account"},
        {"PrvsInstgAgt2Acct", "previous instructing agent account"},
        {"PrvsInstgAgt3Acct", "previous instructing agent account"}, {"Acct", "account"},
        {"RltdAcct", "related account"}};
    return FIND(roles, name);
}

bool ak_iso_is_numbered(ak_slice name)
{
    static const entry numbered[] = {{"CdtTrfTxInf", ""}, {"DrctDbtTxInf", ""}, {"PmtInf", ""},
        {"TxInf", ""}, {"TxInfAndSts", ""}, {"OrgnlPmtInfAndSts", ""}, {"Stmt", ""}, {"Rpt", ""},
        {"Ntfctn", ""}, {"Ntry", ""}, {"NtryDtls", ""}, {"TxDtls", ""}, {"CdtInstr", ""},
        {"DrctDbtInstr", ""}, {"Undrlyg", ""}, {"Itm", ""}};
    return FIND(numbered, name) != NULL;
}

/* Elements that say the same wherever they stand. */
static ak_iso_use use_by_name(ak_slice name, const char **property)
{
    static const entry properties[] = {{"LEI", "leiCode"}, {"BirthDt", "birthDate"},
        {"CityOfBirth", "birthPlace"}, {"CtryOfBirth", "birthCountry"}, {"CtryOfRes", "country"}};
    static const entry nothing[] = {{"Cd", ""}, {"Ccy", ""}, {"SttlmMtd", ""}, {"ChrgBr", ""},
        {"PmtMtd", ""}, {"InstrPrty", ""}, {"SttlmPrty", ""}, {"ClrChanl", ""}, {"CdtDbtInd", ""},
        {"Sts", ""}, {"GrpSts", ""}, {"TxSts", ""}, {"UETR", ""}, {"BtchBookg", ""}, {"CreDt", ""},
        {"CreDtTm", ""}, {"MsgDefIdr", ""}, {"OrgnlMsgNmId", ""}, {"BizSvc", ""}, {"AdrTp", ""},
        {"NmPrfx", ""}, {"PrtctdPrvt", ""}, {"PssblDplct", ""}};
    *property = FIND(properties, name);
    if (*property) return AK_ISO_PROPERTY;
    if (ak_slice_is(name, "BICFI") || ak_slice_is(name, "BIC") || ak_slice_is(name, "AnyBIC") ||
        ak_slice_is(name, "BICOrBEI"))
        return AK_ISO_BIC;
    if (ak_slice_is(name, "IBAN")) return AK_ISO_ACCOUNT;
    return FIND(nothing, name) ? AK_ISO_NOTHING : AK_ISO_TEXT;
}

ak_iso_use ak_iso_use_of(
    ak_slice name, ak_slice parent, ak_slice grandparent, const char **property)
{
    static const struct {
        const char *name, *parent, *property;
    } placed[] = {{"Ctry", "PstlAdr", "country"}, {"MmbId", "ClrSysMmbId", "idNumber"}};
    if (ak_slice_is(name, "Nm")) {
        /* Of a person to be called, or of a scheme: somebody else than the party. */
        *property = "name";
        return ak_slice_is(parent, "CtctDtls") || ak_slice_is(parent, "SchmeNm") ? AK_ISO_TEXT
                                                                                 : AK_ISO_PROPERTY;
    }
    for (size_t i = 0; i < sizeof placed / sizeof *placed; i++)
        if (ak_slice_is(name, placed[i].name) && ak_slice_is(parent, placed[i].parent)) {
            *property = placed[i].property;
            return AK_ISO_PROPERTY;
        }
    if (ak_slice_is(name, "Id") && ak_slice_is(parent, "Othr")) {
        *property = "idNumber"; /* of a party; accounts have it in one more Id */
        return ak_slice_is(grandparent, "Id") ? AK_ISO_ACCOUNT : AK_ISO_PROPERTY;
    }
    return use_by_name(name, property);
}
