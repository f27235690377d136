import { CATALOGUE } from '#commitments';
import { MappingAgreedV1 } from '#contracts';
import { InvalidInput } from '#errors';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { mappingFrom, type Proposal } from './mapping-rules.js';

const [NOTICE, OTHER] = ['0198c0de-0000-7000-8000-0000000000f1', '0198c0de-0000-7000-8000-0000000000f2'];
const VERSION = { versionId: '0198c0de-0000-7000-8000-0000000000e1', inForceFrom: '2012-06', clauses: [{ clauseId: NOTICE }] };

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  catalogueVersion: CATALOGUE.version,
  commitmentId: 'N-07',
  versionId: VERSION.versionId,
  clauseIds: [NOTICE],
  relation: 'same',
  number: 3,
  unit: 'months',
  rationale: 'It names three months.',
  ...more,
});
const without = (...fields: (keyof Proposal)[]): Partial<Proposal> => Object.fromEntries(fields.map((field) => [field, undefined]));
const unmeasured = without('number', 'unit');
const PARTS = { shared: 'Both ask for notice.', onlyHere: 'It is in writing.', onlyNetwork: 'It names months.' };

/** The fields that are wrong, each with what is said of it. */
function faultsOf(more: Partial<Proposal>, version: typeof VERSION | null = VERSION): (readonly [string, string])[] {
  try {
    mappingFrom(proposal(more), version);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.errors.map(({ field, message }) => [field, message]);
  }
}

test('what is agreed is the contract’s, from the first day of the version where no other is named', () => {
  const agreed = mappingFrom(proposal({ clauseIds: [NOTICE, NOTICE] }), VERSION);
  expect(agreed).toMatchObject({ clauseIds: [NOTICE], measure: { number: 3, unit: 'months' }, from: '2012-06-01' });
  const told = plainToInstance(MappingAgreedV1, { ...agreed, mappingId: OTHER, agreedOn: '2026-05-12' });
  expect(validateSync(told, { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
});

test.each<[string, Partial<Proposal>]>([
  ['a stronger promise', { relation: 'stronger', number: 6 }],
  ['a weaker promise in a unit that cannot be set beside the network’s', { relation: 'weaker', number: 6, unit: 'weeks' }],
  ['a promise without a measure', { relation: 'no-measure', ...unmeasured }],
  ['an overlap with all its parts', { relation: 'overlaps', ...PARTS }],
  ['silence', { relation: 'silent', clauseIds: [], ...unmeasured }],
  ['what needs no number', { commitmentId: 'N-11', relation: 'stronger', ...unmeasured }],
  ['what is marked', { commitmentId: 'N-23', ...unmeasured }],
  ['a day after the first', { from: '2015-01-01' }],
  [
    'more days of a consultation over holidays',
    { commitmentId: 'N-02', relation: 'stronger', number: 12, unit: 'weeks', moreDaysOverHolidays: 14 },
  ],
])('%s can be agreed', (_what, more) => {
  expect(faultsOf(more)).toEqual([]);
});

test.each<[string, Partial<Proposal>, field: string, says: string]>([
  ['a commitment there is none of', { commitmentId: 'N-99' }, 'commitmentId', 'There is no N-99 in the catalogue'],
  ['silence of a clause', { relation: 'silent', ...unmeasured }, 'clauseIds', 'silent only where no clause deals with it'],
  ['a promise of no clause', { clauseIds: [] }, 'clauseIds', 'Choose the clauses that deal with it'],
  ['a clause of another version', { clauseIds: [OTHER] }, 'clauseIds', 'clauses of this version only'],
  ['a promise without its number', unmeasured, 'number', 'Enter the number that the clause names'],
  ['a number without its unit', without('unit'), 'unit', 'counted in months or weeks or days'],
  ['a unit of another rule', { unit: 'pages' }, 'unit', 'counted in months or weeks or days'],
  ['a number of what is not counted', { commitmentId: 'N-11' }, 'number', 'This commitment is not counted'],
  ['a number of what is marked', { commitmentId: 'N-23' }, 'number', 'This commitment is not counted'],
  ['a number where the clause names none', { relation: 'no-measure' }, 'number', '“Promise without a measure” has no number'],
  ['notice that is longer over holidays', { moreDaysOverHolidays: 7 }, 'moreDaysOverHolidays', 'Only a consultation'],
  [
    'a stronger promise that asks for less',
    { relation: 'stronger', number: 2 },
    'relation',
    'names 2 months, the network asks for 3 months',
  ],
  ['a weaker promise that asks for as much', { relation: 'weaker' }, 'relation', 'that is the same promise'],
  [
    'a weaker promise of a sooner reply',
    { commitmentId: 'N-03', relation: 'weaker', number: 8, unit: 'weeks' },
    'relation',
    'stronger promise',
  ],
  [
    'an overlap that does not say what is shared',
    { relation: 'overlaps', ...PARTS, ...without('shared') },
    'shared',
    'Write out what both say',
  ],
  ['parts of what is no overlap', { onlyHere: 'It is in writing.' }, 'onlyHere', 'Only an overlap has parts'],
  ['a day before the version', { from: '2012-05-31' }, 'from', 'in force from 1 June 2012'],
])('%s is refused', (_what, more, field, says) => {
  expect(faultsOf(more)).toEqual([[field, expect.stringContaining(says)]]);
});

test('a version that was not adopted, or is of a code of practice, is no Compact', () => {
  expect(faultsOf({}, null)).toEqual([['versionId', expect.stringContaining('Drafts and codes of practice do not count')]]);
});

test('all that is wrong is said at once', () => {
  expect(faultsOf({ ...unmeasured, clauseIds: [], from: '2000-01-01' }).map(([field]) => field)).toEqual(['clauseIds', 'number', 'from']);
});
