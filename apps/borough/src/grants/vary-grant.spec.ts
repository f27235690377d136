import { EarlyWarningGivenV1, GrantEndedV1, GrantIncreasedV1, GrantReducedV1, VariationWithdrawnV1 } from '#contracts';
import { InvalidInput } from '#errors';
import {
  BelowPastYears,
  EndingAboveGrant,
  GrantHasEnded,
  NoIncrease,
  NoReduction,
  NotTheLatestVariation,
  PastYearChanged,
  VariationAlreadyPublic,
  VariationIsWithdrawn,
  VariationNotPublic,
} from './grant.errors.js';
import { aGrant, varied } from './grant.fixture.js';
import type { NoticeGiven } from './vary-grant.js';

const { grantId: _one, variationId: CUT, reason, effectiveOn, amountPence, years, ...rest } = GrantReducedV1.sample;
const cut = { effectiveOn, amountPence, years, reason };
const told: NoticeGiven = { toldInWritingOn: rest.toldInWritingOn, receivedOn: rest.receivedOn, agreedShorter: false };
const LATER = '2026-12-20';
const later = (grant = aGrant()) => varied(grant, [], LATER);

describe('increasing a grant', () => {
  const { effectiveOn, amountPence, years, reason, variationId } = GrantIncreasedV1.sample;

  test('is told at once, with the sum before and after', () => {
    const grant = aGrant();

    expect(varied(grant).increase(variationId, { effectiveOn, amountPence, years, reason }).told).toEqual({
      contract: GrantIncreasedV1,
      data: GrantIncreasedV1.sample,
    });
    expect(grant).toMatchObject({ amountPence, publicAmountPence: amountPence, years, amountAwardedPence: 25_000_00 });
  });

  test('has to be more than now', () => {
    expect(() => varied().increase('v', { effectiveOn, amountPence: 25_000_00, years, reason })).toThrow(NoIncrease);
  });

  test('asks for each year where the grant has several, and moves the only one by itself', () => {
    expect(() => varied().increase('v', { effectiveOn, amountPence, reason })).toThrow(InvalidInput);
    const single = aGrant({ years: [{ financialYear: '2026/27', amountPence: 25_000_00, commitment: 'firm' }] });

    varied(single).increase('v', { effectiveOn, amountPence, reason });

    expect(single.years).toEqual([{ financialYear: '2026/27', amountPence, commitment: 'firm' }]);
  });
});

describe('a cut leaves the borough once the organisation was told and the decision is public', () => {
  test('recorded with both days it is told at once', () => {
    const { told: fact } = later().reduce(CUT, cut, { ...told, madePublicOn: rest.madePublicOn });

    expect(fact).toEqual({ contract: GrantReducedV1, data: GrantReducedV1.sample });
  });

  test.each<[string, NoticeGiven]>([
    ['nobody was told', {}],
    ['the organisation was told, but the decision is not public', told],
    ['the decision is public, but the organisation was not told', { madePublicOn: rest.madePublicOn }],
    ['the letter was sent, but not received', { toldInWritingOn: rest.toldInWritingOn, madePublicOn: rest.madePublicOn }],
  ])('while %s the grant is cut for the officers only', (_when, notice) => {
    const grant = aGrant();

    expect(later(grant).reduce(CUT, cut, notice).told).toBeNull();
    expect(grant).toMatchObject({ amountPence, publicAmountPence: 25_000_00, years, publicEndedFrom: null });
    expect(grant.publicYears).not.toEqual(years);
  });

  test('it is made public later, with what was not known before', () => {
    const grant = aGrant();
    const open = later(grant);
    open.reduce(CUT, cut, {});

    expect(() => open.makePublic(CUT, { madePublicOn: rest.madePublicOn })).toThrow('The organisation has to know first');
    expect(open.makePublic(CUT, { ...told, madePublicOn: rest.madePublicOn }).told?.data).toEqual(GrantReducedV1.sample);
    expect(grant.publicAmountPence).toBe(amountPence);
    expect(() => open.makePublic(CUT, {})).toThrow(VariationAlreadyPublic);
  });

  test('nothing is built on a sum that is not public, or it would show through', () => {
    const open = later();
    open.reduce(CUT, cut, {});

    expect(() => open.increase('v2', { ...cut, amountPence: 24_000_00 })).toThrow(VariationNotPublic);
    expect(() => open.reduce('v2', { ...cut, amountPence: 1_000_00 }, {})).toThrow(VariationNotPublic);
    expect(() => open.end('v2', cut, {})).toThrow(VariationNotPublic);
  });

  test.each<[string, NoticeGiven, string]>([
    ['toldInWritingOn', { toldInWritingOn: '2026-12-21' }, 'Leave it empty until the letter or e-mail is sent'],
    ['receivedOn', { toldInWritingOn: '2026-12-10', receivedOn: '2026-12-21' }, 'Leave it empty until the organisation has it'],
    ['receivedOn', { toldInWritingOn: '2026-12-10', receivedOn: '2026-12-09' }, 'It cannot be received before it was sent'],
    ['toldInWritingOn', { receivedOn: '2026-12-10' }, 'Enter the day the letter or e-mail was sent'],
    ['madePublicOn', { madePublicOn: '2026-12-21' }, 'Leave it empty until the decision is public'],
    ['exceptionApprovedBy', { exceptionGround: 'The landlord closed the building.' }, 'Name the office that approved'],
    ['exceptionGround', { exceptionApprovedBy: 'Director of Housing' }, 'Say on what ground'],
  ])('a wrong %s is refused with a sentence', (field, notice, message) => {
    expect(() => later().reduce(CUT, cut, notice)).toThrow(expect.objectContaining({ field, message: expect.stringContaining(message) }));
  });

  test('the ground of an exception and the office that approved it are told', () => {
    const notice = {
      ...told,
      madePublicOn: rest.madePublicOn,
      exceptionGround: 'The building closed.',
      exceptionApprovedBy: 'Director of Housing',
    };

    expect(later().reduce(CUT, cut, notice).told?.data).toMatchObject({
      exceptionGround: 'The building closed.',
      exceptionApprovedBy: 'Director of Housing',
    });
  });
});

describe('what a cut may not do', () => {
  test('leave the sum as it is', () => {
    expect(() => later().reduce(CUT, { ...cut, amountPence: 25_000_00 }, told)).toThrow(NoReduction);
  });

  test('go below what the years before it already pay', () => {
    const below = {
      ...cut,
      amountPence: 12_000_00,
      years: [{ financialYear: '2026/27', amountPence: 12_000_00, commitment: 'firm' as const }],
    };
    expect(() => later().reduce(CUT, below, told)).toThrow(BelowPastYears);
  });

  test('alter a year that is over when it takes effect', () => {
    const altered = [
      { financialYear: '2026/27', amountPence: 12_000_00, commitment: 'firm' as const },
      { financialYear: '2027/28', amountPence: 10_500_00, commitment: 'indicative' as const },
    ];
    expect(() => later().reduce(CUT, { ...cut, years: altered }, told)).toThrow(PastYearChanged);
  });

  test('have years that do not add up', () => {
    expect(() => later().reduce(CUT, { ...cut, amountPence: 22_000_00 }, told)).toThrow('The years add up to £22,500');
  });

  test.each([
    ['2026-03-31', 'The grant was awarded on 1 April 2026'],
    ['2028-04-01', 'The grant runs to 31 March 2028'],
  ])('take effect on %s', (day, message) => {
    expect(() => later().reduce(CUT, { ...cut, effectiveOn: day }, told)).toThrow(message);
  });
});

describe('ending a grant', () => {
  const { effectiveOn, amountPence, years, reason, variationId } = GrantEndedV1.sample;
  const ending = { effectiveOn, amountPence, years, reason };
  const notice = { ...told, madePublicOn: rest.madePublicOn };

  test('tells what is given in all, and the first day without it', () => {
    const grant = aGrant();

    expect(later(grant).end(variationId, ending, notice).told).toEqual({ contract: GrantEndedV1, data: GrantEndedV1.sample });
    expect(grant).toMatchObject({ endedFrom: effectiveOn, publicEndedFrom: effectiveOn });
  });

  test('is final until it is withdrawn', () => {
    const open = later();
    open.end(variationId, ending, notice);

    expect(() => open.increase('v2', { ...ending, amountPence: 30_000_00 })).toThrow(GrantHasEnded);
    expect(() => open.warn('v2', { warnedOf: 'ending', expectedOn: effectiveOn, reason })).toThrow(GrantHasEnded);
  });

  test('cannot give more than the grant, nor pay in a year after it', () => {
    expect(() => later().end(variationId, { ...ending, amountPence: 25_000_01 }, notice)).toThrow(EndingAboveGrant);
    expect(() => later().end(variationId, { ...cut, effectiveOn }, notice)).toThrow('The grant ends before 2027/28');
  });
});

describe('warning early', () => {
  const { grantId: _grant, variationId, ...warning } = EarlyWarningGivenV1.sample;

  test('changes no sum, and is told when both days are known', () => {
    const grant = aGrant();

    expect(varied(grant).warn(variationId, warning).told).toEqual({ contract: EarlyWarningGivenV1, data: EarlyWarningGivenV1.sample });
    expect(grant).toMatchObject({ amountPence: 25_000_00, endedFrom: null });
  });

  test('is conditional, where a cut is not', () => {
    const open = later();
    expect(open.warn(variationId, warning).variation.certainty()).toBe('early-warning');
    expect(open.reduce(CUT, cut, told).variation.certainty()).toBe('unconditional');
  });
});

describe('withdrawing a change', () => {
  const { variationId, withdrawnOn, reason: why } = VariationWithdrawnV1.sample;
  const both = { ...told, madePublicOn: rest.madePublicOn };

  test('of which the public knew tells how the grant stands again', () => {
    const grant = aGrant();
    const { variation } = later(grant).reduce(variationId, cut, both);

    expect(varied(grant, [variation], withdrawnOn).withdraw(variationId, why)).toEqual(VariationWithdrawnV1.sample);
    expect(grant).toMatchObject({ amountPence: 25_000_00, publicAmountPence: 25_000_00 });
  });

  test('of which nobody knew tells nobody', () => {
    const grant = aGrant();
    const open = later(grant);
    open.reduce(CUT, cut, told);

    expect(open.withdraw(CUT, why)).toBeNull();
    expect(grant.amountPence).toBe(25_000_00);
    expect(() => open.withdraw(CUT, why)).toThrow(VariationIsWithdrawn);
    expect(() => open.makePublic(CUT, both)).toThrow(VariationIsWithdrawn);
  });

  test('is possible for the latest change of the sum only', () => {
    const grant = aGrant();
    const open = later(grant);
    open.reduce(CUT, cut, both);
    open.reduce('v2', { ...cut, amountPence: 20_000_00, years: [years[0], { ...years[1], amountPence: 7_500_00 }] as never }, both);

    expect(() => open.withdraw(CUT, why)).toThrow(NotTheLatestVariation);
    open.withdraw('v2', why);
    open.withdraw(CUT, why);

    expect(grant.amountPence).toBe(25_000_00);
  });
});
