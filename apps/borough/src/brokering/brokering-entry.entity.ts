import { InvalidInput } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';
import { EntryIsClosed, EntryIsOpen } from './brokering-entry.errors.js';
import { type Outcome, OUTCOMES, type StepKind } from './brokering-outcomes.js';

/** What was done, or what came of it, or why it was opened again. */
export interface BrokeringStep {
  readonly kind: StepKind;
  readonly on: string;
  readonly text: string;
  /** The role in which it was written down, in words. */
  readonly who: string;
  readonly outcome?: Outcome;
  /** What a public body made proportionate because of it. */
  readonly proportionate?: string;
}

const BrokeringEntrySchema = defineEntity({
  name: 'BrokeringEntry',
  tableName: 'brokering_entries',
  properties: {
    id: p.uuid().primary(),
    /** Of the register; null where the organisation is named in words. */
    organisationId: p.uuid().nullable(),
    organisation: p.text().nullable(),
    publicBody: p.text(),
    about: p.text(),
    /** Of the catalogue, where it is about one. */
    commitmentId: p.text().nullable(),
    openedOn: p.date(),
    /** The role that opened it, in words. */
    heldBy: p.text(),
    role: p.text(),
    heldFor: p.text().nullable(),
    issuer: p.text(),
    subject: p.text(),
    /** In the order in which they were written down. */
    steps: p.json<readonly BrokeringStep[]>(),
    /** When something was done last: that it was opened counts. */
    lastStepOn: p.date(),
    closedOn: p.date().nullable(),
    outcome: p.enum(OUTCOMES).nullable(),
    version: p.integer().version(),
  },
});

/** Between whom it is brokered, what it is about, and who holds it. */
export interface OpenedEntry {
  readonly organisationId: string | null;
  readonly organisation: string | null;
  readonly publicBody: string;
  readonly about: string;
  readonly commitmentId: string | null;
  readonly openedOn: string;
  readonly heldBy: string;
  readonly role: string;
  readonly heldFor: string | null;
  readonly issuer: string;
  readonly subject: string;
}

type Said = Pick<BrokeringStep, 'text' | 'who'>;

/** Something that the Compact Implementation Group brokers between an organisation and a public body. Labelled `case`. */
export class BrokeringEntry extends BrokeringEntrySchema.class {
  static open(id: string, opened: OpenedEntry): BrokeringEntry {
    const none = { steps: [], closedOn: null, outcome: null };
    return Object.assign(new BrokeringEntry(), { id, ...opened, ...none, lastStepOn: opened.openedOn });
  }

  /** On a day since it was opened: also one before the latest step, that was written down late. */
  step(said: Said, on: string): void {
    this.refuseClosed();
    if (on < this.openedOn) {
      throw new InvalidInput([{ field: 'on', message: 'This is before the entry was opened. Enter the day on which it was done' }]);
    }
    this.add({ kind: 'step', on, ...said });
  }

  close({ outcome, proportionate, ...said }: Said & { outcome: Outcome; proportionate?: string | undefined }, today: string): void {
    this.refuseClosed();
    this.add({ kind: 'closed', on: today, ...said, outcome, ...(proportionate && { proportionate }) });
    Object.assign(this, { closedOn: today, outcome });
  }

  openAgain(said: Said, today: string): void {
    if (!this.closedOn) throw new EntryIsOpen();
    this.add({ kind: 'opened-again', on: today, ...said });
    Object.assign(this, { closedOn: null, outcome: null });
  }

  private add(step: BrokeringStep): void {
    this.steps = [...this.steps, step];
    if (step.on > this.lastStepOn) this.lastStepOn = step.on;
  }

  private refuseClosed(): void {
    if (this.closedOn) throw new EntryIsClosed();
  }
}
BrokeringEntrySchema.setClass(BrokeringEntry);
