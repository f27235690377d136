import { CUT, type CutFacts, GRANTS_DATA, PAYMENT, REASON, TERM, type TermFacts } from './funding.js';

const TODAY = '2030-01-01';

describe('funding for several years', () => {
  const term = (firmFrom: string, firmTo: string, more: Partial<TermFacts> = {}): TermFacts => ({
    awardedOn: '2025-02-01',
    firmFrom,
    firmTo,
    reasonIfShort: false,
    isSmallOrOneOff: false,
    ...more,
  });
  const verdict = (facts: TermFacts) => TERM.judge(facts, { number: 36, unit: 'months' }, TODAY);

  test.each([
    ['three years from April to March', term('2025-04-01', '2028-03-31'), 'met', []],
    ['a day less', term('2025-04-01', '2028-03-30'), 'not-met', ['partial']],
    ['two years with a reason', term('2025-04-01', '2027-03-31', { reasonIfShort: true }), 'met-explained', ['partial']],
    ['one firm year, the other indicated', term('2017-04-01', '2018-03-31'), 'not-met', []],
    ['one year with a reason', term('2017-04-01', '2018-03-31', { reasonIfShort: true }), 'met-explained', []],
    ['a small grant', term('2025-04-01', '2025-09-30', { isSmallOrOneOff: true }), 'exempt', []],
  ])('%s', (_what, facts, value, marks) => {
    expect(verdict(facts)).toMatchObject({ value, marks });
  });

  test('of a term that is not recorded nothing can be told', () => {
    expect(verdict({ awardedOn: '2025-02-01', reasonIfShort: false, isSmallOrOneOff: false }).value).toBe('not-assessable');
  });

  test('the day of the award decides which clause it is judged by', () => {
    expect(TERM.decidedOn(term('2025-04-01', '2028-03-31'))).toBe('2025-02-01');
  });
});

describe('a reason for each decision', () => {
  const FOUR_WEEKS = { number: 4, unit: 'weeks' } as const;

  test.each([
    ['sent in four weeks', { reasonRecorded: true, reasonSentOn: '2027-03-01' }, TODAY, 'met'],
    ['sent a day late', { reasonRecorded: true, reasonSentOn: '2027-03-02' }, TODAY, 'not-met'],
    ['there is none', { reasonRecorded: false }, TODAY, 'not-met'],
    ['not sent yet', { reasonRecorded: true, reasonSentOn: null }, '2027-03-01', 'not-due'],
    ['never sent', { reasonRecorded: true, reasonSentOn: null }, '2027-03-02', 'not-met'],
    ['not recorded whether it was sent', { reasonRecorded: true }, TODAY, 'not-assessable'],
    ['not recorded whether there is one', {}, TODAY, 'not-assessable'],
  ])('%s', (_what, facts, today, expected) => {
    expect(REASON.judge({ decidedOn: '2027-02-01', ...facts }, FOUR_WEEKS, today).value).toBe(expected);
  });
});

describe('the grants of a year', () => {
  const year = { financialYear: '2026/27', awards: 12, publishedInOrder: 12 };
  const value = (facts: Partial<Parameters<typeof GRANTS_DATA.judge>[0]>, today = TODAY) =>
    GRANTS_DATA.judge({ ...year, ...facts }, { number: 3, unit: 'months' }, today).value;

  test('are published three months after the year, which is 30 June', () => {
    expect(value({ publishedOn: '2027-06-30' })).toBe('met');
    expect(value({ publishedOn: '2027-07-01' })).toBe('not-met');
  });

  test('are all published and in order, or it is not kept', () => {
    expect(value({ publishedOn: '2027-06-30', publishedInOrder: 11 })).toBe('not-met');
    expect(value({ publishedOn: '2027-06-01', publishedInOrder: 11 }, '2027-06-30')).toBe('not-due');
    expect(value({ publishedOn: null, publishedInOrder: 0 })).toBe('not-met');
    expect(value({ publishedOn: null, awards: 0, publishedInOrder: 0 })).toBe('exempt');
    expect(value({})).toBe('not-assessable');
  });
});

describe('payment', () => {
  const THIRTY_DAYS = { number: 30, unit: 'days' } as const;

  test.each([
    ['on the thirtieth day, which is the day of the invoice and 29 more', { paidOn: '2027-03-30' }, TODAY, 'met'],
    ['on the day after', { paidOn: '2027-03-31' }, TODAY, 'not-met'],
    ['by a later day that both agreed on', { paidOn: '2027-04-30', agreedDueOn: '2027-04-30' }, TODAY, 'met'],
    ['not yet, on the last day', { paidOn: null }, '2027-03-30', 'not-due'],
    ['not yet, a day later', { paidOn: null }, '2027-03-31', 'not-met'],
    ['of an invoice in dispute', { paidOn: null, disputedAndTold: true }, TODAY, 'exempt'],
    ['that is not recorded', {}, TODAY, 'not-assessable'],
  ])('%s', (_what, facts, today, expected) => {
    expect(PAYMENT.judge({ dueFrom: '2027-03-01', disputedAndTold: false, ...facts }, THIRTY_DAYS, today).value).toBe(expected);
  });
});

describe('a cut beside the council’s own budget', () => {
  const cut = (more: Partial<CutFacts>): CutFacts => ({
    financialYear: '2026/27',
    sectorBeforePence: 1_000_000_00,
    sectorPence: 900_000_00,
    movedToContractsPence: 0,
    oneOffBeforePence: 0,
    councilBeforePence: 200_000_000_00,
    councilPence: 180_000_000_00,
    ...more,
  });

  test.each([
    ['the same part', cut({}), 'met'],
    ['a penny more', cut({ sectorPence: 899_999_99 }), 'not-met'],
    ['a tenth, while the council is not cut', cut({ councilPence: 210_000_000_00 }), 'not-met'],
    ['nothing', cut({ sectorPence: 1_000_000_00, councilPence: 210_000_000_00 }), 'met'],
    ['what moved to contracts is no cut', cut({ sectorPence: 500_000_00, movedToContractsPence: 400_000_00 }), 'met'],
    ['what was one-off is left out', cut({ sectorPence: 720_000_00, oneOffBeforePence: 200_000_00 }), 'met'],
    ['of nothing nothing can be told', cut({ sectorBeforePence: 0 }), 'not-assessable'],
  ])('%s', (_what, facts, expected) => {
    expect(CUT.judge(facts, null, TODAY).value).toBe(expected);
  });

  test('is exact for the largest sums', () => {
    const councilBeforePence = 10_000_000_000_000;
    const [sectorBeforePence, councilPence] = [9_999_999_999_999, councilBeforePence - 1];
    expect(
      CUT.judge(cut({ sectorBeforePence, sectorPence: sectorBeforePence - 1, councilBeforePence, councilPence }), null, TODAY).value,
    ).toBe('not-met');
  });
});
