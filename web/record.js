// What is asked: the fields of the search form, as an address and as a query of the service.

export const DEFAULT_THRESHOLD = 0.7;
const NEAR = 0.1; // how far below the threshold results are shown, apart from the matches
const LEAST = 0.5; // lower ones are noise, and slow to find
const ONE = ['schema', 'birthDate', 'country', 'gender', 'idNumber', 'dataset', 'topic', 'place'];

/** Properties that hold the number of a document or registration. */
export const IDENTIFIERS = [
  'idNumber',
  'passportNumber',
  'taxNumber',
  'registrationNumber',
  'imoNumber',
  'leiCode',
  'swiftBic',
  'innCode',
  'ogrnCode',
  'mmsi',
];

/** Address → fields. */
export function fieldsOf(params) {
  const fields = {
    name: params
      .getAll('name')
      .map((n) => n.trim())
      .filter(Boolean),
  };
  for (const key of ONE) fields[key] = params.get(key) ?? '';
  const threshold = Number(params.get('threshold'));
  fields.threshold = threshold > 0 && threshold <= 1 ? threshold : DEFAULT_THRESHOLD;
  return fields;
}

/** Fields → what an address says of them: nothing of what is as usual. */
export function paramsOf(fields) {
  const { threshold, ...rest } = fields;
  return threshold === DEFAULT_THRESHOLD ? rest : { ...rest, threshold: String(threshold) };
}

/** The property for a date: what is born, founded or built. */
export function dateProperty(schema) {
  if (['Organization', 'Company', 'PublicBody'].includes(schema)) return 'incorporationDate';
  return ['Vessel', 'Airplane', 'Vehicle'].includes(schema) ? 'buildDate' : 'birthDate';
}

/** Fields → a query of POST /match, or null where nothing is asked. */
export function queryOf(fields) {
  if (!fields.name.length && !fields.idNumber) return null;
  const properties = {};
  if (fields.name.length) properties.name = fields.name;
  if (fields.birthDate) properties[dateProperty(fields.schema)] = [fields.birthDate];
  if (fields.country) properties.country = [fields.country];
  if (fields.gender) properties.gender = [fields.gender];
  if (fields.idNumber) properties.idNumber = [fields.idNumber];
  return fields.schema ? { schema: fields.schema, properties } : { properties };
}

/** Lowest score that is shown. */
export function cutoffOf(threshold) {
  return Math.min(threshold, Math.max(LEAST, Math.round((threshold - NEAR) * 100) / 100));
}

const PLACES = ['country', 'nationality', 'citizenship', 'jurisdiction', 'flag', 'mainCountry'];

/** Texts of a property of an entity; nested entities are left out. */
export function values(entity, ...names) {
  const all = names.flatMap((name) => entity.properties?.[name] ?? []);
  return [...new Set(all.filter((v) => typeof v === 'string'))];
}

export const placesOf = (entity) => values(entity, ...PLACES);
export const datesOf = (entity) => values(entity, 'birthDate', 'incorporationDate', 'buildDate');
export const aliasesOf = (entity) =>
  values(entity, 'name', 'alias', 'previousName', 'weakAlias').filter((n) => n !== entity.caption);
