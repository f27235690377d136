import fc from 'fast-check';
import { basisOf, type MarkBasis, marksInWords, type SidesMarks } from './marks.js';

test.each<[SidesMarks, MarkBasis, string]>([
  [{ council: 2, sector: 2 }, 'joint-assessment', '2 of 3, Joint assessment'],
  [{ council: 0, sector: 0 }, 'joint-assessment', '0 of 3, Joint assessment'],
  [{ council: 3, sector: 1 }, 'views-differ', 'Views differ: council 3, VCS 1'],
  [{ council: 0, sector: null }, 'council-only', '0 of 3, Council only'],
  [{ council: null, sector: 3 }, 'vcs-only', '3 of 3, VCS only'],
  [{ council: null, sector: null }, 'not-assessed', 'Not assessed'],
])('the marks %j are said as they are', (marks, basis, says) => {
  expect([basisOf(marks), marksInWords(marks)]).toEqual([basis, says]);
});

test('two marks that differ make no third', () => {
  const mark = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(mark, mark, (council, sector) => {
      fc.pre(council !== sector);
      const numbers = marksInWords({ council, sector }).match(/\d+(?:[.]\d+)?/g);
      expect(numbers).toEqual([String(council), String(sector)]);
    }),
  );
});
