import { firstDayOf, lastDayOf } from '#clock';
import {
  type ClauseOrigin,
  CLAUSE_ORIGINS,
  type CompactAdoptionWithdrawnV1,
  type CompactClause,
  type CompactVersionAdoptedV1,
} from '#contracts';
import { InvalidInput } from '#errors';
import { notAhead } from '../not-ahead.js';
import { type Side, SIDES } from '#identity';
import { defineEntity, p } from '@mikro-orm/core';
import type { CompactDocument } from './compact-document.entity.js';
import {
  ClauseNumberTaken,
  NoSuchStep,
  NotOfEarlierTimes,
  NothingWritten,
  OneSideDrafted,
  StillAsked,
  StillOpen,
  TextIsFixed,
  TextTooLong,
  TooManyClauses,
} from './compact.errors.js';
import { type Readability, readabilityOf } from './readability.js';
import { consultedStateOn, KEPT_STATES, type VersionState, WRITABLE } from './version-states.js';

const MOST_CLAUSES = 200;
/** An adoption is told whole, in one message, and the broker takes a million bytes. */
const MOST_BYTES = 500_000;

const CompactVersionSchema = defineEntity({
  name: 'CompactVersion',
  tableName: 'compact_versions',
  properties: {
    id: p.uuid().primary(),
    documentId: p.uuid(),
    label: p.text(),
    state: p.enum(KEPT_STATES),
    clauses: p.json<readonly CompactClause[]>(),
    readability: p.json<Readability>(),
    /** The text that people were asked about, which stays what it was. */
    consultedClauses: p.json<readonly CompactClause[]>().nullable(),
    /** The sides whose people wrote in it. */
    draftedBy: p.json<readonly Side[]>(),
    approvedOn: p.date().nullable(),
    opensOn: p.date().nullable(),
    closesOn: p.date().nullable(),
    presentedTo: p.text().nullable(),
    presentedOn: p.date().nullable(),
    /** Why it was returned, or abandoned. */
    reason: p.text().nullable(),
    adoptedBy: p.text().nullable(),
    adoptedOn: p.text().nullable(),
    inForceFrom: p.text().nullable(),
    /** The first day that `inForceFrom` can mean. */
    inForceFirstDay: p.date().nullable(),
    reviewDueOn: p.date().nullable(),
    version: p.integer().version(),
  },
});

/** A clause as it is to read. */
export interface ClauseToWrite {
  readonly number: string;
  readonly heading?: string | undefined;
  readonly text: string;
  readonly origin: ClauseOrigin;
  readonly originNote?: string | undefined;
}

export interface Adoption {
  readonly adoptedBy: string;
  /** As far as it is known. */
  readonly adoptedOn: string;
  readonly inForceFrom: string;
  readonly reviewDueOn?: string | undefined;
}

/** One version of the Compact or of a code of practice, from its first draft until a later one takes its place. */
export class CompactVersion extends CompactVersionSchema.class {
  /** Of the version it begins from, every clause is kept under its id, and says so. */
  static begin(id: string, documentId: string, label: string, from: CompactVersion | null): CompactVersion {
    const clauses = (from?.clauses ?? []).map(({ originNote: _old, ...clause }) => ({ ...clause, origin: CLAUSE_ORIGINS[0] }));
    const begun = { id, documentId, label: label.trim(), state: 'draft' as const, draftedBy: [] };
    return Object.assign(new CompactVersion(), { ...begun, clauses, readability: readabilityOf(clauses) });
  }

  /** How far it is on a day. What is in force, and what took its place, is for `standingOn` to say. */
  stateOn(today: string): VersionState {
    return consultedStateOn(this, today);
  }

  write(clauseId: string, clause: ClauseToWrite, side: Side | null, today: string): CompactClause {
    this.refuseFixed(today);
    const others = this.clauses.filter((other) => other.clauseId !== clauseId);
    const number = clause.number.trim();
    if (others.some((other) => other.number === number)) throw new ClauseNumberTaken(number);
    if (others.length >= MOST_CLAUSES) throw new TooManyClauses(MOST_CLAUSES);
    const { heading, text, origin, originNote } = clause;
    const written = {
      clauseId,
      number,
      ...(heading?.trim() && { heading: heading.trim() }),
      text: text.trim(),
      origin,
      ...(originNote?.trim() && { originNote: originNote.trim() }),
    };
    const clauses = [...others, written].toSorted((one, other) => one.number.localeCompare(other.number, 'en', { numeric: true }));
    this.worked(clauses, side);
    return written;
  }

  /** Its id is free again in no version: a clause that comes back is another. */
  remove(clauseId: string, side: Side | null, today: string): CompactClause | null {
    this.refuseFixed(today);
    const removed = this.clauses.find((clause) => clause.clauseId === clauseId) ?? null;
    this.worked(
      this.clauses.filter((clause) => clause !== removed),
      side,
    );
    return removed;
  }

  /** The Compact Implementation Group approves the draft. Both sides have worked on it. */
  approve(approvedOn: string, today: string): void {
    this.refuseUnless(today, 'draft');
    notAhead('approvedOn', approvedOn, today);
    if (this.clauses.length === 0) throw new NothingWritten();
    const missing = SIDES.find((side) => !this.draftedBy.includes(side));
    if (missing) throw new OneSideDrafted(missing);
    Object.assign(this, { state: 'approved-for-consultation', approvedOn });
  }

  /** People are asked about the text as it stands. That the days fit each other is for the consultation to know. */
  consult(opensOn: string, closesOn: string, today: string): void {
    if (this.state !== 'approved-for-consultation') throw new NoSuchStep(this.stateOn(today));
    if (this.approvedOn) notBefore('opensOn', opensOn, this.approvedOn, 'It opens before the group approved it. Check both days.');
    Object.assign(this, { state: 'consulting', opensOn, closesOn, consultedClauses: this.clauses });
  }

  /** Answers are taken for longer, or again. */
  answersUntil(closesOn: string, today: string): void {
    this.refuseUnlessAsked(today);
    this.closesOn = closesOn;
  }

  /** The consultation was withdrawn: the draft is written on, and approved anew. */
  unconsulted(today: string): void {
    this.refuseUnlessAsked(today);
    Object.assign(this, { state: 'draft', approvedOn: null, opensOn: null, closesOn: null });
  }

  finalDraft(today: string): void {
    if (this.stateOn(today) === 'consulting') throw new StillOpen(this.closesOn ?? today);
    this.refuseUnless(today, 'analysing', 'returned');
    this.state = 'final-draft';
  }

  present(presentedTo: string, presentedOn: string, today: string): void {
    this.refuseUnless(today, 'final-draft');
    notAhead('presentedOn', presentedOn, today);
    if (this.closesOn)
      notBefore('presentedOn', presentedOn, this.closesOn, 'It was presented before the consultation closed. Check the day.');
    Object.assign(this, { state: 'presented', presentedTo: presentedTo.trim(), presentedOn });
  }

  /** The body wants it changed before it adopts it. */
  return(reason: string, today: string): void {
    this.refuseUnless(today, 'presented');
    Object.assign(this, { state: 'returned', reason: reason.trim() });
  }

  abandon(reason: string, today: string): void {
    if (this.state === 'consulting' && this.stateOn(today) !== 'analysing') throw new StillAsked();
    this.refuseUnless(today, 'draft', 'approved-for-consultation', 'consulting', 'analysing', 'final-draft', 'presented', 'returned');
    Object.assign(this, { state: 'abandoned', reason: reason.trim() });
  }

  adopt(document: CompactDocument, adoption: Adoption, today: string): CompactVersionAdoptedV1 {
    this.refuseUnless(today, 'presented');
    if (this.presentedOn)
      notBefore('adoptedOn', lastDayOf(adoption.adoptedOn), this.presentedOn, 'It was adopted before it was presented.');
    return this.adopted(document, adoption, today);
  }

  /** A version of the time before these records: only what became of it is known. Later ones go every step. */
  recordAdopted(document: CompactDocument, adoption: Adoption, today: string): CompactVersionAdoptedV1 {
    this.refuseUnless(today, 'draft');
    const late = (['adoptedOn', 'inForceFrom'] as const).find((field) => lastDayOf(adoption[field]) >= document.begunOn);
    if (late) throw new NotOfEarlierTimes(late, document.begunOn);
    return this.adopted(document, adoption, today);
  }

  /** Its adoption was recorded wrongly: it is as it was before, and can be adopted anew. */
  withdrawAdoption(reason: string, today: string): CompactAdoptionWithdrawnV1 {
    this.refuseUnless(today, 'adopted');
    const nothing = { adoptedBy: null, adoptedOn: null, inForceFrom: null, inForceFirstDay: null, reviewDueOn: null };
    Object.assign(this, { state: this.presentedOn ? 'presented' : 'draft', ...nothing });
    return { versionId: this.id, documentId: this.documentId, label: this.label, withdrawnOn: today, reason: reason.trim() };
  }

  private adopted(document: CompactDocument, adoption: Adoption, today: string): CompactVersionAdoptedV1 {
    if (this.clauses.length === 0) throw new NothingWritten();
    const { adoptedBy, adoptedOn, inForceFrom, reviewDueOn } = adoption;
    notAhead('adoptedOn', firstDayOf(adoptedOn), today);
    const inForceFirstDay = firstDayOf(inForceFrom);
    if (!adoptedOn.startsWith('before') && lastDayOf(inForceFrom) < firstDayOf(adoptedOn)) {
      throw new InvalidInput([{ field: 'inForceFrom', message: 'It was in force before it was adopted. Check both dates.' }]);
    }
    if (reviewDueOn && reviewDueOn <= inForceFirstDay) {
      throw new InvalidInput([{ field: 'reviewDueOn', message: 'The review is due before the version is in force. Check both dates.' }]);
    }
    Object.assign(this, { state: 'adopted', adoptedBy: adoptedBy.trim(), adoptedOn, inForceFrom, inForceFirstDay, reviewDueOn });
    return {
      versionId: this.id,
      documentId: document.id,
      kind: document.kind,
      documentTitle: document.title,
      label: this.label,
      adoptedBy: adoptedBy.trim(),
      adoptedOn,
      inForceFrom,
      ...(reviewDueOn && { reviewDueOn }),
      clauses: [...this.clauses],
    };
  }

  private worked(clauses: readonly CompactClause[], side: Side | null): void {
    if (Buffer.byteLength(JSON.stringify(clauses)) > MOST_BYTES) throw new TextTooLong();
    Object.assign(this, { clauses, readability: readabilityOf(clauses) });
    if (side && !this.draftedBy.includes(side)) this.draftedBy = [...this.draftedBy, side];
  }

  private refuseFixed(today: string): void {
    const state = this.stateOn(today);
    if (!WRITABLE.includes(state)) throw new TextIsFixed(state);
  }

  private refuseUnlessAsked(today: string): void {
    if (this.state !== 'consulting') throw new NoSuchStep(this.stateOn(today));
  }

  private refuseUnless(today: string, ...states: readonly VersionState[]): void {
    const state = this.stateOn(today);
    if (!states.includes(state)) throw new NoSuchStep(state);
  }
}
CompactVersionSchema.setClass(CompactVersion);

function notBefore(field: string, date: string, earliest: string, message: string): void {
  if (date < earliest) throw new InvalidInput([{ field, message }]);
}
