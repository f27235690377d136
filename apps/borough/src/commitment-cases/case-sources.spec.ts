import { CATALOGUE } from '#commitments';
import { CASE_SOURCES } from './case-sources.js';

test('no case is found for a commitment whose cases are confidential, so that none of them is ever counted outside', () => {
  const confidential = CATALOGUE.commitments.filter(({ isCase }) => isCase).map(({ id }) => id);
  expect(confidential).toContain('N-13');
  expect(CASE_SOURCES.filter(({ commitmentId }) => confidential.includes(commitmentId))).toEqual([]);
});
