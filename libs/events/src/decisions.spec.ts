import fc from 'fast-check';
import { dataHashOf, genesisOf, nextHash } from './chain.js';
import { nextRun, type Received } from './feed/checked-event.js';
import { numbered } from './sequencer/sequencer.js';

const RUNS = 2_000;
const BOROUGH = 'westminster';

const event = (position: number): Received => ({ position, text: `event ${position}` });

/** A stream as it may come: every event at least once, any of them again, in any order, cut into deliveries. */
const delivered = (length: number): fc.Arbitrary<Received[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray(Array.from({ length }, (_, index) => index + 1)),
      fc.array(fc.integer({ min: 1, max: length }), { maxLength: 10 }),
      fc.infiniteStream(fc.boolean()),
    )
    .map(([once, again, cuts]) => {
      const deliveries: Received[][] = [[]];
      for (const position of [...once, ...again]) {
        if (cuts.next().value) deliveries.push([]);
        deliveries.at(-1)?.push(event(position));
      }
      return deliveries;
    });

describe('what the feed does next', () => {
  test('whatever comes twice, late, early or never: each event is applied once, in its order, and what is missing is asked for', () => {
    const stories = fc
      .integer({ min: 1, max: 25 })
      .chain((length) => fc.tuple(fc.constant(length), delivered(length), fc.integer({ min: 1, max: 7 })));
    fc.assert(
      fc.property(stories, ([length, deliveries, most]) => {
        const applied: number[] = [];
        const apply = (run: readonly Received[]) => applied.push(...run.map(({ position }) => position));
        for (const delivery of deliveries) {
          let held: readonly Received[] = delivery;
          while (held.length > 0) {
            const { run, rest, missingTo } = nextRun(applied.length, held, most);
            expect(run.length).toBeLessThanOrEqual(most);
            apply(run);
            // The borough is asked for the gap, and gives it whole.
            if (missingTo !== null)
              apply(Array.from({ length: missingTo - applied.length }, (_, index) => event(applied.length + index + 1)));
            held = rest;
          }
        }
        expect(applied).toEqual(applied.map((_, index) => index + 1));
        expect(applied.length).toBe(Math.max(...deliveries.flat().map(({ position }) => position), 0));
        expect(applied.length).toBeLessThanOrEqual(length);
      }),
      { numRuns: RUNS },
    );
  });

  test('a run never has a gap, and nothing that came is forgotten but what was applied before', () => {
    const received = fc.array(fc.integer({ min: 1, max: 30 }).map(event), { maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(30), received, fc.integer({ min: 1, max: 10 }), (position, held, most) => {
        const { run, rest, missingTo } = nextRun(position, held, most);
        expect(run.map((each) => each.position)).toEqual(run.map((_, index) => position + 1 + index));
        const kept = new Set([...run, ...rest].map((each) => each.position));
        const after = position + run.length;
        expect(held.filter((each) => each.position > after).every((each) => kept.has(each.position))).toBe(true);
        expect(missingTo === null || missingTo > after).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

const row = (id: number): Parameters<typeof numbered>[1][number] => ({
  id: String(id),
  event_id: `event ${id}`,
  type: 'grants.grant-awarded.v1',
  subject: `grant ${id % 3}`,
  data: `{"n":${id}}`,
  recorded_at: '2026-11-22T09:00:00.000Z',
});

test('however facts become visible and however the numbering is cut, positions have no gap and the chain is one', () => {
  const rounds = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { maxLength: 8 }), { maxLength: 8 });
  fc.assert(
    fc.property(rounds, (batches) => {
      let place = { position: 0, hash: genesisOf(BOROUGH) };
      const log = batches.flatMap((ids) => {
        const events = numbered(place, ids.toSorted((one, other) => one - other).map(row));
        place = events.at(-1) ?? place;
        return events;
      });
      let hash = genesisOf(BOROUGH);
      for (const [index, each] of log.entries()) {
        expect(each.position).toBe(index + 1);
        expect(each.dataHash).toBe(dataHashOf(each.dataText ?? ''));
        hash = nextHash(hash, each);
        expect(each.hash).toBe(hash);
      }
    }),
    { numRuns: RUNS },
  );
});
