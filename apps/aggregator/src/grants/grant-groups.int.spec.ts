import { GrantAwardedV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact } from '../told.fixture.js';

const id = (number: number) => `0198c0de-0000-7000-8000-00000000000${number}`;

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  await aggregator.tell('westminster', fact(GrantAwardedV1));
});
afterAll(() => aggregator.stop());

test('grants of other funders, which have no department, are one group a borough with all their funders', async () => {
  for (const [number, name] of [
    [5, 'A Foundation'],
    [6, 'A Trust'],
  ] as const) {
    const { department: _none, programme: __, ...rest } = GrantAwardedV1.sample;
    const gift = { grantId: id(number), identifier: `360G-westminster-${number}`, title: 'Bees', years: [] };
    await aggregator.tell('westminster', {
      ...fact(GrantAwardedV1),
      data: { ...rest, ...gift, funder: { identifier: `GB-CHC-${number}`, name, ownFunding: false } },
    });
  }

  const { items } = await aggregator.json('/api/v1/grants?group=department&q=bees');
  expect(items).toMatchObject([{ name: null, boroughs: ['westminster'], grants: 2, funders: 2 }]);
});

test('what has no department comes after all that have one, also part by part', async () => {
  const whole = await aggregator.json('/api/v1/grants?group=department');
  const first = await aggregator.json(`/api/v1/grants?group=department&limit=${whole.items.length - 1}`);
  const rest = await aggregator.json(`/api/v1/grants?group=department&limit=5&cursor=${first.next}`);

  expect(whole.items.length).toBeGreaterThan(1);
  expect(whole.items.map(({ name }) => name).indexOf(null)).toBe(whole.items.length - 1);
  expect([...first.items, ...rest.items]).toEqual(whole.items);
});
