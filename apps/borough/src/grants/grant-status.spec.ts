import { grantStatus, periodOf, type GrantDates } from './grant-status.js';

describe('where a grant stands is computed from its dates', () => {
  const award: GrantDates = { awardedOn: '2026-03-01', startsOn: '2026-04-01', endsOn: '2027-03-31' };

  test.each<[string, Partial<GrantDates>, string, string]>([
    ['2026-03-31', {}, 'planned', 'Planned: starts on 1 April 2026'],
    ['2026-04-01', {}, 'live', 'Live: runs to 31 March 2027'],
    ['2026-12-31', {}, 'live', 'Live: runs to 31 March 2027'],
    ['2027-01-01', {}, 'ending', 'Ending: runs to 31 March 2027'],
    ['2027-03-31', {}, 'ending', 'Ending: runs to 31 March 2027'],
    ['2027-04-01', {}, 'ended', 'Ended: ran to 31 March 2027'],
    ['2026-06-01', { endedFrom: '2026-10-01' }, 'ending', 'Ending early: no support from 1 October 2026'],
    ['2026-10-01', { endedFrom: '2026-10-01' }, 'stopped', 'Stopped early: no support from 1 October 2026'],
    ['2026-10-01', { withdrawnOn: '2026-05-02' }, 'withdrawn', 'Withdrawn on 2 May 2026'],
    ['2026-06-01', { endsOn: null }, 'live', 'Live since 1 April 2026: no last day is recorded'],
    ['2026-06-01', { startsOn: null, endsOn: null }, 'no-dates', 'No dates are recorded'],
  ])('on %s with %p it is %s', (today, given, status, says) => {
    expect(grantStatus({ ...award, ...given }, today)).toMatchObject({ status, says });
  });

  test('a duration counts from the award where no first day is known, and says so', () => {
    const dates: GrantDates = { awardedOn: '2013-01-18', durationMonths: 12 };

    expect(grantStatus(dates, '2013-06-01')).toEqual({
      status: 'live',
      says: 'Live: runs to 17 January 2014, 12 months from the award on 18 January 2013',
      basis: 'duration',
    });
    expect(grantStatus(dates, '2014-01-18').status).toBe('ended');
  });

  test('a duration counts from the first day where there is one', () => {
    expect(periodOf({ awardedOn: '2026-01-05', startsOn: '2026-02-01', durationMonths: 1 })).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
      basis: 'duration',
    });
  });
});
