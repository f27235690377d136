import { NOT_COMPARABLE } from '#commitments';
import {
  CaseReportedV1,
  CompactAdoptionWithdrawnV1,
  CaseWithdrawnV1,
  ConsultationPublishedV1,
  LENSES,
  MappingEndedV1,
  ReplyOpenedV1,
} from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { everyRowOf, type Fact, fact } from '../told.fixture.js';
import { cases, compact, type Compared, type ComparisonAnswer, id, LATER, mapping, toldBy, COMPLETE } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeEach(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
});
afterEach(() => aggregator.stop());

const told = (borough: string, ...facts: Fact[]): Promise<void> => toldBy(aggregator, borough, ...facts);

/** One that was open for twelve weeks. */
const CONSULTATION = {
  kind: 'formal-written',
  opensOn: '2026-06-01',
  closesOn: '2026-08-24',
  openUntilFive: true,
  extensions: [],
  reasonPublishedOn: null,
  groundRecorded: false,
};

const comparison = (query = ''): Promise<ComparisonAnswer> => aggregator.json(`/api/v1/comparison${query}`);

/** What is shown of notice in one borough. */
async function notice(borough = 'westminster', query = ''): Promise<Compared> {
  const { items } = await comparison(query);
  const found = items.find((one) => one.id === 'N-07')?.boroughs.find((one) => one.borough === borough);
  if (!found) throw new Error('nothing is compared');
  return found;
}
const states = async (query = '') => {
  const { ownWord, commonMeasure } = await notice('westminster', query);
  return [ownWord.state, commonMeasure.state];
};

test('without any fact every figure says that there is no data, of thirty commitments in every borough', async () => {
  const { items } = await comparison();
  expect(items).toHaveLength(30);
  for (const { boroughs } of items) {
    expect(boroughs.map(({ borough }) => borough)).toEqual(['hammersmith-and-fulham', 'kensington-and-chelsea', 'westminster']);
    for (const { ownWord, commonMeasure } of boroughs) {
      for (const lens of [ownWord, commonMeasure]) expect(lens).toMatchObject({ state: 'no-data', n: 0, met: null, rate: null });
    }
  }
});

test('both lenses stand side by side: the same cases by the borough’s own measure and by the network’s', async () => {
  await told('westminster', compact(), mapping({ relation: 'stronger', measure: { number: 7, unit: 'months' } }));
  await told('westminster', ...cases('kept', 14, 1, { replies: [] }), ...cases('late', 2, 100));
  expect(await notice()).toMatchObject({
    promise: { relation: 'stronger' },
    ownWord: { state: 'comparable', n: 16, met: 0, rate: null },
    commonMeasure: { state: 'comparable', n: 16, met: 14, rate: null },
    cases: 16,
  });
  await told('westminster', ...cases('kept', 4, 200, { replies: [] }));
  expect((await notice()).commonMeasure).toMatchObject({ n: 20, met: 18, rate: 90 });
});

test('another promise moves the own word alone, which the chairs may reply to before it is counted', async () => {
  await told('westminster', compact(), mapping(), ...cases('kept', 6, 1));
  expect((await notice()).ownWord).toMatchObject({ met: 6 });
  await told('westminster', mapping({ mappingId: id(9001), relation: 'stronger', measure: { number: 8, unit: 'months' } }));
  const counts = async () => {
    const { ownWord, commonMeasure } = await notice();
    return [ownWord.state, ownWord.met, commonMeasure.state, commonMeasure.met];
  };
  expect(await counts()).toEqual(['reply-open', null, 'comparable', 6]);
  const opened = Array.from({ length: 6 }, (_, at) =>
    fact(ReplyOpenedV1, { caseId: id(1 + at), lenses: ['own-word'], replyUntil: '2027-05-20' }),
  );
  await told('westminster', ...opened);
  expect(await counts()).toEqual(['reply-open', null, 'comparable', 6]);
  const { items } = await aggregator.json('/api/v1/comparison/N-07/cases');
  expect(items.map(({ ownWord, commonMeasure }) => [ownWord, commonMeasure])).toEqual(Array.from({ length: 6 }, () => [null, 'met']));
  await told('westminster', ...cases('kept', 6, 1, { replies: [] }));
  expect(await counts()).toEqual(['comparable', 0, 'comparable', 6]);
  await told('westminster', fact(MappingEndedV1, { mappingId: id(9001) }));
  expect(await counts()).toEqual(['comparable', 6, 'comparable', 6]);
});

test('by an adoption that is taken back nothing is judged any more, and by what was in force before it again', async () => {
  const laterMapping = mapping({ mappingId: id(9001), versionId: LATER, measure: { number: 8, unit: 'months' }, relation: 'stronger' });
  await told('westminster', compact(), mapping(), compact(LATER, '2020-01-01'), laterMapping, ...cases('kept', 6, 1, { replies: [] }));
  expect((await notice()).ownWord).toMatchObject({ n: 6, met: 0 });
  const { asAt } = await comparison();
  const then = await notice('westminster', `?asAt=${encodeURIComponent(asAt)}`);

  await told('westminster', fact(MappingEndedV1, { mappingId: id(9001) }), fact(CompactAdoptionWithdrawnV1, { versionId: LATER }));
  expect((await notice()).ownWord).toMatchObject({ n: 6, met: 6 });
  expect(await notice('westminster', `?asAt=${encodeURIComponent(asAt)}`)).toEqual(then);

  await told('westminster', compact(LATER, '2020-01-01'), { ...laterMapping, data: { ...laterMapping.data, mappingId: id(9002) } });
  expect((await notice()).ownWord).toMatchObject({ n: 6, met: 0 });
});

describe('each reason why nothing can be compared', () => {
  test('no Compact in force, which leaves the common measure', async () => {
    await told('westminster', ...cases('kept', 5, 1));
    expect(await states()).toEqual(['no-compact', 'comparable']);
    expect((await notice()).ownWord.says).toBe('No Compact in force between 1 April 2026 and 31 March 2027');
  });

  test('no mapping, a silent Compact, and a promise without a measure', async () => {
    await told('westminster', compact(), ...cases('kept', 5, 1));
    expect(await states()).toEqual(['unmapped', 'unmapped']);
    await told('westminster', mapping({ relation: 'silent', clauseIds: [], measure: undefined as never }));
    expect(await states()).toEqual(['silent', 'comparable']);
    await told('westminster', mapping({ mappingId: id(9001), relation: 'no-measure', measure: undefined as never }));
    expect(await states()).toEqual(['no-measure', 'comparable']);
  });

  test('what held before the Compact of today, which says something else by now', async () => {
    await told('westminster', compact(), compact(LATER, '2027-01-01'), ...cases('kept', 5, 1));
    await told('westminster', mapping({ mappingId: id(9001), versionId: LATER }));
    const { promise, ownWord } = await notice();
    expect(promise.relation).toBe('same');
    expect(ownWord.says).toBe('The two chairs have not agreed a mapping yet; the cases are older than what holds now');
  });

  test('records that end too long ago', async () => {
    await told('westminster', compact(), mapping(), ...cases('kept', 5, 1));
    await aggregator.isHeard('westminster', { completeness: { grants: { completeTo: '2027-02-08', agreedDays: 92 } } as never });
    expect(await states()).toEqual(['stale', 'stale']);
    await aggregator.isHeard('westminster', { completeness: { grants: { completeTo: '2027-02-09', agreedDays: 92 } } as never });
    expect(await states()).toEqual(['comparable', 'comparable']);
  });

  test('records of the kind that cases are found in, and of no other', async () => {
    const length = { commitmentId: 'N-02', rule: 'R-CONS', facts: CONSULTATION, decidedOn: '2026-10-01' };
    await told('westminster', ...cases('kept', 5, 1), ...cases('kept', 5, 100, length));
    const stale = { completeTo: '2025-01-01', agreedDays: 92 };
    const of = async (complete: object) => {
      await aggregator.isHeard('westminster', { completeness: { ...COMPLETE, ...complete } as never });
      const { items } = await comparison();
      return ['N-02', 'N-07'].map((one) => items.find((item) => item.id === one)?.boroughs.at(-1)?.commonMeasure.state);
    };
    await told(
      'westminster',
      compact(),
      mapping(),
      mapping({ mappingId: id(9001), commitmentId: 'N-02', measure: { number: 12, unit: 'weeks' } }),
    );
    expect(await of({})).toEqual(['comparable', 'comparable']);
    expect(await of({ consultations: stale })).toEqual(['stale', 'comparable']);
    expect(await of({ grants: stale })).toEqual(['comparable', 'stale']);
  });

  test('a Compact that changed between the cases, until one year alone is asked for', async () => {
    await told('westminster', compact(), mapping(), ...cases('kept', 5, 1));
    const after = {
      decidedOn: '2027-04-10',
      financialYear: '2027/28',
      facts: { ...CaseReportedV1.sample.facts, receivedOn: '2027-04-10' },
    };
    await told('westminster', compact(LATER, '2027-04-01'), ...cases('late', 1, 50, after));
    expect(await states()).toEqual(['changed', 'comparable']);
    expect((await notice()).ownWord.says).toContain('changed on 1 April 2027');
    expect(await states('?financialYear=2026/27')).toEqual(['comparable', 'comparable']);
  });

  test('a reply that is open, until it is told or its time is over', async () => {
    await told('westminster', compact(), mapping(), ...cases('kept', 5, 1));
    await told('westminster', fact(ReplyOpenedV1, { caseId: id(60), lenses: [...LENSES], replyUntil: '2027-05-20' }));
    expect(await states()).toEqual(['reply-open', 'reply-open']);
    expect(await states('?financialYear=2025/26')).toEqual(['no-data', 'no-data']);
    await told(
      'kensington-and-chelsea',
      compact(),
      mapping(),
      fact(ReplyOpenedV1, { caseId: id(61), lenses: [...LENSES], replyUntil: '2027-05-20' }),
    );
    expect((await notice('kensington-and-chelsea')).ownWord.state).toBe('reply-open');
    aggregator.clock.set('2027-05-21T09:00:00Z');
    expect(await states()).toEqual(['comparable', 'comparable']);
    aggregator.clock.set('2027-05-12T09:00:00Z');
    await told('westminster', ...cases('late', 1, 60));
    expect((await notice()).commonMeasure).toMatchObject({ state: 'comparable', n: 6, met: 5 });
  });

  test('fewer than five cases, of which no rate and no count of what was kept is told', async () => {
    await told('westminster', compact(), mapping(), ...cases('kept', 4, 1));
    for (const lens of Object.values(await notice()).filter((one) => one !== null && typeof one === 'object' && 'state' in one)) {
      expect(lens).toMatchObject({ state: 'too-few', n: 4, met: null, rate: null, counts: null });
    }
  });
});

test('a case that is told again stands once, and one that is taken back is a mark without content', async () => {
  await told('westminster', ...cases('late', 6, 1));
  await told('westminster', ...cases('kept', 1, 1));
  expect((await notice()).commonMeasure).toMatchObject({ n: 6, met: 1 });
  await told('westminster', fact(CaseWithdrawnV1, { caseId: id(2) }));
  expect(await notice()).toMatchObject({ cases: 5, withdrawn: 1, commonMeasure: { n: 5, met: 1 } });
  const rows = (await everyRowOf(aggregator.database.em(), 'westminster')).filter(({ content }) => JSON.stringify(content).includes(id(2)));
  expect(rows).toMatchObject([{ name: 'commitment_cases', content: { state: 'withdrawn', facts: null, organisation: null } }]);
});

test('what was compared is CSV with its snapshot, a line for each commitment, borough and lens', async () => {
  await told('westminster', compact(), mapping(), ...cases('kept', 5, 1));
  const { body } = await aggregator.get('/api/v1/comparison.csv?theme=Funding');
  const lines = body.trim().split('\r\n');
  const { items } = await comparison('?theme=Funding');
  expect(lines).toHaveLength(1 + items.length * 3 * LENSES.length);
  expect(lines.find((line) => line.startsWith('N-07') && line.includes('westminster,same,own-word'))).toContain('comparable,5,5,,');
});

test('filters take away rows and columns, and never change a figure', async () => {
  await told('westminster', compact(), mapping(), ...cases('kept', 5, 1));
  const whole = await notice();
  for (const query of ['?theme=Funding', '?borough=westminster', '?state=partly', '?differ=true&lens=own-word']) {
    expect([query, await notice('westminster', query)]).toEqual([query, whole]);
  }
  expect((await comparison('?state=not')).items.map(({ id: one }) => one)).not.toContain('N-07');
  expect((await aggregator.get('/api/v1/comparison?borough=atlantis')).statusCode).toBe(400);
});

test('a figure leads to its cases, each with both measures, its facts and its number in the log', async () => {
  await told('westminster', compact(), mapping(), ...cases('kept', 3, 1), ...cases('late', 2, 50));
  const { items, next } = await aggregator.json('/api/v1/comparison/N-07/cases?borough=westminster&limit=4');
  expect(items).toHaveLength(4);
  expect(items[0]).toMatchObject({ decidedOn: '2027-02-14', commonMeasure: 'not-met', ownWord: 'not-met', position: 6, replies: [] });
  const { items: rest } = await aggregator.json(`/api/v1/comparison/N-07/cases?borough=westminster&cursor=${String(next)}`);
  expect(rest).toHaveLength(1);
});

test('a case is named by who or what it is about, and leads to that', async () => {
  const record = { kind: 'consultation' as const, id: id(7000), title: 'A shorter Compact' };
  const { kind, opensOn, closesOn, openUntilFive } = ConsultationPublishedV1.sample;
  const facts = { kind, opensOn, closesOn, openUntilFive, extensions: [], reasonPublishedOn: opensOn, groundRecorded: false };
  const asked = { commitmentId: 'N-02', rule: 'R-CONS', facts, record, organisation: undefined as never };
  await told('westminster', compact(), ...cases('kept', 1, 1), ...cases('kept', 1, 2, asked));

  const { items } = await aggregator.json('/api/v1/comparison/N-02/cases');
  expect(items).toMatchObject([
    { recordKind: 'consultation', recordId: record.id, recordTitle: record.title, commonMeasure: 'met-explained' },
  ]);
  const { body } = await aggregator.get('/api/v1/comparison/N-02/cases.csv');
  expect(body).toContain(`consultation,${record.id},${record.title}`);
  const linksOf = async (commitment: string) => {
    const page = await aggregator.page(`/compare/${commitment}`);
    const links = page('tbody th a').toArray();
    return links.map((link) => [page(link).text(), page(link).attr('href')]).filter(([, href]) => !href?.startsWith('/compacts'));
  };
  expect(await linksOf('N-02')).toEqual([[record.title, `/consultations/westminster/${record.id}`]]);
  expect(await linksOf('N-07')).toEqual([['Example Lunch Club', `/grants/westminster/${CaseReportedV1.sample.record?.id}`]]);
});

test('pages say both lenses in words, the reasons, and how it was worked out', async () => {
  await told(
    'westminster',
    compact(),
    mapping(),
    ...cases('kept', 5, 1),
    ...cases('late', 1, 50, { replies: [{ side: 'council', kind: 'disagree' }] }),
  );
  const page = await aggregator.page('/compare');
  const rows = page('#N-07 tbody tr')
    .toArray()
    .map((row) => page(row).text().replaceAll(/\s+/g, ' ').trim());
  expect(rows.map((row) => row.split(' ')[0])).toEqual(['Hammersmith', 'Kensington', 'Westminster']);
  expect(rows[2]).toBe('Westminster Same promise3 months 5 of 6 kept 5 of 6 kept');
  expect(rows[0]).toContain('No data');
  expect(page('#N-07 thead').text()).toMatch(/Own word\s+Common measure/);
  expect(NOT_COMPARABLE).toHaveLength(11);

  const one = await aggregator.page('/compare/N-07');
  const text = one('main').text().replaceAll(/\s+/g, ' ');
  expect(text).toContain('Told by 14 February 2027, from 1 April 2027: 46 days; the promise is 3 months.');
  expect(text).toContain('Borough disagrees');
  expect(text).toContain('Rule R-NOTICE, version 1');
  expect((await aggregator.get('/compare/N-99')).statusCode).toBe(404);
});

test('both charts say in words what they show, with the same numbers as a table', async () => {
  await told('westminster', compact(), mapping(), ...cases('kept', 14, 1), ...cases('late', 2, 100));
  const all = await aggregator.page('/compare');
  expect(all('figcaption').text()).toBe('1 commitment of 30 can be shown by the common measure');
  expect(all('#kept-chart svg text').text()).toContain('14/16');
  expect(all('#kept-table').text().replaceAll(/\s+/g, ' ')).toContain('14 of 16 kept');
  const one = await aggregator.page('/compare/N-07');
  expect(one('figcaption').first().text()).toBe('Of 16 cases listed here, 2 had less notice than three months and no explanation');
  expect(one('#days-table tbody tr')).toHaveLength(16);
  expect(one('#days-chart svg text').text()).toContain('3 months');
  expect((await aggregator.page('/compare/N-08'))('figure')).toHaveLength(0);
});
