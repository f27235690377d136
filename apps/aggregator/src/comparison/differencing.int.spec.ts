import { CATALOGUE } from '#commitments';
import { LENSES, ReplyOpenedV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { type Fact, fact } from '../told.fixture.js';
import { cases, compact, id, mapping, toldBy } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
});
afterAll(() => aggregator.stop());

const told = (borough: string, ...facts: Fact[]): Promise<void> => toldBy(aggregator, borough, ...facts);

const [CONFIDENTIAL] = CATALOGUE.commitments.filter(({ isCase }) => isCase);
const BOROUGHS = ['', 'borough=westminster', 'borough=kensington-and-chelsea', 'borough=westminster&borough=kensington-and-chelsea'];
const YEARS = ['', 'financialYear=2025/26', 'financialYear=2026/27', 'financialYear=2025/26&financialYear=2026/27'];
const OTHERS = [
  '',
  `theme=${encodeURIComponent(CONFIDENTIAL?.theme ?? '')}`,
  'differ=true',
  'state=comparable',
  'state=partly',
  'state=not',
  ...LENSES.map((lens) => `lens=${lens}`),
];
const QUERIES = BOROUGHS.flatMap((borough) =>
  YEARS.flatMap((year) => OTHERS.map((other) => [borough, year, other].filter(Boolean).join('&'))),
);

/** An answer without the snapshot that it is of, which goes on with everything that is told. */
const still = (text: string): string =>
  text
    .replaceAll(/asAt=[^"&]+/g, 'asAt')
    .replaceAll(/"asAt":"[^"]+"/g, 'asAt')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z,[^\r\n"]+/g, 'asAt')
    .replaceAll(/Received [^<]+ ago[.]/g, 'received');

/** The paper as it stands now: its address leads to a snapshot. */
async function paper(query: string): Promise<string> {
  const { headers } = await aggregator.get(`/compare/paper?${query}`, 'text/html');
  const { statusCode, body } = await aggregator.get(String(headers.location), 'text/html');
  return `${statusCode} ${still(body)}`;
}

/** Everything that a stranger can ask the comparison for, and what comes. */
async function everything(): Promise<Map<string, string>> {
  const paths = QUERIES.flatMap((query) => [`/api/v1/comparison?${query}`, `/api/v1/comparison.csv?${query}`]);
  const pages = BOROUGHS.flatMap((borough) => YEARS.map((year) => `/compare?${[borough, year].filter(Boolean).join('&')}`));
  const behind = CATALOGUE.commitments.flatMap(({ id: one }) => [
    `/api/v1/comparison/${one}/cases`,
    `/api/v1/comparison/${one}/cases.csv`,
    `/api/v1/comparison/${one}/history`,
    `/api/v1/comparison/${one}/history.csv`,
    `/compare/${one}`,
  ]);
  const answers = new Map<string, string>();
  for (const path of [...paths, ...pages, ...behind]) {
    const { statusCode, body } = await aggregator.get(path, path.startsWith('/compare') ? 'text/html' : '*/*');
    answers.set(path, `${statusCode} ${still(body)}`);
  }
  for (const query of QUERIES.filter((one) => !/theme|state|differ/.test(one))) answers.set(`paper ${query}`, await paper(query));
  return answers;
}

test('by no filter and no export can one tell whether, or how often, anything confidential happened', async () => {
  for (const borough of ['westminster', 'kensington-and-chelsea']) {
    await told(borough, compact(), mapping(), ...cases('kept', 7, 1), ...cases('late', 3, 100, { financialYear: '2025/26' }));
  }
  const before = await everything();
  expect([...before.values()].filter((text) => !text.startsWith('200 '))).toEqual([]);

  // What no borough should tell: cases of a commitment whose cases are confidential, some of them told, some with the chairs.
  const confidential = { commitmentId: CONFIDENTIAL?.id ?? '', rule: CONFIDENTIAL?.rule ?? '' };
  await told(
    'westminster',
    ...cases('kept', 9, 500, { ...confidential, replies: [] }),
    ...cases('late', 2, 600, { ...confidential, financialYear: '2025/26' }),
    fact(ReplyOpenedV1, { caseId: id(700), commitmentId: confidential.commitmentId, replyUntil: '2027-05-20' }),
  );
  const after = await everything();
  expect([...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path)).toEqual([]);
});

interface Shown {
  readonly state: string;
  readonly n: number;
  readonly met: number | null;
  readonly rate: number | null;
}

test('there is no figure under five cases by any filter, and no rate under twenty', async () => {
  await told(
    'westminster',
    ...cases('kept', 14, 800, { financialYear: '2025/26' }),
    ...cases('kept', 4, 900, { financialYear: '2024/25' }),
  );
  const seen = { few: 0, counted: 0, rated: 0 };
  for (const query of [...QUERIES, 'financialYear=2024/25']) {
    const { items } = await aggregator.json<{ items: { boroughs: Record<'ownWord' | 'commonMeasure', Shown>[] }[] }>(
      `/api/v1/comparison?${query}`,
    );
    for (const { n, met, rate, state } of items.flatMap(({ boroughs }) => boroughs.flatMap((one) => [one.ownWord, one.commonMeasure]))) {
      if (n < 5) expect(state).not.toBe('comparable');
      if (n < 5) expect([met, rate]).toEqual([null, null]);
      if (n < 20) expect(rate).toBeNull();
      if (n > 0 && n < 5) seen.few += 1;
      if (met !== null) seen.counted += 1;
      if (rate !== null) seen.rated += 1;
    }
  }
  expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([]);
});
