// What the columns of a table mean, by the rules of `aka screen --csv` (docs/cli.md), and from a
// row to a query.

// Properties that one can choose; any other FollowTheMoney property is known by its own name.
export const CHOICES = ['name', 'firstName', 'middleName', 'lastName', 'alias', 'schema',
  'birthDate', 'incorporationDate', 'country', 'nationality', 'gender', 'birthPlace', 'address',
  'idNumber', 'passportNumber', 'taxNumber', 'registrationNumber', 'imoNumber', 'leiCode',
  'swiftBic', 'id'];

const OTHERS = ['weakAlias', 'previousName', 'secondName', 'fatherName', 'motherName', 'deathDate',
  'birthCountry', 'citizenship', 'jurisdiction', 'mainCountry', 'flag', 'buildDate', 'email',
  'phone', 'website', 'position', 'title', 'notes', 'legalForm', 'status', 'sector',
  'innCode', 'ogrnCode', 'okpoCode', 'dunsCode', 'vatCode', 'licenseNumber', 'mmsi', 'callSign',
  'serialNumber', 'icaoCode', 'isin', 'ticker', 'iban', 'accountNumber', 'publicKey', 'topics',
  'program'];

const SYNONYMS = {
  fullname: 'name', caption: 'name', aliases: 'alias', aka: 'alias', akas: 'alias',
  alsoknownas: 'alias', altname: 'alias', alternatename: 'alias', fka: 'previousName',
  formername: 'previousName', formerlyknownas: 'previousName', givenname: 'firstName',
  givennames: 'firstName', forename: 'firstName', forenames: 'firstName',
  middlenames: 'middleName', surname: 'lastName', familyname: 'lastName', dob: 'birthDate',
  dateofbirth: 'birthDate', placeofbirth: 'birthPlace', pob: 'birthPlace', sex: 'gender',
  countries: 'country', nationalities: 'nationality', citizenships: 'citizenship',
  addresses: 'address', nationalid: 'idNumber', nationalidnumber: 'idNumber',
  passport: 'passportNumber', passportno: 'passportNumber', taxid: 'taxNumber',
  companynumber: 'registrationNumber', imo: 'imoNumber', lei: 'leiCode', swift: 'swiftBic',
  swiftcode: 'swiftBic', bic: 'swiftBic', biccode: 'swiftBic', type: 'schema',
  entitytype: 'schema',
};

const SCHEMATA = {
  individual: 'Person', naturalperson: 'Person', person: 'Person', entity: 'LegalEntity',
  legalperson: 'LegalEntity', legalentity: 'LegalEntity', organisation: 'Organization',
  organization: 'Organization', business: 'Company', company: 'Company', ship: 'Vessel',
  vessel: 'Vessel', aircraft: 'Airplane', plane: 'Airplane', airplane: 'Airplane',
  publicbody: 'PublicBody', thing: 'Thing',
};

const SEVERAL = new Set(['alias', 'weakAlias', 'previousName', 'country', 'nationality',
  'citizenship', 'jurisdiction', 'idNumber', 'passportNumber', 'taxNumber', 'registrationNumber',
  'imoNumber', 'leiCode', 'swiftBic']);
const NAME_PARTS = ['firstName', 'secondName', 'middleName', 'lastName'];
const IDENTIFIERS = ['idNumber', 'passportNumber', 'taxNumber', 'registrationNumber', 'imoNumber',
  'leiCode', 'swiftBic', 'innCode', 'ogrnCode', 'mmsi'];

const compact = (text) => text.toLowerCase().replace(/[\s_.\-/]/g, '');
const KNOWN = new Map([...CHOICES, ...OTHERS].map((name) => [compact(name), name]));

/** A header → what it means, '' where that is not known. */
export function meaningOf(header) {
  const key = compact(header);
  return SYNONYMS[key] ?? KNOWN.get(key) ?? '';
}

/** A word of a schema column → a schema, '' where it is none. */
export const schemaOf = (word) => SCHEMATA[compact(word)] ?? '';

/** Whether rows with these columns can be screened. */
export const namesSomebody = (meanings) => meanings.some((m) =>
  m === 'name' || m === 'alias' || NAME_PARTS.includes(m) || IDENTIFIERS.includes(m));

function put(properties, name, cell) {
  const pieces = SEVERAL.has(name) ? cell.split(';').map((p) => p.trim()).filter(Boolean) : [cell];
  (properties[name] ??= []).push(...pieces);
}

/** A row → { id, name, query } or { error }: 'fields', 'schema', 'empty'. */
export function recordOf(fields, meanings, defaultSchema) {
  if (fields.length !== meanings.length) return { error: 'fields' };
  const properties = {};
  let id = '';
  let schema = defaultSchema;
  for (let i = 0; i < meanings.length; i++) {
    const cell = fields[i].trim();
    if (!cell || !meanings[i]) continue;
    if (meanings[i] === 'id') id = cell;
    else if (meanings[i] === 'schema') {
      schema = schemaOf(cell);
      if (!schema) return { error: 'schema', value: cell };
    } else put(properties, meanings[i], cell);
  }
  if (!properties.name) {
    const joined = NAME_PARTS.flatMap((p) => properties[p] ?? []).join(' ');
    if (joined) properties.name = [joined];
  }
  const named = properties.name ?? properties.alias;
  if (!named && !IDENTIFIERS.some((p) => properties[p])) return { error: 'empty' };
  const query = { properties };
  if (schema) query.schema = schema;
  return { id, name: named?.[0] ?? '', query };
}
