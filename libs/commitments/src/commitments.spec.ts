import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { addDays } from '#clock';
import { LENSES, Measure } from '#contracts';
import {
  after,
  before,
  CATALOGUE,
  catalogueOf,
  CATALOGUES,
  excludedBy,
  figureOf,
  judgedIn,
  measureInWords,
  NOT_COMPARABLE,
  NOTICE,
  type NoticeFacts,
  ruleOf,
  RULES,
  type Situation,
  tally,
  UNDERTAKINGS,
  VERDICTS,
} from './index.js';

describe('the catalogue', () => {
  const { commitments } = CATALOGUE;

  test('has thirty commitments, each with an id of its own, and more than half are not about money', () => {
    expect(new Set(commitments.map(({ id }) => id)).size).toBe(30);
    expect(commitments.filter(({ theme }) => theme === 'Funding').length).toBeLessThan(commitments.length / 2);
  });

  test('each is checked by a rule that takes its measure, or has anchors for marks', () => {
    for (const { rule, measure, anchors } of commitments) {
      expect([rule === null, anchors === null]).toEqual([anchors !== null, rule !== null]);
      if (rule === null) continue;
      const { units } = ruleOf(rule);
      expect(measure === null ? units : units.includes(measure.unit) || units).toEqual(measure === null ? [] : true);
      if (measure) expect(validateSync(Object.assign(new Measure(), measure))).toEqual([]);
    }
  });

  test('uses every rule there is, and rules have ids of their own', () => {
    const used = new Set(commitments.flatMap(({ rule }) => rule ?? []));
    expect([...used].toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  test('names undertakings that the national Compact has', () => {
    const known = new Set(UNDERTAKINGS.map(({ id }) => id));
    const named = commitments.flatMap(({ sources }) => sources.filter((source) => /^\d[.]\d+[ab]?$/.test(source)));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  test('is kept in every version', () => {
    expect(catalogueOf(CATALOGUE.version)).toBe(CATALOGUES.at(-1));
    expect(() => catalogueOf('0.1')).toThrow('no version 0.1');
  });
});

test('the national Compact has 47 undertakings, 31 of public bodies and 16 of organisations', () => {
  const numbers = (binds: string) => new Set(UNDERTAKINGS.filter((one) => one.binds === binds).map(({ id }) => id.replace(/[ab]$/, '')));
  expect([numbers('public body').size, numbers('civil society organisation').size]).toEqual([31, 16]);
});

describe('a measure', () => {
  test.each([
    [{ number: 3, unit: 'months' }, '2027-01-01'],
    [{ number: 90, unit: 'days' }, '2027-01-01'],
    [{ number: 12, unit: 'weeks' }, '2027-01-07'],
    [{ number: 1, unit: 'years' }, '2026-04-01'],
  ] as const)('of %o before 1 April 2027 ends on %s', (measure, latest) => {
    expect(before('2027-04-01', measure)).toBe(latest);
  });

  test('back and forth: the latest day from which it fits, and the day after it does not', () => {
    const aMeasure = fc.record({ number: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom('months', 'weeks', 'days', 'years') });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), aMeasure, (day, measure) => {
        const date = addDays('2000-01-01', day);
        const latest = before(date, measure as Measure);
        expect(after(latest, measure as Measure) <= date).toBe(true);
        expect(after(addDays(latest, 1), measure as Measure) > date).toBe(true);
      }),
    );
  });

  test('in words', () => {
    expect([measureInWords({ number: 1, unit: 'months' }), measureInWords({ number: 50, unit: 'per cent' })]).toEqual([
      '1 month',
      '50 per cent',
    ]);
    expect(() => after('2027-01-01', { number: 8, unit: 'pages' })).toThrow('no period');
    expect(() => before('2027-01-01', { number: 8, unit: 'pages' })).toThrow('no period');
  });
});

describe('counting', () => {
  const values = fc.array(fc.constantFrom(...VERDICTS), { maxLength: 60 });

  test('the parts add up to the whole, and each case is in one', () => {
    fc.assert(
      fc.property(values, (all) => {
        const counts = tally(all);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(all.length);
        expect(judgedIn(counts) + counts.exempt + counts['not-assessable'] + counts['not-due']).toBe(all.length);
      }),
    );
  });

  test('no figure is made of fewer than five cases, and no per cent of fewer than twenty', () => {
    fc.assert(
      fc.property(values, (all) => {
        const [counts, figure] = [tally(all), figureOf(tally(all))];
        expect(figure === null).toBe(judgedIn(counts) < 5);
        expect(figure?.perCent == null).toBe(judgedIn(counts) < 20);
      }),
    );
  });

  test('not quite all is not 100 per cent', () => {
    expect(figureOf({ ...tally([]), met: 399, 'not-met': 1 })).toEqual({ kept: 399, of: 400, perCent: 99 });
  });
});

describe('two lenses', () => {
  const aDate = fc.integer({ min: 0, max: 2_000 }).map((day) => addDays('2024-01-01', day));
  const facts: fc.Arbitrary<NoticeFacts> = fc.record({
    direction: fc.constantFrom('ending', 'reduction', 'adverse-term', 'neutral', 'increase'),
    effectiveOn: aDate,
    receivedOn: fc.option(aDate),
    isConditional: fc.boolean(),
    reasonGiven: fc.boolean(),
    exceptionGrounded: fc.boolean(),
    exceptionApproved: fc.boolean(),
    agreedShorter: fc.boolean(),
    oneOffRanOut: fc.boolean(),
    privateGround: fc.boolean(),
    movedToContract: fc.boolean(),
  });

  test('what a longer promise calls kept, a shorter one calls kept', () => {
    fc.assert(
      fc.property(facts, aDate, (one, today) => {
        const [long, short] = [6, 3].map((number) => NOTICE.judge(one, { number, unit: 'months' }, today).value);
        if (long === 'met') expect(short).toBe('met');
        if (short === 'not-met') expect(long).toBe('not-met');
      }),
    );
  });
});

describe('what cannot be compared', () => {
  const ALL: Situation = {
    hasData: false,
    isProvided: false,
    withheld: 7,
    withoutCompact: { from: '2026-01-01', to: '2026-12-31' },
    mapping: null,
    isOfEarlierWords: false,
    stale: { endOn: '2026-03-02', agreedDays: 92 },
    changedOn: '2026-05-01',
    replyUntil: '2026-06-01',
    judged: 3,
  };
  /** With everything before it out of the way, each state in turn. */
  const STEPS: readonly Partial<Situation>[] = [
    {},
    { hasData: true },
    { isProvided: true },
    { withheld: null },
    { withoutCompact: null, mapping: 'silent' },
    { mapping: 'no-measure' },
    { mapping: null },
    { mapping: 'measured' },
    { stale: null },
    { changedOn: null },
    { replyUntil: null },
  ];

  test('is said in its order, the first that holds, and nothing is said once none does', () => {
    let situation = ALL;
    const said = STEPS.map((step) => {
      situation = { ...situation, ...step };
      return excludedBy('own-word', situation)?.state;
    });
    expect(said).toEqual(NOT_COMPARABLE);
    for (const lens of LENSES) expect(excludedBy(lens, { ...situation, judged: 5 })).toBeNull();
  });

  test('the network’s measure needs no words of the borough', () => {
    const fair: Situation = {
      ...ALL,
      hasData: true,
      isProvided: true,
      withheld: null,
      stale: null,
      changedOn: null,
      replyUntil: null,
      judged: 9,
    };
    for (const words of [{}, { withoutCompact: null, mapping: 'silent' }, { withoutCompact: null, mapping: 'no-measure' }] as const)
      expect(excludedBy('common-measure', { ...fair, ...words })).toBeNull();
    expect(excludedBy('common-measure', { ...fair, withoutCompact: null })?.state).toBe('unmapped');
  });

  test('has a sentence with its values', () => {
    expect(excludedBy('own-word', { ...ALL, hasData: true, isProvided: true })?.says).toBe(
      'Held back as confidential; 7 known cases are not counted',
    );
    expect(excludedBy('own-word', { ...ALL, hasData: true, isProvided: true, withheld: 4 })?.says).toBe(
      'Held back as confidential; known cases are not counted',
    );
    expect(excludedBy('own-word', { ...ALL, hasData: true, isProvided: true, withheld: null })?.says).toBe(
      'No Compact in force between 1 January 2026 and 31 December 2026',
    );
  });
});
