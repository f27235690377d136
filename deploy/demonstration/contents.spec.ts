import { addMonths, daysBetween } from '#clock';
import { MAPPED_RELATIONS, newestContracts, RepresentativeNamedV1, RepresentativeUnnamedV1 } from '#contracts';
import { basisOf, CATALOGUE, judgeCase, MARK_BASES } from '#commitments';
import type { Side } from '#identity';
import { type GrantFileReport, identifiersOf, readGrantFile } from '#grant-files';
import { validateSync } from 'class-validator';
import { join } from 'node:path';
import { readBoroughs } from '../local/boroughs.js';
import { levelsToCome } from './borough-loader.js';
import { commandsIn } from './commands.fixture.js';
import { asItStands } from './consultation-loader.js';
import { type BoroughContent, firm } from './content.js';
import { contentsAsOf } from './contents.js';
import { InMemoryBorough } from './in-memory-borough.fixture.js';

const TODAY = '2026-11-22';
const CONTENTS = contentsAsOf(TODAY);
const BY_CODE = CONTENTS.map((content) => [content.code, content] as const);

function taken(content: BoroughContent, today = TODAY): InMemoryBorough {
  const borough = new InMemoryBorough(today);
  borough.take(content);
  return borough;
}

const filesOf = ({ files }: BoroughContent): Promise<GrantFileReport[]> =>
  Promise.all(files.map(({ text }) => readGrantFile(Buffer.from(text), 'text/csv', { today: TODAY, assignLocalIdentifiers: true })));

describe.each(BY_CODE)('the content of %s', (code, content) => {
  test('breaks none of the borough’s rules, on any day of its life', () => {
    for (const today of ['2024-06-01', '2026-02-28', TODAY, '2027-04-01', '2028-02-29', '2030-12-31']) {
      expect(taken(contentsAsOf(today).find((other) => other.code === code) ?? content, today).grants.length).toBeGreaterThan(0);
    }
  });

  test('is what the borough’s API takes', () => {
    const problems = commandsIn(content, TODAY).flatMap((command) =>
      validateSync(command, { whitelist: true, forbidNonWhitelisted: true }),
    );
    expect(problems.map((problem) => problem.toString())).toEqual([]);
  });

  test('names only organisations, programmes and departments that are there', async () => {
    const boroughs = await readBoroughs(join(import.meta.dirname, '../boroughs'));
    const departments = boroughs.find((borough) => borough.code === code)?.departments.map(({ key }) => key);
    const organisations = content.organisations.flatMap(({ identifiers }) => identifiers);
    const programmes = content.programmes.map((programme) => programme.code);
    expect(content.alerts.map(({ given }) => given.department).filter((key) => !departments?.includes(key))).toEqual([]);
    expect(content.programmes.map(({ department }) => department).filter((key) => !departments?.includes(key))).toEqual([]);
    expect(content.grants.map(({ programme }) => programme).filter((named) => !programmes.includes(named))).toEqual([]);
    expect(content.grants.map(({ organisation }) => organisation).filter((named) => !organisations.includes(named))).toEqual([]);
  });

  test('gives each record an identifier of its own', async () => {
    const read = (await filesOf(content)).flatMap(({ grants }) => grants.map(({ grant }) => grant.identifier));
    const identifiers = [...content.grants.map(({ identifier }) => identifier), ...read];
    expect(new Set(identifiers).size).toBe(identifiers.length);
    expect(identifiers.length).toBeGreaterThanOrEqual(25);
    expect(identifiers.length).toBeLessThanOrEqual(60);
    expect(new Set(content.organisations.flatMap((organisation) => organisation.identifiers)).size).toBe(
      content.organisations.flatMap((organisation) => organisation.identifiers).length,
    );
  });

  test('has a file with bad rows, and those rows mended in a second one', async () => {
    const [first, mended] = await filesOf(content);
    if (!first || !mended) throw new Error('there are to be two files');
    expect([first, mended].map(({ grants, refusedRowCount }) => ({ grants: grants.length, refusedRows: refusedRowCount }))).toEqual(
      content.files.map(({ grants, refusedRows }) => ({ grants, refusedRows })),
    );
    expect(first.refusedRowCount).toBe(mended.grants.length);
    expect([...first.grants, ...mended.grants].some(({ grant }) => grant.recipient.localIdentifier)).toBe(true);
    expect(new Set(first.grants.map(({ grant }) => grant.funder.identifier)).size).toBeGreaterThan(1);
  });

  test('has years that add up, and no programme that gives more than its level', () => {
    const given = Map.groupBy(
      content.grants
        .filter(({ acts = [] }) => !acts.some(({ act }) => act === 'withdrawn' || act === 'corrected'))
        .flatMap(({ programme, years }) => (years ?? []).map((year) => ({ ...year, programme }))),
      ({ programme, financialYear }) => `${programme} ${financialYear}`,
    );
    for (const { code: programme, levels } of content.programmes) {
      for (const level of levels.flatMap((decided) => ('pledge' in decided ? [] : [decided]))) {
        const sum = (given.get(`${programme} ${level.financialYear}`) ?? []).reduce((total, { amountPence }) => total + amountPence, 0);
        const ends = level.amountPence === 0 || level.reason !== undefined;
        if (!ends) expect([programme, level.financialYear, sum <= level.amountPence]).toEqual([programme, level.financialYear, true]);
      }
    }
  });

  test('has notices whose days are in order', () => {
    for (const { variations } of taken(content).grants) {
      for (const { toldInWritingOn, receivedOn, madePublicOn } of variations) {
        const days = [toldInWritingOn, receivedOn, madePublicOn].filter((day) => typeof day === 'string');
        expect(days).toEqual(days.toSorted());
      }
    }
  });

  test('says in each name that it is sample, but for what is from a document', async () => {
    const documented = /^(Kensington and Chelsea Social Council|LAA1 Performance Reward Grant|Partnership and Forum Support Officer, .*)$/;
    const read = (await filesOf(content)).flatMap(({ grants }) =>
      grants.flatMap(({ grant: { title, recipient, programme } }) => [title, recipient.name, programme?.title ?? '(sample)']),
    );
    const names = [
      ...content.organisations.flatMap(({ name, later }) => [
        name,
        ...(later?.name ? [later.name] : []),
        ...(later?.alias ? [later.alias] : []),
      ]),
      ...content.programmes.map(({ title }) => title),
      ...content.grants.map(({ title }) => title),
      ...read,
    ];
    expect(names.filter((name) => !name.endsWith('(sample)') && !documented.test(name))).toEqual([]);
  });

  test('uses numbers that no register has given', async () => {
    const read = (await filesOf(content)).flatMap(({ grants }) => grants.flatMap(({ grant }) => identifiersOf(grant.recipient)));
    const own = content.organisations.flatMap(({ identifiers, later }) => [
      ...identifiers,
      ...(later?.identifier ? [later.identifier] : []),
    ]);
    expect([...own, ...read].filter((identifier) => !/^(GB-CHC-99\d{5}|GB-COH-99\d{6}|360G-.+-org-.+)$/.test(identifier))).toEqual([]);
  });

  test('holds nothing like an e-mail address or a phone number', () => {
    expect(JSON.stringify(content)).not.toMatch(/@|\+44|\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b/);
  });
});

describe('the contents together', () => {
  const boroughs = CONTENTS.map((content) => taken(content));
  const variations = boroughs.flatMap(({ grants }) => grants.flatMap((grant) => grant.variations));

  test('tell every fact there is a contract for, but those of which people decide themselves (representatives.ts)', () => {
    const told = new Set([...boroughs.flatMap((borough) => [...borough.told]), RepresentativeNamedV1.type, RepresentativeUnnamedV1.type]);
    expect(newestContracts.map(({ type }) => type).filter((type) => !told.has(type))).toEqual([]);
  });

  test('hold back what is not public, and what is for the people of a case', () => {
    expect(new Set(boroughs.flatMap(({ keptBack }) => keptBack))).toEqual(
      new Set(['change not public', 'payment hold recorded', 'marks not open', 'concern']),
    );
  });

  test('have in each borough somebody who signed the Compact, and one who left', () => {
    for (const { signatories } of CONTENTS) {
      expect(signatories.filter(({ signed }) => signed).length).toBeGreaterThanOrEqual(3);
      expect(signatories.filter(({ withdrawnOn }) => withdrawnOn)).toHaveLength(1);
    }
  });

  test('have every relation, and in two boroughs one that waits for the second key', () => {
    const mappings = CONTENTS.flatMap((content) => content.mappings);
    expect(new Set(mappings.map(({ relation }) => relation))).toEqual(new Set(MAPPED_RELATIONS));
    expect(CONTENTS.filter((content) => content.mappings.some(({ isWaiting }) => isWaiting)).map(({ code }) => code)).toHaveLength(2);
  });

  test('have marks that are alike, apart, and of one side alone, in one borough, and in another a round that is not open', () => {
    const [marked, closed] = CONTENTS.flatMap(({ round }) => (round ? [round] : [])).toSorted((one) => (one.replies ? -1 : 1));
    const of = (side: Side, id: string): number | null => {
      const mark = marked?.marks[side][id]?.mark;
      return typeof mark === 'number' ? mark : null;
    };
    const marks = CATALOGUE.commitments.map(({ id }) => basisOf({ council: of('council', id), sector: of('sector', id) }));
    expect(new Set(marks)).toEqual(new Set(MARK_BASES));
    expect([closed?.replies, closed?.doneAlone]).toEqual([null, 'council']);
  });

  test.each([
    [39, 'kept with an explanation', 'met-explained', '20 September 2010 to 29 October 2010'],
    [84, 'kept', 'met', '9 January 2012 to 2 April 2012'],
    [16, 'not kept', 'not-met', '10 February 2016 to 26 February 2016'],
  ])('have a Compact that was asked about for %d days, which is %s', (length, _inWords, value, days) => {
    const judged = boroughs.flatMap(({ lengths }) =>
      lengths.map((facts) => judgeCase('N-02', facts, { compact: { versions: [], said: [] }, mappings: [] }, TODAY).commonVerdict),
    );
    const [found, ...more] = judged.filter(({ says }) => says.startsWith(`Open from ${days}: ${length} days`));
    expect([found?.value, more]).toEqual([value, []]);
  });

  test('have a cut with 80 days’ notice that nobody explained', () => {
    const short = variations.filter(
      ({ kind, receivedOn, effectiveOn, exceptionGround, agreedShorter }) =>
        kind === 'reduced' && receivedOn && daysBetween(receivedOn, effectiveOn) === 80 && !exceptionGround && !agreedShorter,
    );
    expect(short).toHaveLength(1);
  });

  test('have short notice that was agreed, and an exception with its ground and office', () => {
    const isShort = ({ receivedOn, effectiveOn }: { receivedOn?: string | null; effectiveOn: string }): boolean =>
      Boolean(receivedOn) && effectiveOn < addMonths(receivedOn ?? '', 3);
    expect(variations.filter((variation) => isShort(variation) && variation.agreedShorter)).toHaveLength(1);
    expect(variations.filter((variation) => isShort(variation) && variation.exceptionGround && variation.exceptionApprovedBy)).toHaveLength(
      1,
    );
  });

  test('have firm and indicative years, all ways of paying in advance, and a grant without dates', () => {
    const grants = CONTENTS.flatMap((content) => content.grants);
    const commitments = grants.flatMap(({ years }) => (years ?? []).map(({ commitment }) => commitment));
    expect(new Set(commitments)).toEqual(new Set(['firm', 'indicative']));
    expect(new Set(grants.flatMap(({ paidInAdvance }) => paidInAdvance ?? []))).toEqual(new Set(['yes', 'part', 'no']));
    expect(grants.some(({ startsOn, endsOn, durationMonths }) => !startsOn && !endsOn && !durationMonths)).toBe(true);
  });

  test('have organisations in several boroughs, under different names', () => {
    const named = CONTENTS.flatMap(({ organisations }) =>
      organisations.flatMap(({ name, identifiers }) => identifiers.map((identifier) => ({ identifier, name }))),
    );
    const names = [...Map.groupBy(named, ({ identifier }) => identifier).values()].map((all) => new Set(all.map(({ name }) => name)).size);
    expect(names.filter((count) => count === 3)).toHaveLength(1);
    expect(names.filter((count) => count === 2).length).toBeGreaterThanOrEqual(3);
  });

  test('have a year in which one borough has published nothing', async () => {
    const content = CONTENTS.find(({ code }) => code === 'hammersmith-and-fulham');
    if (!content) throw new Error('the borough is to have content');
    const inYear = (day: string): boolean => day >= '2024-04-01' && day <= '2025-03-31';
    const awards = [...content.grants, ...(await filesOf(content)).flatMap(({ grants }) => grants.map(({ grant }) => grant))];
    expect(awards.filter(({ awardedOn }) => inYear(awardedOn))).toEqual([]);
    expect(taken(content).grants.flatMap((grant) => grant.variations.filter(({ effectiveOn }) => inYear(effectiveOn)))).toEqual([]);
    expect(content.programmes.flatMap(({ levels }) => levels.filter(({ financialYear }) => financialYear === '2024/25'))).toEqual([]);
  });

  test('have the request for the forum post 77 days before the year that it is for', () => {
    const post = CONTENTS.flatMap(({ grants }) => grants).find(({ identifier }) => identifier.endsWith('forum-post-2009'));
    expect(post).toMatchObject({ amountAppliedForPence: 42_000_00, years: firm(2009, 42_000_00), awardedOn: '2009-01-14' });
    expect(daysBetween(post?.awardedOn ?? '', post?.startsOn ?? '')).toBe(77);
  });
});

test('a draft that both sides write keeps its words, headings and notes', () => {
  const clause = { number: '1.1', heading: 'Independence', text: 'We disagree openly.', origin: 'partial', originNote: 'Who?' } as const;
  expect(asItStands({ clauseId: 'respect', ...clause })).toEqual(clause);
});

describe('a load that was stopped and is begun again', () => {
  const [first, second, pledge, changed] = [
    { financialYear: '2026/27', amountPence: 0, decidedOn: '2026-02-25' },
    { financialYear: '2026/27', amountPence: 35_000_00, decidedOn: '2026-03-18', reason: 'why' },
    { financialYear: '2026/27', pledge: 'no less', pledgedOn: '2026-03-18' },
    { financialYear: '2026/27', amountPence: 30_000_00, decidedOn: '2026-07-01', reason: 'less' },
  ] as const;
  const stands = (amountPence: number | null, given: string | null) => ({
    levels: [{ financialYear: '2026/27', amountPence, pledge: given }],
  });

  test.each([
    ['from the first level where there is none', { levels: [] }, [first, second, pledge, changed]],
    ['after the level that stands', stands(35_000_00, null), [pledge, changed]],
    ['after a pledge that is given', stands(35_000_00, 'no less'), [changed]],
    ['with nothing where all is there', stands(30_000_00, 'no less'), []],
  ])('goes on %s', (_name, standing, toCome) => {
    expect(levelsToCome([first, second, pledge, changed], standing)).toEqual(toCome);
  });
});

test('what lies ahead of the clock has not happened yet', () => {
  const today = '2026-07-11';
  const grants = contentsAsOf(today).flatMap((content) => content.grants);
  expect(grants.filter(({ awardedOn }) => awardedOn > today)).toEqual([]);
  expect(grants.find(({ identifier }) => identifier === '360G-kensington-and-chelsea-sample-2025-003')?.acts).toEqual([]);
});
