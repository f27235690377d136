import { BrokeringEntry } from './brokering-entry.entity.js';

const WHO = 'Infrastructure officer for the whole borough';
const said = (text: string) => ({ text, who: WHO });
const anEntry = (): BrokeringEntry =>
  BrokeringEntry.open('0198c0de-0000-7000-8000-0000000000aa', {
    organisationId: null,
    organisation: 'Lunch club',
    publicBody: 'Housing',
    about: 'A form of forty pages.',
    commitmentId: null,
    openedOn: '2026-11-02',
    heldBy: WHO,
    role: 'infrastructure-officer',
    heldFor: null,
    issuer: 'https://id.example',
    subject: 'supports',
  });

test('a step is of a day since the entry was opened, and one that is written down late makes the last step no earlier', () => {
  const entry = anEntry();
  expect(entry.lastStepOn).toBe('2026-11-02');
  entry.step(said('They met.'), '2026-11-12');
  entry.step(said('They spoke.'), '2026-11-05');
  expect([entry.lastStepOn, entry.steps.map(({ on }) => on)]).toEqual(['2026-11-12', ['2026-11-12', '2026-11-05']]);
  expect(() => entry.step(said('Before.'), '2026-11-01')).toThrow('before the entry was opened');
});

test('what is closed takes nothing more until it is opened again, and how it was closed stays in it', () => {
  const entry = anEntry();
  expect(() => entry.openAgain(said('So.'), '2026-11-20')).toThrow('open already');
  entry.close({ ...said('A form of two pages.'), outcome: 'settled', proportionate: 'The form.' }, '2026-11-20');
  expect([entry.closedOn, entry.outcome]).toEqual(['2026-11-20', 'settled']);
  expect(() => entry.step(said('More.'), '2026-11-20')).toThrow('takes nothing more');
  expect(() => entry.close({ ...said('Again.'), outcome: 'not-settled' }, '2026-11-20')).toThrow('takes nothing more');
  entry.openAgain(said('The old form came back.'), '2026-12-01');
  expect([entry.closedOn, entry.outcome, entry.lastStepOn]).toEqual([null, null, '2026-12-01']);
  expect(entry.steps.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['closed', 'settled'],
    ['opened-again', undefined],
  ]);
});
