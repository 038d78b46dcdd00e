// What the columns of a table mean, by the rules of `aka screen --csv` (docs/cli.md), and from a
// row to a query.

import { IDENTIFIERS } from './record.js';

// Properties that one can choose; any other FollowTheMoney property is known by its own name.
export const CHOICES = [
  'name',
  'firstName',
  'middleName',
  'lastName',
  'alias',
  'schema',
  'birthDate',
  'incorporationDate',
  'country',
  'nationality',
  'gender',
  'birthPlace',
  'address',
  'idNumber',
  'passportNumber',
  'taxNumber',
  'registrationNumber',
  'imoNumber',
  'leiCode',
  'swiftBic',
  'id',
];

// Cells of these may hold several values, separated by semicolons.
const SEVERAL = new Set(
  `
  alias weakAlias previousName abbreviation country keywords topics program programId sourceUrl
  publisherUrl wikipediaUrl wikidataId email phone website registrationNumber idNumber taxNumber
  licenseNumber vatCode jurisdiction mainCountry opencorporatesUrl bvDId icijId okpoCode innCode
  ogrnCode leiCode dunsCode uniqueEntityId npiCode swiftBic uscCode giiNumber cageCode permId
  kppCode bikCode fnsCode fssCode ricCode cikCode irsCode jibCode voenCode ticker isin isinCode
  nationality citizenship passportNumber socialSecurityNumber spokenLanguage serialNumber
  icaoCode imoNumber mmsi crsNumber callSign flag pastFlags pastTypes pastNames publicKey
  accountId accountNumber currency iban`
    .trim()
    .split(/\s+/),
);

const OTHERS = `
  notes summary description publisher legalForm status sector classification taxStatus title
  position ethnicity religion political profession education appearance height weight eyeColor
  hairColor biography model owner operator manufacturer registrationPort navigationArea tonnage
  grossRegisteredTonnage deadweightTonnage managingExchange dissolutionDate buildDate
  registrationDate createdAt modifiedAt retrievedAt secondName fatherName motherName nameSuffix
  birthCountry deathDate`
  .trim()
  .split(/\s+/);

// Headers that are not a property's own name: lower case, without what separates words.
const SYNONYMS = new Map(
  Object.entries({
    name: 'fullname caption',
    alias: 'aliases aka akas alsoknownas altname altnames alternatename alternatenames',
    weakAlias: 'weakaliases',
    previousName: 'fka previousnames formername formernames formerlyknownas',
    firstName: 'givenname givennames forename forenames',
    middleName: 'middlenames',
    lastName: 'surname familyname',
    birthDate: 'dob dateofbirth datesofbirth',
    deathDate: 'dateofdeath',
    birthPlace: 'placeofbirth placesofbirth pob',
    gender: 'sex',
    country: 'countries',
    nationality: 'nationalities',
    citizenship: 'citizenships',
    address: 'addresses',
    idNumber: 'nationalid nationalidnumber',
    passportNumber: 'passport passportno',
    taxNumber: 'taxid',
    registrationNumber: 'companynumber',
    imoNumber: 'imo',
    leiCode: 'lei',
    swiftBic: 'swift swiftcode bic biccode',
    program: 'programs programme',
    notes: 'remarks note comments',
    phone: 'telephone phonenumber',
    schema: 'schema',
    type: 'type entitytype',
  }).flatMap(([property, words]) => words.split(' ').map((word) => [word, property])),
);

const SCHEMATA = {
  individual: 'Person',
  naturalperson: 'Person',
  person: 'Person',
  entity: 'LegalEntity',
  legalperson: 'LegalEntity',
  legalentity: 'LegalEntity',
  organisation: 'Organization',
  organization: 'Organization',
  business: 'Company',
  company: 'Company',
  ship: 'Vessel',
  vessel: 'Vessel',
  aircraft: 'Airplane',
  plane: 'Airplane',
  airplane: 'Airplane',
  publicbody: 'PublicBody',
  thing: 'Thing',
  asset: 'Asset',
  vehicle: 'Vehicle',
  security: 'Security',
  cryptowallet: 'CryptoWallet',
  bankaccount: 'BankAccount',
  realestate: 'RealEstate',
};

const NAME_PARTS = ['firstName', 'secondName', 'middleName', 'lastName'];

const compact = (text) => text.toLowerCase().replace(/[\s_.\-/]/g, '');
const KNOWN = new Map([...CHOICES, ...SEVERAL, ...OTHERS].map((name) => [compact(name), name]));

/** A header → what it means, '' where that is not known. */
export function meaningOf(header) {
  const key = compact(header);
  return SYNONYMS.get(key) ?? KNOWN.get(key) ?? '';
}

/** A word of a schema column → a schema, '' where it is none. */
export const schemaOf = (word) => SCHEMATA[compact(word)] ?? '';

/** Whether rows with these columns can be screened. */
export const namesSomebody = (meanings) =>
  meanings.some(
    (m) => m === 'name' || m === 'alias' || NAME_PARTS.includes(m) || IDENTIFIERS.includes(m),
  );

function put(properties, name, cell) {
  const pieces = SEVERAL.has(name)
    ? cell
        .split(';')
        .map((p) => p.trim())
        .filter(Boolean)
    : [cell];
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
    } else if (meanings[i] === 'type' && schemaOf(cell)) schema = schemaOf(cell);
    else put(properties, meanings[i], cell);
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
