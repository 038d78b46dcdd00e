/* Looking up values of filters. */
#include "values.h"

#include "details.h"

#include <string.h>
#include <strings.h>

/* The topics of FtM's model, spelt as it spells them. */
static const char *const topics[] = {"asset.frozen", "corp.clone", "corp.disqual", "corp.offshore",
    "corp.public", "corp.shell", "crime", "crime.boss", "crime.cyber", "crime.env", "crime.fin",
    "crime.fraud", "crime.terror", "crime.theft", "crime.traffick", "crime.traffick.drug",
    "crime.traffick.human", "crime.war", "debarment", "export.control", "export.control.linked",
    "export.risk", "fin", "fin.adivsor", "fin.bank", "fin.fund", "forced.labor", "geo.risk", "gov",
    "gov.admin", "gov.executive", "gov.financial", "gov.head", "gov.igo", "gov.judicial",
    "gov.legislative", "gov.muni", "gov.national", "gov.religion", "gov.security", "gov.soe",
    "gov.state", "invest.ban", "invest.risk", "mare.detained", "mare.shadow", "mare.sts", "mil",
    "poi", "pol.party", "pol.union", "reg.action", "reg.warn", "rel", "role.acct", "role.act",
    "role.civil", "role.diplo", "role.journo", "role.judge", "role.lawyer", "role.lobby",
    "role.oligarch", "role.pep", "role.pep.frmr", "role.pep.intl", "role.pep.natl", "role.pol",
    "role.rca", "role.spy", "sanction", "sanction.control", "sanction.counter", "sanction.linked",
    "wanted"};

static bool check_schema(ak_request *r, const char *parameter, const char *value)
{
    aka_error error;
    if (aka_record_set_schema(r->worker->other, value, &error) == AKA_OK) return true;
    if (error.code == AKA_E_NOMEM) return ak_refuse_error(r, &error);
    return ak_refuse(r, 400, "%s: %s", parameter, error.message);
}

static bool check_country(ak_request *r, const char *parameter, const char *value)
{
    for (size_t i = 0; ak_country_codes[i]; i++)
        if (strcasecmp(ak_country_codes[i], value) == 0) return true;
    return ak_refuse(
        r, 400, "%s: there is no country \"%.60s\"; codes are wanted, like ru", parameter, value);
}

/* The pass over the index that knows its own topics comes last: few requests need it. */
static bool check_topic(ak_request *r, const char *parameter, const char *value)
{
    aka_error error;
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        if (strcmp(topics[i], value) == 0) return true;
    const ak_details *details = ak_details_of(r->snapshot, &error);
    if (!details) return ak_refuse_error(r, &error);
    return ak_details_topic(details, value) != SIZE_MAX ||
           ak_refuse(r, 400, "%s: there is no topic \"%.60s\"; there are sanction, role.pep …",
               parameter, value);
}

static bool check_dataset(ak_request *r, const char *parameter, const char *value)
{
    const ak_snapshot *s = r->snapshot;
    for (size_t i = 0; i < s->dataset_count; i++)
        if (strcmp(s->datasets[i].name, value) == 0) return true;
    return ak_refuse(r, 404,
        "%s: there is no dataset \"%.100s\" in the index; collections are for the path", parameter,
        value);
}

bool ak_value_check(ak_request *r, const char *parameter, const char *field, const char *value)
{
    if (strcmp(field, "schema") == 0) return check_schema(r, parameter, value);
    if (strcmp(field, "countries") == 0) return check_country(r, parameter, value);
    if (strcmp(field, "topics") == 0) return check_topic(r, parameter, value);
    return check_dataset(r, parameter, value);
}

bool ak_values_check(ak_request *r, const char *parameter, const char *field)
{
    const char *value;
    for (size_t i = 0; (value = ak_params_nth(&r->params, parameter, i)); i++)
        if (!ak_value_check(r, parameter, field, value)) return false;
    return true;
}
