import type { SetAside, SetAsideEvent, SetAsideKind } from '#events';
import type { NamedRecord } from './publish.queries.js';

interface Explained {
  /** What is so, for somebody who knows grants and no programs. */
  readonly why: string;
  readonly todo: string;
}

const TELL_THE_HUB = 'Tell the people who run the hub, with the technical reason.';
const TELL_OUR_PROGRAMMERS = 'Nothing you recorded is wrong. Tell the people who run this service, with the technical reason.';

const EXPLAINED: Record<SetAsideKind, Explained> = {
  waits: {
    why: 'It waits behind an earlier fact of the same record that was refused.',
    todo: 'Nothing for this one: the hub reads it again together with the earlier fact.',
  },
  newer: {
    why: 'The hub does not know this kind of fact yet: our program is newer than the hub’s.',
    todo: 'Nothing to mend here. The people who run the hub renew its program and have it read again; tell them if it stays for some days.',
  },
  'not-in-form': { why: 'A value in it is not in the form that was agreed with the hub.', todo: TELL_OUR_PROGRAMMERS },
  'not-applied': { why: 'The hub could not store it. The fault lies with the hub, not with the record.', todo: TELL_THE_HUB },
  misaddressed: { why: 'It reached the hub under an address that does not fit it.', todo: TELL_OUR_PROGRAMMERS },
  unreadable: { why: 'The hub could not read it.', todo: TELL_OUR_PROGRAMMERS },
};

/** A newer hub may have reasons of its own. */
const NOT_EXPLAINED: Explained = { why: 'The hub did not take it, for a reason that this service does not know.', todo: TELL_THE_HUB };

/** A fact that the hub refused, as an officer reads it. */
export interface Refusal extends Explained {
  /** What record it is about, where it is one of ours. */
  readonly record: { readonly name: string; readonly href: string } | null;
  /** What was told of it: `Grant awarded`. */
  readonly fact: string;
  readonly position: number;
  readonly reason: string;
  readonly at: string;
}

/** Each of them with the record it is about. Pure. */
export function refusalsOf(newest: SetAside['newest'], named: ReadonlyMap<string, NamedRecord>): Refusal[] {
  return newest.map((event) => {
    const record = named.get(event.subject);
    const explained = isExplained(event.kind) ? EXPLAINED[event.kind] : NOT_EXPLAINED;
    const { position, reason, at } = event;
    return {
      ...explained,
      record: record ? { name: record.name, href: `/${record.type}/${record.id}` } : null,
      fact: factIn(event),
      position,
      reason,
      at,
    };
  });
}

const isExplained = (kind: string): kind is SetAsideKind => Object.hasOwn(EXPLAINED, kind);

/** `Grant awarded` of `grants.grant-awarded.v1`. */
function factIn({ type }: SetAsideEvent): string {
  const words = (type.split('.')[1] ?? '').replaceAll('-', ' ');
  return words === '' ? 'Unknown fact' : words.charAt(0).toUpperCase() + words.slice(1);
}
