import { InvalidInput } from '#errors';
import { refuseHold, refuseProvision } from './declaration-rules.js';

const TODAY = '2026-11-20';
const refused = (act: () => void): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.errors[0].field;
  }
};

test.each([
  ['of three months to the day', '2027-03-22', '2027-06-22', null],
  ['of a day more', '2027-03-22', '2027-06-23', 'to'],
  ['of one day', '2026-11-20', '2026-11-20', null],
  ['that ends before it begins', '2027-03-22', '2027-03-21', 'to'],
  ['that is over', '2026-10-01', '2026-11-19', 'to'],
  ['that has begun', '2026-11-01', '2026-11-20', null],
  ['twelve months ahead', '2027-11-20', '2027-12-20', null],
  ['further ahead', '2027-11-21', '2027-12-20', 'from'],
])('a hold %s', (_which, from, to, field) => {
  expect(refused(() => refuseHold({ from, to }, TODAY))).toBe(field);
});

test.each([
  ['that records are checked for', 'N-07', '2027-11-20', null],
  ['further ahead than twelve months', 'N-07', '2027-11-21', 'from'],
  ['that the chairs mark', 'N-23', '2026-11-20', 'commitmentId'],
  ['that is in no catalogue', 'N-99', '2026-11-20', 'commitmentId'],
])('what is run: a commitment %s', (_which, commitmentId, from, field) => {
  expect(refused(() => refuseProvision({ commitmentId, from }, TODAY))).toBe(field);
});
