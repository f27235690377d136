import { SetClock } from '#clock';
import { sql } from '#database';
import type { Draft } from '#pages';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { KeptDraft } from './kept-draft.entity.js';
import { KeptDrafts } from './kept-drafts.service.js';

let database: TestDatabase;
let drafts: KeptDrafts;
beforeAll(async () => {
  database = await testDatabase('borough', { entities: [KeptDraft] });
  drafts = new KeptDrafts(database.orm.em);
});
beforeEach(() => sql(database.em(), 'delete from drafts'));
afterAll(() => database.drop());

const clock = new SetClock('2026-11-20T12:00:00Z');
const aDraft = (given: Partial<Draft> = {}): Draft => ({
  person: 'https://id.example officer',
  key: 'award-grant',
  title: 'Award a grant',
  url: '/grants/award',
  answers: { title: { title: 'Lunches' }, paid: { ways: ['one', 'two'] } },
  changedAt: clock.now(),
  ...given,
});

test('a draft is kept as it was typed, and the later one takes the place of the earlier', async () => {
  await drafts.save(aDraft());
  const later = aDraft({ answers: { title: { title: 'Dinners' } }, title: 'Award another' });
  await drafts.save(later);

  expect(await drafts.load(later.person, later.key)).toMatchObject(later);
  expect(await drafts.list(later.person)).toHaveLength(1);
});

test('a draft is its own person’s alone', async () => {
  await drafts.save(aDraft());

  expect(await drafts.load('https://id.example other', 'award-grant')).toBeNull();
  expect(await drafts.discard('https://id.example other', 'award-grant')).toBe(false);
  expect(await drafts.list('https://id.example other')).toEqual([]);
});

test('of two who take a draft away at once, one finds it', async () => {
  await drafts.save(aDraft());

  const found = await Promise.all([1, 2, 3].map(() => drafts.discard('https://id.example officer', 'award-grant')));

  expect(found.filter(Boolean)).toHaveLength(1);
});

test('the last changed comes first, the fiftieth is kept, and what is older than 90 days goes', async () => {
  const day = 24 * 60 * 60 * 1000;
  await drafts.save(aDraft({ key: 'old', changedAt: clock.now() }));
  clock.advance(91 * day);
  for (let at = 1; at <= 51; at += 1) {
    clock.advance(1000);
    await drafts.save(aDraft({ key: `vary/${at}`, changedAt: clock.now() }));
  }

  const keys = (await drafts.list('https://id.example officer')).map(({ key }) => key);
  expect(keys).toHaveLength(50);
  expect([keys[0], keys.at(-1)]).toEqual(['vary/51', 'vary/2']);
});

test('what is too long to keep is refused with a sentence', async () => {
  await expect(drafts.save(aDraft({ answers: { text: { text: 'x'.repeat(200_001) } } }))).rejects.toThrow('too long to keep');
});
