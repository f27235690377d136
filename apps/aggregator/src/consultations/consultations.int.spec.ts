import { CompactVersionAdoptedV1, ConsultationPublishedV1 } from '#contracts';
import { parse } from 'csv-parse/sync';
import { TestAggregator } from '../aggregator.fixture.js';
import { asRun, apply, type Fact, fact } from '../told.fixture.js';

const id = (number: number) => `0198c0de-0000-7000-8000-0000000003c${number}`;
const { outcome, compactVersionId, shortReason, shortReasonPublishedOn } = ConsultationPublishedV1.sample;
const extensions = [{ madeOn: '2026-02-22', closesOn: '2026-03-07', reason: 'Two forums meet in the first week of March.' }];
const housing = { departmentId: '0198c0de-0000-7000-8000-0000000003d1', name: 'Housing' };
const none = undefined as never;

/** One of which nothing is told but what must be. */
const consultation = (number: number, opensOn: string, closesOn: string, more: Partial<ConsultationPublishedV1> = {}): Fact =>
  fact(ConsultationPublishedV1, {
    consultationId: id(number),
    title: `Consultation ${number}`,
    opensOn,
    closesOn,
    extensions: [],
    compactVersionId: none,
    announcedOn: none,
    shortReason: none,
    shortReasonPublishedOn: none,
    outcome: none,
    ...more,
  });

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  await aggregator.tell(
    'westminster',
    consultation(1, '2026-04-01', '2026-06-24', { department: housing, announcedOn: '2026-03-02' }),
    consultation(2, '2026-02-01', '2026-03-01', {
      extensions: [{ madeOn: '2026-05-01', closesOn: '2026-05-12', reason: 'A forum meets in May.' }],
    }),
    consultation(3, '2026-06-01', '2026-09-01'),
    consultation(4, '2026-05-13', '2026-09-01'),
    consultation(5, '2026-02-10', '2026-02-26', { openUntilFive: false }),
    consultation(6, '2026-01-01', '2026-02-27', { withdrawnOn: '2026-02-01', withdrawnBecause: 'The plan was dropped.' }),
    fact(CompactVersionAdoptedV1, { versionId: String(compactVersionId) }),
  );
  await aggregator.tell(
    'kensington-and-chelsea',
    consultation(7, '2026-01-12', '2026-02-28', { compactVersionId, outcome, extensions, shortReason, shortReasonPublishedOn }),
    consultation(8, '2026-04-01', '2026-06-30', { compactVersionId }),
  );
});
afterEach(() => aggregator.clock.set('2026-05-12T09:00:00Z'));
afterAll(() => aggregator.stop());

interface Listed {
  readonly consultationId: string;
  readonly state: string;
  readonly days: number | null;
  readonly answersUntil: string;
}

const listed = async (query = ''): Promise<{ items: Listed[]; next: string | null }> => aggregator.json(`/api/v1/consultations${query}`);
const numbers = async (query = ''): Promise<number[]> => (await listed(query)).items.map(numberOf);
const numberOf = ({ consultationId }: Listed): number => Number(consultationId.at(-1));

const wordsOf = async (path: string): Promise<string> => {
  const page = await aggregator.page(path);
  return page('main').text().replaceAll(/\s+/g, ' ');
};

describe('consultations as data', () => {
  test('come with those that can be answered first, by their last day, then those to come, then the others, the latest first', async () => {
    const { items } = await listed();
    expect(items.map((item) => [numberOf(item), item.state, item.answersUntil, item.days])).toEqual([
      [2, 'open', '2026-05-12', 28],
      [1, 'open', '2026-06-24', 84],
      [8, 'open', '2026-06-30', 90],
      [4, 'announced', '2026-09-01', 111],
      [3, 'announced', '2026-09-01', 92],
      [7, 'outcome-published', '2026-03-07', 54],
      [6, 'withdrawn', '2026-02-27', null],
      [5, 'closed', '2026-02-26', 15],
    ]);
  });

  test('change their state with the day alone', async () => {
    aggregator.clock.set('2026-05-13T09:00:00Z');
    expect((await listed('?borough=westminster')).items.map((item) => [numberOf(item), item.state])).toEqual([
      [1, 'open'],
      [4, 'open'],
      [3, 'announced'],
      [2, 'closed'],
      [6, 'withdrawn'],
      [5, 'closed'],
    ]);
  });

  test('are found by borough, state and who runs them', async () => {
    expect(await numbers('?borough=kensington-and-chelsea')).toEqual([8, 7]);
    expect(await numbers('?state=closed&state=withdrawn')).toEqual([6, 5]);
    expect(await numbers('?department=hous')).toEqual([1]);
    expect(await numbers('?department=compact+implementation&state=announced')).toEqual([4, 3]);
    expect(await numbers('?department=%25')).toEqual([]);
    for (const query of ['?borough=atlantis', '?state=draft', '?cursor=nothing']) {
      expect([query, (await aggregator.get(`/api/v1/consultations${query}`)).statusCode]).toEqual([query, 400]);
    }
  });

  test('come in parts, none of them twice', async () => {
    const all: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { items, next }: Awaited<ReturnType<typeof listed>> = await listed(`?limit=3${cursor && `&cursor=${cursor}`}`);
      all.push(...items.map(numberOf));
      cursor = next;
    }
    expect(all).toEqual([2, 1, 8, 4, 3, 7, 6, 5]);
  });

  test('are a table, too', async () => {
    const { body } = await aggregator.get('/api/v1/consultations.csv?department=hous');
    expect(parse(body, { columns: true })).toMatchObject([
      { borough: 'westminster', title: 'Consultation 1', departmentName: 'Housing', answersUntil: '2026-06-24', days: '84', state: 'open' },
    ]);
  });

  test('are read one by one with all that everyone may know', async () => {
    expect(await aggregator.json(`/api/v1/consultations/kensington-and-chelsea/${id(7)}`)).toMatchObject({
      about: ConsultationPublishedV1.sample.about,
      compactVersionId,
      compactVersionTitle: null,
      methods: ['written', 'event'],
      reaches: ['council', 'sector'],
      extensions,
      shortReason,
      outcome,
    });
    await aggregator.json(`/api/v1/consultations/westminster/${id(7)}`, 404);
    await aggregator.json('/api/v1/consultations/westminster/nothing', 404);
  });
});

test('the last telling stands in place of those before, also where one of those comes late', async () => {
  const open = consultation(9, '2026-05-01', '2026-06-01');
  const withdrawn = consultation(9, '2026-05-01', '2026-06-01', { withdrawnOn: '2026-05-10', withdrawnBecause: 'It was asked before.' });
  const run = asRun([open, withdrawn], { from: 100 });
  const read = () => aggregator.json(`/api/v1/consultations/hammersmith-and-fulham/${id(9)}`);

  for (const told of [run, run, run.slice(0, 1)]) {
    await apply(aggregator.database.em(), 'hammersmith-and-fulham', told);
    expect(await read()).toMatchObject({ state: 'withdrawn', withdrawnBecause: 'It was asked before.' });
  }
});

describe('pages of consultations', () => {
  test('list what is open with the days left, and lead to each', async () => {
    const page = await aggregator.page('/consultations?department=&borough=westminster');
    const rows = page('tbody tr')
      .toArray()
      .map((row) => page(row).text().replaceAll(/\s+/g, ' ').trim());
    expect(rows.slice(0, 4)).toEqual([
      expect.stringMatching(/Consultation 2.*Compact Implementation Group.*12 May 2026Closes today\. Extended.*28 daysWithout a gap.*Open/),
      expect.stringMatching(/Consultation 1.*Housing.*24 June 2026Closes in 43 days.*84 days.*Open/),
      expect.stringMatching(/Consultation 4.*13 May 2026Opens tomorrow.*Announced/),
      expect.stringMatching(/Consultation 3.*1 June 2026Opens in 20 days/),
    ]);
    expect(page('tbody th a').first().attr('href')).toBe(`/consultations/westminster/${id(2)}`);
    expect(page('.app-result-count').text()).toBe('6 consultations');
    expect(page('.app-freshness__line')).toHaveLength(3);
  });

  test('say what would be there where nothing is found', async () => {
    expect(await wordsOf('/consultations?department=nowhere')).toContain('No borough has published one that fits all the filters.');
  });

  test('lead to the borough’s own page to answer while one is open, and name whom to ask where that has no address', async () => {
    const page = await aggregator.page(`/consultations/westminster/${id(1)}`);
    expect(page('main a.govuk-button').text().trim()).toBe('Answer it at Westminster');
    expect(page('main a.govuk-button').attr('href')).toBe(`https://grants.westminster.example/consultations/${id(1)}`);
    expect(page('h1').text()).toBe('Consultation 1');
    const elsewhere = await wordsOf(`/consultations/kensington-and-chelsea/${id(8)}`);
    expect(elsewhere).toContain('To answer, ask Kensington and Chelsea: Grants team of Kensington and Chelsea');
    for (const over of [3, 5, 6]) {
      expect((await aggregator.page(`/consultations/westminster/${id(over)}`))('main a.govuk-button')).toHaveLength(0);
    }
  });

  test('tell extensions and reasons, what came of the answers, and no verdict', async () => {
    const words = await wordsOf(`/consultations/kensington-and-chelsea/${id(7)}`);
    expect(words).toContain('Answers until 7 March 2026, extended from 28 February 2026');
    expect(words).toContain('Two forums meet in the first week of March.');
    expect(words).toContain('The committee that adopts it meets once more before the election. Published on 11 January 2027.');
    expect(words).toContain('A draft of the Compact, or of a code of practice');
    expect(words).toContain('In writing and at events');
    expect(words).toContain('Three clauses were changed; notice stays at three months.');
    expect(words).toMatch(/Accepted 12 Not accepted 3/);
    expect(words).not.toMatch(/\bkept\b|\bmet\b/i);
  });

  test('say that one was withdrawn, and why; that nothing is told of answers; and when the last day does not count', async () => {
    expect(await wordsOf(`/consultations/westminster/${id(6)}`)).toContain('Withdrawn on 1 February 2026: The plan was dropped.');
    const closed = await wordsOf(`/consultations/westminster/${id(5)}`);
    expect(closed).toContain('Westminster has told nothing of what was done with the answers.');
    expect(closed).toContain('Before five in the afternoon of 26 February 2026');
    expect(closed).toMatch(/Announced Not recorded/);
    expect((await aggregator.get(`/consultations/westminster/${id(7)}`, 'text/html')).statusCode).toBe(404);
    expect((await aggregator.get('/consultations/westminster/nothing', 'text/html')).statusCode).toBe(404);
  });

  test('lead to the version of the Compact that was asked about, once it is adopted', async () => {
    const told = consultation(0, '2026-01-01', '2026-03-31', { compactVersionId });
    await aggregator.tell('westminster', told);
    const page = await aggregator.page(`/consultations/westminster/${id(0)}`);
    const link = page(`a[href="/compacts/westminster/versions/${compactVersionId}"]`);
    expect(link.text()).toBe('A Compact for the borough, version 2012');
  });
});
