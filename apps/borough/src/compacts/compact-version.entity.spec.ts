import { CompactDocument } from './compact-document.entity.js';
import { CompactVersion } from './compact-version.entity.js';

const TODAY = '2026-05-12';
const DOCUMENT = CompactDocument.of('d', { kind: 'compact', title: 'A Compact', begunOn: TODAY });
const CLAUSE = { number: '4.2', text: 'Three months before funding ends.', origin: 'new' } as const;
const ADOPTION = { adoptedBy: 'The council', adoptedOn: '2026-05-12', inForceFrom: '2026-06-01' };
const EARLIER = { adoptedBy: 'The partnership', adoptedOn: '2012', inForceFrom: '2012-06' };

function draft(): CompactVersion {
  const version = CompactVersion.begin('v', 'd', '2026', null);
  version.write('c', CLAUSE, 'council', TODAY);
  version.write('c', CLAUSE, 'sector', TODAY);
  return version;
}

/** Each version as far as it is named, by the steps to there. */
const VERSIONS = {
  draft,
  approved: () => after(draft(), (one) => one.approve('2026-02-09', TODAY)),
  announced: () => after(VERSIONS.approved(), (one) => one.consult('2026-05-13', '2026-08-12', TODAY)),
  consulting: () => after(VERSIONS.approved(), (one) => one.consult('2026-02-10', '2026-05-12', '2026-02-10')),
  analysing: () => after(VERSIONS.approved(), (one) => one.consult('2026-02-10', '2026-05-11', '2026-02-10')),
  final: () => after(VERSIONS.analysing(), (one) => one.finalDraft(TODAY)),
  presented: () => after(VERSIONS.final(), (one) => one.present('The council', '2026-05-12', TODAY)),
  returned: () => after(VERSIONS.presented(), (one) => one.return('Too long.', TODAY)),
  adopted: () => after(VERSIONS.presented(), (one) => void one.adopt(DOCUMENT, ADOPTION, TODAY)),
  abandoned: () => after(draft(), (one) => one.abandon('No time.', TODAY)),
};
type Named = keyof typeof VERSIONS;

function after(version: CompactVersion, step: (version: CompactVersion) => void): CompactVersion {
  step(version);
  return version;
}

const STEPS: Record<string, { readonly take: (version: CompactVersion) => void; readonly from: readonly Named[] }> = {
  'is written': { take: (one) => one.write('c', CLAUSE, null, TODAY), from: ['draft', 'final', 'returned'] },
  'is approved': { take: (one) => one.approve('2026-05-11', TODAY), from: ['draft'] },
  'goes out': { take: (one) => one.consult('2026-05-12', '2026-08-12', TODAY), from: ['approved'] },
  'is open for longer': { take: (one) => one.answersUntil('2026-09-01', TODAY), from: ['announced', 'consulting', 'analysing'] },
  'is asked about no more': { take: (one) => one.unconsulted(TODAY), from: ['announced', 'consulting', 'analysing'] },
  'becomes a final draft': { take: (one) => one.finalDraft(TODAY), from: ['analysing', 'returned'] },
  'is presented': { take: (one) => one.present('The council', TODAY, TODAY), from: ['final'] },
  'is returned': { take: (one) => one.return('Too long.', TODAY), from: ['presented'] },
  'is adopted': { take: (one) => void one.adopt(DOCUMENT, ADOPTION, TODAY), from: ['presented'] },
  'was adopted before': { take: (one) => void one.recordAdopted(DOCUMENT, EARLIER, TODAY), from: ['draft'] },
  'is abandoned': {
    take: (one) => one.abandon('No time.', TODAY),
    from: ['draft', 'approved', 'analysing', 'final', 'presented', 'returned'],
  },
};

test.each(Object.entries(STEPS))('a version %s in its turn, and never otherwise', (_what, { take, from }) => {
  const possible = (Object.keys(VERSIONS) as Named[]).filter((named) => {
    try {
      take(VERSIONS[named]());
      return true;
    } catch {
      return false;
    }
  });
  expect(possible).toEqual(Object.keys(VERSIONS).filter((named) => from.includes(named as Named)));
});

test('a draft that one side alone wrote is not approved, nor an empty one', () => {
  const version = CompactVersion.begin('v', 'd', '2026', null);
  expect(() => version.approve(TODAY, TODAY)).toThrow('no clause yet');
  version.write('c', CLAUSE, 'council', TODAY);
  version.write('c', CLAUSE, null, TODAY);
  expect(() => version.approve(TODAY, TODAY)).toThrow('Nobody of the voluntary sector');
  version.write('d', { ...CLAUSE, number: '4.3' }, 'sector', TODAY);
  expect(() => version.approve('2026-05-13', TODAY)).toThrow('future');
  version.approve(TODAY, TODAY);
});

test('clauses keep their ids from version to version, and stand in the order of their numbers', () => {
  const first = CompactVersion.begin('v', 'd', '2026', null);
  for (const number of ['4.10', '4.9', '4.2']) first.write(number, { ...CLAUSE, number, originNote: 'Minutes' }, null, TODAY);
  expect(first.clauses.map(({ number }) => number)).toEqual(['4.2', '4.9', '4.10']);
  expect(() => first.write('other', CLAUSE, null, TODAY)).toThrow('clause 4.2 in this version already');

  const second = CompactVersion.begin('w', 'd', '2027', first);
  expect(second.clauses.map(({ clauseId, origin, originNote }) => [clauseId, origin, originNote])).toEqual(
    ['4.2', '4.9', '4.10'].map((id) => [id, 'kept', undefined]),
  );
  second.remove('4.9', 'sector', TODAY);
  expect([second.clauses.length, first.clauses.length, second.draftedBy]).toEqual([2, 3, ['sector']]);
});

test('a version that no message could carry cannot be written', () => {
  const version = draft();
  const write = (number: number) => version.write(`c${number}`, { ...CLAUSE, number: `${number}`, text: '€'.repeat(5_000) }, null, TODAY);
  expect(() => Array.from({ length: 100 }, (_, number) => write(number + 10))).toThrow('longer than can be told');
  expect(Buffer.byteLength(JSON.stringify(version.clauses))).toBeLessThan(500_000);
});

test('what is told of an adoption is the text with its dates', () => {
  const version = VERSIONS.presented();
  expect(version.adopt(DOCUMENT, { ...ADOPTION, reviewDueOn: '2029-06-01' }, TODAY)).toEqual({
    versionId: 'v',
    documentId: 'd',
    kind: 'compact',
    documentTitle: 'A Compact',
    label: '2026',
    ...ADOPTION,
    reviewDueOn: '2029-06-01',
    clauses: [{ clauseId: 'c', ...CLAUSE }],
  });
});

test.each([
  [{ adoptedOn: '2026-05-13' }, 'future'],
  [{ inForceFrom: '2026-04-30' }, 'before it was adopted'],
  [{ reviewDueOn: '2026-06-01' }, 'before the version is in force'],
])('an adoption with %o is refused', (more, says) => {
  expect(() => VERSIONS.presented().adopt(DOCUMENT, { ...ADOPTION, ...more }, TODAY)).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ message: expect.stringContaining(says) as string })] }),
  );
});

test.each([
  [() => VERSIONS.approved().consult('2026-02-08', '2026-08-12', TODAY), 'before the group approved it'],
  [() => VERSIONS.final().present('The council', '2026-05-13', TODAY), 'future'],
  [() => VERSIONS.final().present('The council', '2026-05-10', TODAY), 'before the consultation closed'],
  [() => VERSIONS.presented().adopt(DOCUMENT, { ...ADOPTION, adoptedOn: '2026-05-11' }, TODAY), 'before it was presented'],
])('no step can be taken by a day that comes before the step before', (step, says) => {
  expect(step).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ message: expect.stringContaining(says) as string })] }),
  );
});

test('what people were asked about stays what it was', () => {
  const version = VERSIONS.final();
  version.write('c', { ...CLAUSE, text: 'Four months.' }, 'council', TODAY);
  expect([version.consultedClauses?.[0]?.text, version.clauses[0]?.text]).toEqual([CLAUSE.text, 'Four months.']);
});

test.each([
  { ...EARLIER, adoptedOn: '2026-05-12', inForceFrom: '2026-05-12' },
  { ...EARLIER, inForceFrom: '2026' },
  { ...EARLIER, inForceFrom: '2030-01-01' },
])('a version of %o is not of the time before these records, and goes every step', (adoption) => {
  expect(() => draft().recordAdopted(DOCUMENT, adoption, TODAY)).toThrow('goes every step');
});

test('of an old version the dates may be imprecise', () => {
  const version = draft();
  const told = version.recordAdopted(DOCUMENT, { adoptedBy: 'The partnership', adoptedOn: 'before 2005-05', inForceFrom: '2005' }, TODAY);
  expect([told.inForceFrom, version.inForceFirstDay]).toEqual(['2005', '2005-01-01']);
});
