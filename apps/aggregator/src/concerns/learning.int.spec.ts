import { LearningPublishedV1, LearningWithdrawnV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact } from '../told.fixture.js';

const id = (number: number) => `0198c0de-0000-7000-8000-0000000003e${number}`;
const published = (number: number, more: Partial<LearningPublishedV1> = {}) =>
  fact(LearningPublishedV1, { learningId: id(number), lesson: `Lesson ${number}.`, ...more });

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  await aggregator.tell(
    'westminster',
    published(1),
    published(2, { commitmentId: undefined as never, cause: 'unclear-clause' }),
    published(3, { lesson: 'CANARY words' }),
    fact(LearningWithdrawnV1, { learningId: id(3), reason: 'Too near.' }),
  );
  await aggregator.tell('kensington-and-chelsea', published(4, { cause: 'unclear-clause', commitmentId: 'N-02' }));
});
afterAll(() => aggregator.stop());

interface Listed {
  readonly learningId: string;
}
const listed = async (query = ''): Promise<number[]> => {
  const { items }: { items: Listed[] } = await aggregator.json(`/api/v1/concern-learning${query}`);
  return items.map(({ learningId }) => Number(learningId.at(-1)));
};

test('lessons of all boroughs are found by borough, commitment and cause, the latest first', async () => {
  expect(await listed()).toEqual([4, 3, 2, 1]);
  expect(await listed('?borough=westminster')).toEqual([3, 2, 1]);
  expect(await listed('?commitment=N-07')).toEqual([1]);
  expect(await listed('?cause=unclear-clause')).toEqual([4, 2]);
  for (const query of ['?borough=atlantis', '?cause=bad', '?commitment=7', '?cursor=nothing']) {
    expect([query, (await aggregator.get(`/api/v1/concern-learning${query}`)).statusCode]).toEqual([query, 400]);
  }
});

test('come in parts, none of them twice', async () => {
  const first: { next: string } = await aggregator.json('/api/v1/concern-learning?limit=3');
  expect(await listed(`?limit=3&cursor=${first.next}`)).toEqual([1]);
});

test('of what was withdrawn the mark is left, on the page and in exports', async () => {
  const page = await aggregator.page('/learning');
  const words = page('main').text().replaceAll(/\s+/g, ' ');
  expect(words).toContain('Too near.');
  expect(words).toContain('4 lessons');
  expect(page('main tbody a').attr('href')).toBe('/compare/N-02');
  const csv = (await aggregator.get('/api/v1/concern-learning.csv')).body;
  for (const text of [words, csv, page.html()]) expect(text).not.toContain('CANARY');
});
