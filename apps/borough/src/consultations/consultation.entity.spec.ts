import { ConsultationPublishedV1 } from '#contracts';
import { ConsultationAnswer } from './answer.entity.js';
import { type Asked, Consultation, type EarlierFacts } from './consultation.entity.js';

const TODAY = '2026-05-12';
const ASKED: Asked = {
  title: 'A shorter Compact',
  about: 'Is it clear?',
  kind: 'formal-written',
  opensOn: '2026-02-10',
  closesOn: '2026-05-12',
  openUntilFive: true,
  methods: ['written'],
  reaches: ['council', 'sector'],
};

const draft = (more: Partial<Asked> = {}, compactVersionId: string | null = null): Consultation =>
  Consultation.draft('c', { departmentId: null, compactVersionId }, { ...ASKED, ...more });
const announced = (more: Partial<Asked> = {}, on = '2026-02-01'): Consultation => after(draft(more), (one) => one.announce(on));

/** Each as far as it is named on the day, by the steps to there. */
const CONSULTATIONS = {
  draft: () => draft({ opensOn: TODAY, closesOn: '2026-08-12' }),
  announced: () => announced({ opensOn: '2026-05-13', closesOn: '2026-08-12' }),
  open: () => announced(),
  closed: () => announced({ closesOn: '2026-05-11' }),
  answered: () => after(CONSULTATIONS.closed(), (one) => one.publishOutcome('Three clauses changed.', undefined, TODAY)),
  withdrawn: () => after(CONSULTATIONS.open(), (one) => one.withdraw('The draft was wrong.', TODAY)),
  earlier: () => earlier({ shortReasonPublishedOn: null, outcome: null }),
};
type Named = keyof typeof CONSULTATIONS;

function after(consultation: Consultation, step: (consultation: Consultation) => void): Consultation {
  step(consultation);
  return consultation;
}
const earlier = (known: EarlierFacts, more: Partial<Asked> = {}): Consultation =>
  Consultation.earlier('c', null, { ...ASKED, opensOn: '2016-02-10', closesOn: '2016-02-26', ...more }, known, TODAY);
const refusal = (says: string): object => ({ errors: [expect.objectContaining({ message: expect.stringContaining(says) as string })] });

const STEPS: Record<string, { readonly take: (one: Consultation) => void; readonly from: readonly Named[] }> = {
  'is changed': { take: (one) => one.change(ASKED, TODAY), from: ['draft'] },
  'is announced': { take: (one) => one.announce(TODAY), from: ['draft'] },
  'is explained': { take: (one) => one.explain('An election.', TODAY), from: ['announced', 'open', 'closed', 'answered', 'earlier'] },
  'is extended': { take: (one) => void one.extend('2026-09-01', 'A forum meets.', TODAY), from: ['announced', 'open', 'closed'] },
  'is withdrawn': { take: (one) => one.withdraw('It was wrong.', TODAY), from: ['announced', 'open', 'closed'] },
  'has its outcome': { take: (one) => one.publishOutcome('Done.', undefined, TODAY), from: ['closed'] },
  'is recorded otherwise': {
    take: (one) => one.correctEarlier({ ...ASKED, opensOn: '2016-02-10', closesOn: '2016-02-27' }, {}, TODAY),
    from: ['earlier'],
  },
};

test.each(Object.entries(STEPS))('a consultation %s in its turn, and never otherwise', (_what, { take, from }) => {
  const possible = (Object.keys(CONSULTATIONS) as Named[]).filter((named) => {
    try {
      take(CONSULTATIONS[named]());
      return true;
    } catch {
      return false;
    }
  });
  expect(possible).toEqual(Object.keys(CONSULTATIONS).filter((named) => from.includes(named as Named)));
});

test.each([
  ['2026-02-09', 'announced'],
  ['2026-02-10', 'open'],
  ['2026-05-12', 'open'],
  ['2026-05-13', 'closed'],
])('how far it is on %s follows from its days: %s', (today, state) => {
  expect(announced().stateOn(today)).toBe(state);
});

test('made before it closed an extension makes it longer, made after it opens it again, and the first last day stays', () => {
  const consultation = announced({ closesOn: '2026-05-11' });
  expect(consultation.extend('2026-05-20', 'A forum meets.', '2026-05-11')).toBe(false);
  expect(consultation.extend('2026-06-30', 'It was asked for.', '2026-05-21')).toBe(true);
  expect(consultation).toMatchObject({
    closesOn: '2026-05-11',
    answersUntil: '2026-06-30',
    extensions: [
      { madeOn: '2026-05-11', closesOn: '2026-05-20' },
      { madeOn: '2026-05-21', closesOn: '2026-06-30' },
    ],
  });
  expect(() => consultation.extend('2026-06-30', 'Again.', '2026-06-01')).toThrow(expect.objectContaining(refusal('after the last one')));
});

test.each([
  [() => draft({ closesOn: ASKED.opensOn }), 'before the first'],
  [() => draft({ closesOn: '2062-05-12' }), 'longer than two years'],
  [() => draft({ kind: 'informal' }), 'usual length'],
  [() => draft({ kind: 'statutory', ground: '  ' }), 'usual length'],
  [() => draft().announce(TODAY), 'This day is over'],
  [() => earlier({}, { opensOn: ASKED.opensOn, closesOn: TODAY }), 'not over'],
  [() => earlier({ shortReasonPublishedOn: '2016-02-10' }), 'Enter the reason'],
  [() => earlier({}, { shortReason: 'An election.' }), 'on which this reason was published'],
  [() => earlier({ outcome: { publishedOn: '2016-02-25', summary: 'Done.' } }), 'open still'],
  [() => earlier({ outcome: { publishedOn: '2026-05-13', summary: 'Done.' } }), 'future'],
])('what cannot be so is refused with what to do (%#)', (step, says) => {
  expect(step).toThrow(expect.objectContaining(refusal(says)));
});

test('of a Compact people of both sides are asked', () => {
  const consultation = draft({ opensOn: TODAY, closesOn: '2026-08-12', reaches: ['sector'] }, 'v');
  expect(() => consultation.announce(TODAY)).toThrow('people of both are asked');
});

test('a reason is published once, with its day, and stays as people read it', () => {
  expect(announced({ shortReason: 'An election.' }).shortReasonPublishedOn).toBe('2026-02-01');
  const late = after(announced(), (one) => one.explain('An election.', '2026-03-01'));
  expect([late.shortReason, late.shortReasonPublishedOn]).toEqual(['An election.', '2026-03-01']);
  expect(() => late.explain('Another.', TODAY)).toThrow('A reason was published on 1 March 2026');
});

test('what is told is what everyone may know, with nothing guessed of what nobody knows', () => {
  expect(CONSULTATIONS.answered().told(null, [{ disposition: 'accepted', answers: 2 }])).toEqual({
    consultationId: 'c',
    ...ASKED,
    closesOn: '2026-05-11',
    announcedOn: '2026-02-01',
    extensions: [],
    outcome: {
      publishedOn: TODAY,
      summary: 'Three clauses changed.',
      saysWhatWasNotTaken: true,
      dispositions: [{ disposition: 'accepted', answers: 2 }],
    },
  } satisfies ConsultationPublishedV1);
  const told = earlier({}).told(null, []);
  expect([Object.keys(told).includes('announcedOn'), told.outcome, earlier({}).isOutcomeUnknown]).toEqual([false, undefined, true]);
  expect(earlier({ shortReasonPublishedOn: null, outcome: null })).toMatchObject({ isShortReasonUnknown: false, isOutcomeUnknown: false });
});

test('what was recorded is taken back; what somebody wrote online is theirs, and stays', () => {
  const said = { stance: 'agree', text: 'Yes.', onBehalfOf: 'self', mayBeNamed: false, sector: 'neither' } as const;
  const given = (channel: 'online' | 'letter') =>
    ConsultationAnswer.given('one', 'consultation', 1, said, { channel, receivedOn: '2026-05-12' });
  const letter = given('letter');
  letter.takeBack(' Twice. ');
  expect(letter.takenBackBecause).toBe('Twice.');
  expect(() => given('online').takeBack('Twice.')).toThrow('nobody takes it back');
});
