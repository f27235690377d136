import { GrantAwardedV1, GrantCorrectedV1, GrantWithdrawnV1 } from '#contracts';
import { InvalidInput } from '#errors';
import { differences } from './award.js';
import { GrantIsWithdrawn, NothingCorrected, SumWasVaried } from './grant.errors.js';
import { Grant } from './grant.entity.js';
import { aGrant, anAward, TODAY, varied } from './grant.fixture.js';

const { grantId } = GrantAwardedV1.sample;

const faultsOf = (act: () => unknown): readonly { field: string; message: string }[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidInput) return error.errors;
    throw error;
  }
  return [];
};

describe('awarding a grant', () => {
  test('says who was awarded, how much and when, and nothing that is only kept', () => {
    const { awarded } = Grant.award(grantId, anAward({ kept: { dataSource: 'https://example.org' } }), TODAY);

    expect(awarded).toEqual(GrantAwardedV1.sample);
  });

  test('what is not known is left out of the fact, not told as null', () => {
    const bare = anAward({
      department: undefined,
      programme: undefined,
      startsOn: undefined,
      endsOn: undefined,
      durationMonths: undefined,
    });

    const { awarded } = Grant.award(grantId, bare, TODAY);

    expect(Object.keys(awarded)).not.toEqual(expect.arrayContaining(['department']));
    expect(JSON.stringify(awarded)).not.toContain('null');
  });

  test.each([
    ['awardedOn', { awardedOn: '2026-11-21' }, 'The award date is in the future. Enter the day on which the award was decided.'],
    ['endsOn', { startsOn: '2026-04-02', endsOn: '2026-04-01' }, 'The last day comes before the first day. Check both.'],
    ['years', { amountAwardedPence: 24_999_99 }, 'The years add up to £25,000, but the whole grant is £24,999.99. Change one of them.'],
  ])('a wrong %s is refused with a sentence', (field, wrong, message) => {
    expect(faultsOf(() => aGrant(wrong))).toEqual([{ field, message }]);
  });

  test('a year given twice is refused', () => {
    const [year] = anAward().years;
    expect(year).toBeDefined();
    expect(faultsOf(() => aGrant({ years: [year, year] as never }))).toEqual([
      { field: 'years', message: 'A financial year is given twice. Give each year once.' },
    ]);
  });

  test('all that is wrong is said at once', () => {
    expect(faultsOf(() => aGrant({ awardedOn: '2027-01-01', amountAwardedPence: 1 })).map(({ field }) => field)).toEqual([
      'awardedOn',
      'years',
    ]);
  });

  test('a grant of nought pounds is a grant', () => {
    expect(aGrant({ amountAwardedPence: 0, years: [] }).amountPence).toBe(0);
  });
});

describe('correcting a grant', () => {
  const corrected = { ...anAward(), title: 'Lunches and company for older people' };
  const { reason } = GrantCorrectedV1.sample;

  test('tells the whole award as it should have read, and which fields were wrong', () => {
    const grant = aGrant();

    expect(grant.correct(anAward(), corrected, reason, [], TODAY).corrected).toEqual(GrantCorrectedV1.sample);
    expect(grant.title).toBe('Lunches and company for older people');
  });

  test('of what is only kept changes the record and tells nothing', () => {
    const grant = aGrant({ kept: { dataSource: 'a' } });

    const correction = grant.correct(anAward({ kept: { dataSource: 'a' } }), anAward({ kept: { dataSource: 'b' } }), reason, [], TODAY);

    expect(correction).toEqual({ correctedFields: [], corrected: null });
    expect(grant.kept).toEqual({ dataSource: 'b' });
  });

  test('that changes nothing is refused', () => {
    expect(() => aGrant().correct(anAward(), anAward(), reason, [], TODAY)).toThrow(NothingCorrected);
  });

  test('of the sum moves the grant with it while nothing was built on it', () => {
    const grant = aGrant();

    grant.correct(anAward(), anAward({ amountAwardedPence: 20_000_00, years: [] }), reason, [], TODAY);

    expect(grant).toMatchObject({ amountPence: 20_000_00, publicAmountPence: 20_000_00, years: [] });
  });

  test('of the sum is refused once the grant was varied, but its title may still be put right', () => {
    const grant = aGrant({ years: [] });
    const { variation } = varied(grant).increase('v1', { effectiveOn: '2026-10-01', amountPence: 26_000_00, reason: 'More days.' });
    const recorded = anAward({ years: [] });

    expect(() => grant.correct(recorded, { ...recorded, amountAwardedPence: 1 }, reason, [variation], TODAY)).toThrow(SumWasVaried);
    grant.correct(recorded, { ...recorded, title: 'Another' }, reason, [variation], TODAY);

    expect(grant).toMatchObject({ title: 'Another', amountPence: 26_000_00, amountAwardedPence: 25_000_00 });
  });

  test('an organisation that only changed its name is no difference', () => {
    const { organisation } = anAward();
    expect(differences(anAward(), anAward({ organisation: { ...organisation, name: 'Renamed' } }))).toEqual([]);
    expect(differences(anAward(), anAward({ organisation: { ...organisation, organisationId: 'other' } }))).toEqual(['organisation']);
  });
});

describe('withdrawing a grant', () => {
  test('tells that it is withdrawn, and nothing of what it was', () => {
    const { withdrawnOn, reason } = GrantWithdrawnV1.sample;
    expect(aGrant({ awardedOn: '2026-04-01' }).withdraw(reason, withdrawnOn)).toEqual(GrantWithdrawnV1.sample);
  });

  test('is once and for all', () => {
    const grant = aGrant();
    grant.withdraw('Entered twice.', TODAY);

    expect(() => grant.withdraw('Again.', TODAY)).toThrow(GrantIsWithdrawn);
    expect(() => grant.correct(anAward(), anAward({ title: 'x' }), 'y', [], TODAY)).toThrow(GrantIsWithdrawn);
    expect(() => varied(grant).increase('v1', { effectiveOn: TODAY, amountPence: 30_000_00, reason: 'z' })).toThrow(GrantIsWithdrawn);
  });
});
