import fc from 'fast-check';
import { feedBounds } from './feed-bounds.js';

const MAX_PENDING_BYTES = 64 * 1024 ** 2;
/** Of all events together; those of grants come to some 1,400 with what the broker adds. */
const LARGE_AVERAGE_BYTES = 2_000;
/** More than England has councils. */
const MOST_BOROUGHS = 330;

test('however many boroughs there are, what all of them are asked for at once fits what a broker lets lie', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST_BOROUGHS }), (boroughs) => {
      const { most } = feedBounds(boroughs);
      expect(most).toBeGreaterThanOrEqual(100);
      expect(most * boroughs * LARGE_AVERAGE_BYTES).toBeLessThan(MAX_PENDING_BYTES);
    }),
  );
});

test('no more than five feeds write at once, each gets its turn, and one that fails holds nobody up', async () => {
  const { turn } = feedBounds(20);
  const gates = Array.from({ length: 20 }, () => Promise.withResolvers<void>());
  let [writing, most] = [0, 0];
  const done = gates.map(({ promise }, number) =>
    turn(async () => {
      writing += 1;
      most = Math.max(most, writing);
      await promise.finally(() => (writing -= 1));
      return number;
    }),
  );
  for (const [number, { resolve, reject }] of gates.entries()) {
    if (number % 3 === 0) reject(new Error('gone'));
    else resolve();
  }

  const outcomes = await Promise.allSettled(done);

  expect(most).toBe(5);
  expect(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))).toHaveLength(13);
});
