import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node';
import type { Figure } from '../figures.js';
import type { BenchNats, Ground } from '../ground.js';
import { type Contender, inRounds } from '../rounds.js';
import { BOROUGH } from './our-drain.js';

const ASKED_AT_ONCE = 2_000;
const IN_FLIGHT = 4;
const PATIENCE = { timeout: 20_000 };

/** What a reading came to. */
interface Reading {
  readonly events: number;
  readonly answers: number;
  readonly bytes: number;
}

interface Backfill {
  readonly ground: Ground;
  readonly nats: BenchNats;
  /** The broker of those that are not ours. */
  readonly plainUrl: string;
  /** How many events to read; the log has at least so many. */
  readonly events: number;
  readonly rounds: number;
}

/** A borough's log read by request and reply, as a gap is filled, beside answers of the same size that a process has ready. */
export async function backfill({ ground, nats, plainUrl, events, rounds }: Backfill): Promise<Figure[]> {
  const [aggregator, plain] = await Promise.all([
    connect({
      servers: nats.url,
      authenticator: nkeyAuthenticator(new TextEncoder().encode(nats.seed('aggregator'))),
      inboxPrefix: '_INBOX_aggregator',
    }),
    connect({ servers: plainUrl }),
  ]);
  ground.atEnd(() => aggregator.close());
  ground.atEnd(() => plain.close());
  const reading = await readLog(aggregator, events);
  await ground.process('bare-answerer', { script: 'test/bench/pipe/answerer-process.js', env: { NATS_URL: plainUrl } });
  const asked = JSON.stringify({ bytes: Math.round(reading.bytes / reading.answers) });
  const ours = timed(`backfill, ${ASKED_AT_ONCE} a time, ${IN_FLIGHT} in flight`, () => readLog(aggregator, events));
  const bare = timed('bare request and reply of the same size', async () => {
    let left = reading.answers;
    const ask = async (): Promise<void> => {
      while (left-- > 0) await plain.request('bare', asked, PATIENCE);
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, ask));
    return reading;
  });
  for (const warm of [ours, bare]) await warm.round();
  return inRounds(rounds, [ours, bare], [{ of: ours, beside: bare, atLeast: 0.3 }]);
}

function timed(name: string, read: () => Promise<Reading>): Contender {
  return {
    name,
    unit: 'events/s',
    async round() {
      const began = performance.now();
      const { events } = await read();
      return events / ((performance.now() - began) / 1000);
    },
  };
}

/** Reads the log in parts, each from its own place on: as many requests at once as parts. */
async function readLog(aggregator: NatsConnection, all: number): Promise<Reading> {
  let [answers, bytes] = [0, 0];
  const part = async (from: number, to: number): Promise<void> => {
    for (let after = from; after < to;) {
      const asked = JSON.stringify({ after, limit: Math.min(ASKED_AT_ONCE, to - after) });
      const { data } = await aggregator.request(`boroughs.${BOROUGH}.log.read`, asked, PATIENCE);
      after = lastPosition(data);
      answers += 1;
      bytes += data.length;
    }
  };
  const each = Math.ceil(all / IN_FLIGHT);
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, at) => part(at * each, Math.min(all, (at + 1) * each))));
  return { events: all, answers, bytes };
}

const SEQUENCE = '"sequence":"';

/** The position of the last event of an answer, without reading all of it. */
function lastPosition(answer: Uint8Array): number {
  const text = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  const at = text.lastIndexOf(SEQUENCE) + SEQUENCE.length;
  const position = Number(text.toString('latin1', at, at + 20));
  if (!Number.isSafeInteger(position)) throw new Error(`The borough answered ${text.toString('utf8', 0, 200)}`);
  return position;
}
