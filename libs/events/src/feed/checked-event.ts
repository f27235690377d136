import { contracts } from '#contracts';
import { dataHashOf, nextHash } from '../chain.js';
import { contractOf, faultOf } from '../contract-check.js';
import { type Envelope, isInstant, readEnvelope, subjectOf, UnreadableEvent } from '../envelope.js';
import { type Refusal, refusal } from './set-aside.js';

const DATA_FOLLOWS = ',"data":';

/** What came over NATS, or from the borough itself when asked again. */
export interface Received {
  /** The place in the borough's stream, which is the position. */
  readonly position: number;
  /** The subject it was told under; NATS lets nobody but the borough use it. Absent where the borough was asked. */
  readonly subject?: string;
  readonly text: string;
}

/** A received event, read and judged by itself. Whether it follows in the chain is seen when its turn comes. */
export interface JudgedEvent {
  readonly position: number;
  readonly text: string;
  readonly envelope: Envelope | null;
  /** Why it cannot be applied; null where it can. */
  readonly refusal: Refusal | null;
  /** Whether later events of the same subject must wait for this one. */
  readonly closesSubject: boolean;
  /** Whether its data is what its own hash was made of. */
  readonly isWhole: boolean;
}

/** A judged event in its place of the chain. */
export interface CheckedEvent extends JudgedEvent {
  /** The chain's hash here; empty where the event does not read, since then nobody but the borough knows it. */
  readonly hash: string;
}

/** The events do not follow from what was heard before: altered, reordered, or of another history. The feed stops rather than be wrong. */
export class BrokenChain extends Error {
  constructor(position: number) {
    const [place, why] = [`The event at position ${position}`, 'it was altered, or is of another history or another borough'];
    super(`${place} does not follow from the one before it: ${why}.`);
  }
}

/**
 * Judges one event by itself, which is nearly all the work of checking it: that it reads, tells of the borough and place it came under, and
 * keeps its contract.
 */
export function judged(borough: string, { position, subject, text }: Received): JudgedEvent {
  let envelope: Envelope;
  try {
    envelope = readEnvelope(text);
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return { position, text, envelope: null, refusal: refusal('unreadable', error.message), closesSubject: false, isWhole: true };
  }
  const told = { position, text, envelope, isWhole: envelope.data === null || isDataOf(text, envelope) };
  if (subject !== undefined && subject !== subjectOf(borough, envelope.type)) {
    return { ...told, refusal: refusal('misaddressed', `${subject}, and it claims to be ${envelope.type}`), closesSubject: false };
  }
  return { ...told, ...verdictOn(envelope) };
}

/**
 * Sees that an event follows in the chain from `previousHash`.
 * @throws BrokenChain where it does not.
 */
export function chained(previousHash: string, event: JudgedEvent): CheckedEvent {
  const { position, envelope, isWhole } = event;
  if (!envelope) return { ...event, hash: '' };
  const hash = nextHash(previousHash, { ...envelope, position, dataHash: envelope.datahash });
  if (!isWhole || Number(envelope.sequence) !== position || hash !== envelope.chainhash) throw new BrokenChain(position);
  return { ...event, hash };
}

/**
 * Checks one event that is at hand.
 * @throws BrokenChain where it does not follow.
 */
export function checked(borough: string, previousHash: string, received: Received): CheckedEvent {
  return chained(previousHash, judged(borough, received));
}

/**
 * Whether the data is what its hash was made of. Boroughs write it last and as it was hashed, so that it is found in the text without
 * being written again: within a text of JSON its quotation marks would be escaped. What came another way is written again.
 */
function isDataOf(text: string, { data, datahash }: Envelope): boolean {
  const written = text.slice(text.indexOf(DATA_FOLLOWS) + DATA_FOLLOWS.length, text.lastIndexOf('}'));
  return dataHashOf(written) === datahash || dataHashOf(JSON.stringify(data)) === datahash;
}

/** An event that was set aside, as it stands by the contracts of today; `stays` is why that could change nothing. */
export function reread(position: number, text: string, stays: Refusal | null): CheckedEvent {
  if (stays) return { position, text, envelope: null, hash: '', refusal: stays, closesSubject: false, isWhole: true };
  const envelope = readEnvelope(text);
  return { position, text, envelope, hash: envelope.chainhash, isWhole: true, ...verdictOn(envelope) };
}

const APPLICABLE = { refusal: null, closesSubject: false };

/** Of what was erased only the mark stays in the chain: there is nothing to apply, of whatever type it was. */
function verdictOn({ type, time, data }: Envelope): Pick<CheckedEvent, 'refusal' | 'closesSubject'> {
  if (data === null) return APPLICABLE;
  if (!isInstant(time)) return { refusal: refusal('not-in-form', 'time is no instant'), closesSubject: true };
  const contract = contractOf(type);
  if (!contract) return { refusal: refusal('newer'), closesSubject: isNewerMajor(type) };
  const fault = faultOf(contract, data);
  return fault === null ? APPLICABLE : { refusal: refusal('not-in-form', fault), closesSubject: true };
}

function isNewerMajor(type: string): boolean {
  const fact = type.slice(0, type.lastIndexOf('.'));
  return contracts.some((contract) => contract.type.startsWith(`${fact}.`));
}

interface Placed {
  readonly position: number;
}

/** What to do next with what has come, given the position that is applied. Pure. */
export interface NextRun<Event extends Placed> {
  /** What follows on without a gap. */
  readonly run: readonly Event[];
  /** What stays for later, behind a gap or beyond the most to take. */
  readonly rest: readonly Event[];
  /** The last position that is missing before `rest`, or null where nothing is. */
  readonly missingTo: number | null;
}

/** Drops what was applied before, takes what follows on, and stops at the first gap. */
export function nextRun<Event extends Placed>(position: number, received: readonly Event[], most: number): NextRun<Event> {
  const run: Event[] = [];
  let next = position + 1;
  for (const [index, event] of received.entries()) {
    if (event.position < next) continue;
    if (event.position > next || run.length === most) {
      const missingTo = event.position > next && run.length < most ? event.position - 1 : null;
      return { run, rest: received.slice(index), missingTo };
    }
    run.push(event);
    next += 1;
  }
  return { run, rest: [], missingTo: null };
}
