import { refusalsOf } from './refusals.js';

const event = {
  position: 7,
  type: 'grants.grant-awarded.v1',
  subject: 'a',
  kind: 'not-in-form',
  reason: 'It lacks x',
  at: '2026-11-20T12:00:00Z',
};

test('a refused fact leads to its record, and says why and what to do', () => {
  const named = new Map([['a', { type: 'grants', id: 'a', name: 'Lunches' } as const]]);

  expect(refusalsOf([event], named)).toEqual([
    {
      record: { name: 'Lunches', href: '/grants/a' },
      fact: 'Grant awarded',
      why: 'A value in it is not in the form that was agreed with the hub.',
      todo: 'Nothing you recorded is wrong. Tell the people who run this service, with the technical reason.',
      position: 7,
      reason: 'It lacks x',
      at: event.at,
    },
  ]);
});

test.each(['waits', 'newer', 'not-in-form', 'not-applied', 'misaddressed', 'unreadable', 'of a newer hub', 'constructor'])(
  'a fact refused as %p is explained, also where it is of no record of ours',
  (kind) => {
    const [refusal] = refusalsOf([{ ...event, type: 'unknown', kind }], new Map());
    expect(refusal).toMatchObject({
      record: null,
      fact: 'Unknown fact',
      why: expect.stringMatching(/[.]$/),
      todo: expect.stringMatching(/[.]$/),
    });
  },
);
