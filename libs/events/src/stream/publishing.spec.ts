import fc from 'fast-check';
import { ForkedHistory, MOST_UNANSWERED, nextMove, positionIn, type Publishing } from './publishing.js';

const RUNS = 5_000;
const BEGINNING: Publishing = { sent: null, unanswered: 0, isRefused: false };

interface Sent {
  readonly by: number;
  readonly follows: number;
  readonly hash: string;
}

/** A publisher as its process would be, with the link on which what it sent, and what it is answered, takes its time. */
class Link {
  private publisher = 0;
  private state = BEGINNING;
  private told: { position: number; hash: string } | null = null;
  private underWay: Sent[] = [];
  private answers: { by: number; isTaken: boolean }[] = [];
  isForked = false;

  constructor(private readonly world: World) {}

  /** @returns whether there was nothing left to do. */
  step(): boolean {
    const { log } = this.world;
    switch (nextMove(this.state, log.length)) {
      case 'give up':
        this.begin();
        return false;
      case 'ask':
        this.ask();
        return this.isForked;
      case 'send': {
        const follows = this.state.sent ?? 0;
        this.underWay.push({ by: this.publisher, follows, hash: log[follows] ?? '' });
        this.state = { ...this.state, sent: follows + 1, unanswered: this.state.unanswered + 1 };
        return false;
      }
      case 'wait':
        return false;
      case 'rest':
        return true;
    }
  }

  get rests(): boolean {
    return nextMove(this.state, this.world.log.length) === 'rest';
  }

  /** While it rests, it looks from time to time whether the stream is still what it was. */
  look(): void {
    this.state = { ...this.state, sent: null };
  }

  /** The broker takes what follows on, as its expected sequence says, and nothing else. */
  arrive(): void {
    const { stream } = this.world;
    const message = this.underWay.shift();
    if (!message) return;
    const isTaken = stream.length === message.follows;
    if (isTaken) stream.push(message.hash);
    this.answers.push({ by: message.by, isTaken });
  }

  hear(): void {
    const answer = this.answers.shift();
    if (answer?.by !== this.publisher) return;
    this.state = { ...this.state, unanswered: this.state.unanswered - 1, isRefused: this.state.isRefused || !answer.isTaken };
  }

  /** What is under way is lost; who hears no answer begins anew. */
  lose(): void {
    [this.underWay, this.answers] = [[], []];
    this.begin();
  }

  /** What the broker says is true when it says it, and may not be when it is heard. */
  private ask(): void {
    const { stream, log } = this.world;
    const newest = { position: stream.length, hash: stream.at(-1) ?? '' };
    if (this.told === null) {
      [this.told, this.isForked] = [newest, false];
      return;
    }
    try {
      const sent = this.told.position === 0 ? 0 : positionIn(this.told, log[this.told.position - 1]);
      this.state = { ...this.state, sent };
    } catch (error) {
      if (!(error instanceof ForkedHistory)) throw error;
      this.isForked = true;
    }
    this.told = null;
  }

  private begin(): void {
    this.publisher += 1;
    [this.state, this.told] = [BEGINNING, null];
  }
}

/** One log, its stream, and two publishers of which each believes to be the one. */
class World {
  log: string[] = [];
  stream: string[] = [];
  /** Every history that the log ever had. */
  readonly histories: string[][] = [[]];
  readonly links = [new Link(this), new Link(this)] as const;

  grow(): void {
    this.log.push(`${this.histories.length}.${this.log.length + 1}`);
    this.histories.splice(-1, 1, [...this.log]);
  }

  /** The database goes back in time, and with it go the sessions of those who publish from it. */
  restore(back: number): void {
    for (const link of this.links) link.lose();
    this.log = this.log.slice(0, Math.max(0, this.log.length - back));
    this.histories.push([...this.log]);
  }

  loseEnd(events: number): void {
    this.stream = this.stream.slice(0, Math.max(0, this.stream.length - events));
  }

  isOneHistory(): boolean {
    return this.histories.some((history) => this.stream.every((hash, index) => history[index] === hash));
  }
}

type Turn = (world: World) => void;
const few = fc.integer({ min: 1, max: 4 });
const link = fc.constantFrom<0 | 1>(0, 1);
const often: fc.Arbitrary<Turn>[] = [
  fc.constant((world) => world.grow()),
  link.map((which) => (world) => void world.links[which].step()),
  link.map((which) => (world) => world.links[which].arrive()),
  link.map((which) => (world) => world.links[which].hear()),
];
const seldom: fc.Arbitrary<Turn>[] = [
  link.map((which) => (world) => world.links[which].lose()),
  few.map((events) => (world) => world.loseEnd(events)),
  fc.constant((world) => world.loseEnd(world.stream.length)),
  few.map((events) => (world) => world.restore(events)),
];
const turns = fc.array(
  fc.oneof(...often.map((arbitrary) => ({ weight: 10, arbitrary })), ...seldom.map((arbitrary) => ({ weight: 1, arbitrary }))),
  { maxLength: 200, size: 'max' },
);

test('whoever publishes, and whatever is lost, late or restored: the stream is one history, and nothing is added to another', () => {
  fc.assert(
    fc.property(turns, (story) => {
      const world = new World();
      const isOne = story.every((turn) => {
        turn(world);
        return world.isOneHistory();
      });
      expect(isOne).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('once nothing goes wrong any more, the stream comes to be the log, or is known to be of another history', () => {
  let forked = 0;
  fc.assert(
    fc.property(turns, (story) => {
      const world = new World();
      for (const turn of story) turn(world);
      const [one, other] = world.links;
      other.lose();
      for (let [turn, rested] = [0, 0]; turn < 10 * (world.log.length + 10) && rested < 2; turn += 1) {
        if (one.step()) {
          rested += 1;
          one.look();
        }
        one.arrive();
        one.hear();
      }

      if (one.isForked) {
        forked += 1;
        expect(world.log[world.stream.length - 1]).not.toBe(world.stream.at(-1));
      } else {
        expect(world.stream).toEqual(world.log);
      }
    }),
    { numRuns: RUNS },
  );
  expect(forked).toBeGreaterThan(0);
});

test('while nothing is lost, who rests has all of the log in the stream', () => {
  const quiet = fc.array(fc.oneof(...often), { maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(quiet, (story) => {
      const world = new World();
      for (const turn of story) {
        turn(world);
        for (const each of world.links) if (each.rests) expect(world.stream).toHaveLength(world.log.length);
      }
    }),
    { numRuns: RUNS },
  );
});

test('no more than 512 are sent without an answer', () => {
  expect(nextMove({ sent: 600, unanswered: MOST_UNANSWERED, isRefused: false }, 1_000)).toBe('wait');
  expect(nextMove({ sent: 600, unanswered: MOST_UNANSWERED - 1, isRefused: false }, 1_000)).toBe('send');
});
