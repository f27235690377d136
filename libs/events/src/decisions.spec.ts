import fc from 'fast-check';
import { dataHashOf, genesisOf, nextHash } from './chain.js';
import { type CheckedEvent, nextRun, type Received } from './feed/checked-event.js';
import { refusedAmong } from './feed/parking.js';
import { refusal } from './feed/set-aside.js';
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

/** What may come of three records: sound, closing its record, not closing it, a withdrawal, or something that does not read. */
const told: fc.Arbitrary<CheckedEvent>[] = [
  { weight: 6, refusal: null, closesSubject: false, type: 'grants.grant-awarded.v1' },
  { weight: 1, refusal: refusal('newer'), closesSubject: true, type: 'grants.grant-awarded.v9' },
  { weight: 1, refusal: refusal('newer'), closesSubject: false, type: 'grants.grant-praised.v1' },
  { weight: 1, refusal: null, closesSubject: false, type: 'grants.grant-withdrawn.v1' },
  { weight: 1, refusal: refusal('unreadable'), closesSubject: false, type: null },
].flatMap(({ weight, refusal, closesSubject, type }) =>
  Array.from({ length: weight }, () =>
    fc.constantFrom('one', 'two', 'three').map((subject): CheckedEvent => {
      const envelope = type === null ? null : ({ type, subject } as CheckedEvent['envelope']);
      return { position: 0, text: '', envelope, refusal, closesSubject, isWhole: true, hash: '' };
    }),
  ),
);
const stories = fc
  .array(fc.oneof(...told), { maxLength: 25 })
  .map((events) => events.map((event, index) => ({ ...event, position: index + 1 })));

/** Takes a story in runs that end at these places, as the feed would. @returns the positions of what is set aside. */
function setAside(story: readonly CheckedEvent[], ends: readonly number[]): number[] {
  const closed = new Set<string>();
  return [...ends, story.length].flatMap((end, index) => {
    const refused = [...refusedAmong(story.slice(ends[index - 1] ?? 0, end), closed, null).keys()];
    for (const each of refused) if (each.envelope && (each.closesSubject || each.refusal === null)) closed.add(each.envelope.subject);
    return refused.map(({ position }) => position);
  });
}

describe('what is set aside', () => {
  test('is the same however the runs are cut', () => {
    const ends = fc.uniqueArray(fc.nat(25), { maxLength: 5 }).map((places) => places.toSorted((one, other) => one - other));
    fc.assert(
      fc.property(stories, ends, (story, cuts) => {
        const within = cuts.filter((end) => end <= story.length);
        expect(setAside(story, within)).toEqual(setAside(story, []));
      }),
      { numRuns: RUNS },
    );
  });

  test('holds back all of its record that comes after it, but for what takes something back, and nothing of another record', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const aside = new Set(setAside(story, []));
        for (const { position, envelope, refusal } of story) {
          const closing = story.some(
            (each) => each.position < position && each.closesSubject && each.envelope?.subject === envelope?.subject,
          );
          const isHeldBack = envelope !== null && closing && envelope.type !== 'grants.grant-withdrawn.v1';
          expect(aside.has(position)).toBe(refusal !== null || isHeldBack);
        }
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
