import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { visitorOf } from '../pages.fixture.js';
import { CaseFinder } from './case-finder.service.js';

let westminster: AskedBorough;
beforeAll(async () => {
  westminster = await askedBorough('2026-11-20T12:00:00Z');
  await westminster.hold('council', 'council-co-chair');
});
afterAll(() => westminster.stop());

const post = async (path: string, body: object): Promise<string> => {
  const { status, text, json } = await westminster.ask('POST', `compact/${path}`, { token: await westminster.token('council'), body });
  if (status >= 400) throw new Error(text);
  return json?.id ?? '';
};
/** By the last day of each year that is looked at: what the common measure says, with the sentence. */
async function found(): Promise<[string, string, string][]> {
  const finder = westminster.app.get(CaseFinder, { strict: false });
  while ((await finder.look()) !== 0);
  const { json } = await westminster.ask('GET', 'results?limit=200', { token: await westminster.token('council') });
  return (json.items as Record<string, string>[])
    .filter(({ commitmentId }) => commitmentId === 'N-01')
    .map(({ decidedOn = '', commonMeasure = '', commonMeasureSays = '' }): [string, string, string] => [
      decidedOn,
      commonMeasure,
      commonMeasureSays,
    ])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
async function adopted(document: string, label: string, inForceFrom: string): Promise<void> {
  const version = await post(`documents/${document}/versions`, { label });
  await post(`versions/${version}/clauses`, { number: '1', text: 'We agree.', origin: 'new' });
  await post(`versions/${version}/earlier-adoption`, { adoptedBy: 'The partnership', adoptedOn: inForceFrom, inForceFrom });
}

test('a borough that has recorded no Compact has no case of one', async () => {
  expect(await found()).toEqual([]);
});

test('at the end of each financial year, from five before the record began, a Compact was in force and looked at, or was not', async () => {
  const document = await post('documents', { kind: 'compact', title: 'The Westminster Compact (sample)' });
  await adopted(document, '2004', '2004');
  expect((await found()).map(([day, value]) => [day, value])).toEqual(
    // Since when it was in force is known to the year alone.
    ['2022-03-31', '2023-03-31', '2024-03-31', '2025-03-31', '2026-03-31'].map((day) => [day, 'not-assessable']),
  );
  await adopted(document, '2022', '2022-04-01');
  const standing = { from: '2024-06-01', reason: 'It was looked at, and stays.' };
  await post('standings', { ...standing, standing: 'under-review', from: '2024-05-01' });
  await post('standings', { ...standing, standing: 'active' });
  await post('standings', { ...standing, standing: 'inactive', from: '2025-09-01' });
  expect(await found()).toEqual([
    ['2022-03-31', 'not-assessable', 'Not recorded: since when the Compact is in force.'],
    ['2023-03-31', 'met', 'In force since 1 April 2022.'],
    ['2024-03-31', 'met', 'In force since 1 April 2022.'],
    ['2025-03-31', 'met', 'In force since 1 April 2022, reviewed on 1 June 2024.'],
    ['2026-03-31', 'not-met', 'No Compact was in force on 31 March 2026.'],
  ]);

  const { json } = await westminster.ask('GET', 'results?limit=1', { token: await westminster.token('council') });
  const result = await (await visitorOf(westminster, 'council')).get(`/results/${(json.items as { id: string }[])[0]?.id}`);
  expect(result.page('main p a[href="/compact"]').text()).toBe('Open the Compact');

  // A year later there is one more, and none is taken back.
  westminster.clock.set('2027-11-20T12:00:00Z');
  expect((await found()).map(([day]) => day)).toEqual(['2022', '2023', '2024', '2025', '2026', '2027'].map((year) => `${year}-03-31`));
});
