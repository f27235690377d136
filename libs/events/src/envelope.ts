import { isCivilDate } from '#clock';
import type { ChainLink } from './chain.js';

/** A numbered event of a borough's log, as its database keeps it. */
export interface LoggedEvent extends ChainLink {
  /** The JSON text of the data, byte for byte, or null once it was erased. */
  readonly dataText: string | null;
  /** The chain's hash here, in hexadecimal. */
  readonly hash: string;
}

/** A CloudEvents 1.0 event in structured JSON, as it goes over NATS and stands in the public log. */
export interface Envelope {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** RFC 3339, in UTC and to the millisecond. */
  readonly time: string;
  /** The position, padded to 20 digits. */
  readonly sequence: string;
  readonly datacontenttype: 'application/json';
  readonly datahash: string;
  readonly chainhash: string;
  readonly data: unknown;
}

export const CLOUD_EVENTS_JSON = 'application/cloudevents+json';

/** The published text of an event. Its data is the stored text, so that anyone can check the hash over it. */
export function envelopeText(source: string, event: LoggedEvent): string {
  const attributes = {
    specversion: '1.0',
    id: event.id,
    source,
    type: event.type,
    subject: event.subject,
    time: event.time,
    sequence: String(event.position).padStart(20, '0'),
    datacontenttype: 'application/json',
    datahash: event.dataHash,
    chainhash: event.hash,
  };
  return `${JSON.stringify(attributes).slice(0, -1)},"data":${event.dataText ?? 'null'}}`;
}

/** What does not read as an event of ours: says what is wrong with it. */
export class UnreadableEvent extends Error {}

const TEXTS = ['id', 'source', 'type', 'subject', 'time', 'sequence', 'datahash', 'chainhash'] as const;

/** As boroughs write it: texts in this form stand in the order of time. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** True for an instant that exists, as events and heads tell it. */
export const isInstant = (text: string): boolean => INSTANT.test(text) && isCivilDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

/** Reads the published text of an event. Fields we do not know are left alone. */
export function readEnvelope(text: string): Envelope {
  let event: Partial<Record<string, unknown>>;
  try {
    event = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new UnreadableEvent('It is not JSON');
  }
  if (typeof event !== 'object' || event === null || event.specversion !== '1.0')
    throw new UnreadableEvent('It is not a CloudEvents 1.0 event');
  const missing = TEXTS.filter((name) => typeof event[name] !== 'string');
  if (missing.length > 0) throw new UnreadableEvent(`It lacks ${missing.join(', ')}`);
  if (TEXTS.some((name) => (event[name] as string).includes('\0'))) throw new UnreadableEvent('It holds the character of number nought');
  if (!/^\d{20}$/.test(event.sequence as string)) throw new UnreadableEvent('Its sequence is not a position of 20 digits');
  return event as unknown as Envelope;
}

/** The subject on NATS that a borough's event is told under. */
export const subjectOf = (borough: string, type: string): string => `boroughs.${borough}.events.${type}`;

/** The name of a borough's stream. Its number is the epoch, which rises only when history was cut. */
export const streamOf = (borough: string, epoch: number): string => `BOROUGH_${borough}_${epoch}`;

/** What a borough says of itself every few seconds, so that silence can be told from a broken link. */
export interface Head {
  readonly borough: string;
  readonly epoch: number;
  /** The highest position there is. */
  readonly position: number;
  /** The chain's hash at that position, in hexadecimal. */
  readonly hash: string;
  /** Per record type the date it is complete to, and the days its publisher agreed to; null where nothing is published yet. */
  readonly completeness: Record<string, { readonly completeTo: string; readonly agreedDays: number } | null>;
  readonly time: string;
  /** How often a head is sent, in milliseconds. */
  readonly intervalMilliseconds: number;
}

export const headSubjectOf = (borough: string): string => `boroughs.${borough}.head`;
