import { firstDayOf } from '#clock';
import { type OwnPromise, ownPromiseOn } from '#commitments';
import { CASE_SOURCES } from '../../apps/borough/src/commitment-cases/case-sources.js';
import type { BoroughContent } from './content.js';
import { contentsAsOf } from './contents.js';

const TODAY = '2026-11-22';
const CONTENTS = contentsAsOf(TODAY);

/** What a borough's own Compact asks for on a day, by what both chairs agreed. */
function promiseOn(
  { compact: { documents, standings }, mappings }: BoroughContent,
  commitmentId: string,
  day: string,
): OwnPromise['state'] {
  const versions = documents
    .filter(({ kind }) => kind === 'compact')
    .flatMap((document) => document.versions)
    .flatMap(({ label, adoption }) => (adoption ? [{ versionId: label, inForceFrom: adoption.inForceFrom }] : []));
  const agreed = mappings
    .filter(({ isWaiting, ended }) => !isWaiting && !ended)
    .map(({ version, number, unit, ...mapping }) => {
      const inForceFrom = versions.find(({ versionId }) => versionId === version)?.inForceFrom ?? TODAY;
      const measure = number !== undefined && unit !== undefined ? { number, unit } : null;
      return { ...mapping, mappingId: version, versionId: version, measure, from: firstDayOf(inForceFrom) };
    });
  const said = standings.map(({ standing, from }) => ({ standing, from }));
  return ownPromiseOn({ versions, said }, agreed, commitmentId, day).state;
}

test.each(CASE_SOURCES.map(({ commitmentId }) => commitmentId))(
  'both chairs of each borough have agreed what the Compact in force says of %s, whose cases are found in records',
  (commitmentId) => {
    const unmapped = CONTENTS.filter((content) => promiseOn(content, commitmentId, TODAY) === 'unmapped');
    expect(unmapped.map(({ code }) => code)).toEqual([]);
  },
);

test('a review in time is promised in one borough, left open in another, and absent in the third; one had no Compact for a time', () => {
  const inYears = CONTENTS.map((content) => [content.code, ...['2023', '2026'].map((year) => promiseOn(content, 'N-01', `${year}-03-31`))]);
  expect(inYears.toSorted()).toEqual([
    ['hammersmith-and-fulham', 'no-compact', 'measured'],
    ['kensington-and-chelsea', 'no-measure', 'no-measure'],
    ['westminster', 'silent', 'silent'],
  ]);
});
