import { type Disposition, DISPOSITIONS } from '#contracts';
import { InvalidInput } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';
import { CHANNELS, ON_BEHALF_OF, type OnBehalfOf, SECTORS, type Sector, type Stance, STANCES } from './answer-kinds.js';
import { AnsweredOnline } from './consultation.errors.js';

const ConsultationAnswerSchema = defineEntity({
  name: 'ConsultationAnswer',
  tableName: 'consultation_answers',
  properties: {
    id: p.uuid().primary(),
    consultationId: p.uuid(),
    /** Counted within its consultation. */
    number: p.integer(),
    clauseId: p.uuid().nullable(),
    stance: p.enum(STANCES),
    text: p.text(),
    onBehalfOf: p.enum(ON_BEHALF_OF),
    groupName: p.text().nullable(),
    mayBeNamed: p.boolean(),
    /** Of a forum: how many people said it. */
    people: p.integer().nullable(),
    sector: p.enum(SECTORS),
    channel: p.enum(['online', ...CHANNELS] as const),
    /** Of one that was not given online: where it is noted. */
    notedBy: p.text().nullable(),
    receivedOn: p.date(),
    disposition: p.enum(DISPOSITIONS).nullable(),
    /** What was said, in the words that everyone reads. */
    summary: p.text().nullable(),
    because: p.text().nullable(),
    /** Why it does not count: it was recorded wrongly, or twice. */
    takenBackBecause: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** What is said in an answer, and by whom as far as that is asked. */
export interface Said {
  readonly clauseId?: string | undefined;
  readonly stance: Stance;
  readonly text: string;
  readonly onBehalfOf: OnBehalfOf;
  readonly groupName?: string | undefined;
  readonly mayBeNamed: boolean;
  readonly people?: number | undefined;
  readonly sector: Sector;
}

/** How it came. */
export interface Received {
  readonly channel: ConsultationAnswer['channel'];
  readonly notedBy?: string | undefined;
  readonly receivedOn: string;
}

/** One answer to a consultation, and what was done with it. */
export class ConsultationAnswer extends ConsultationAnswerSchema.class {
  static given(id: string, consultationId: string, number: number, said: Said, { channel, notedBy, receivedOn }: Received) {
    const isGroup = said.onBehalfOf !== 'self';
    if (isGroup && !said.groupName?.trim()) {
      throw new InvalidInput([{ field: 'groupName', message: 'Enter the name of the organisation or forum they speak for.' }]);
    }
    return Object.assign(new ConsultationAnswer(), {
      id,
      consultationId,
      number,
      clauseId: said.clauseId ?? null,
      stance: said.stance,
      text: said.text.trim(),
      onBehalfOf: said.onBehalfOf,
      groupName: isGroup ? said.groupName?.trim() : null,
      mayBeNamed: isGroup && said.mayBeNamed,
      people: said.onBehalfOf === 'forum' ? (said.people ?? null) : null,
      sector: said.sector,
      channel,
      notedBy: notedBy?.trim() ?? null,
      receivedOn,
      disposition: null,
      summary: null,
      because: null,
      takenBackBecause: null,
    });
  }

  /** What somebody wrote online is theirs, and stays. */
  takeBack(reason: string): void {
    if (this.channel === 'online') throw new AnsweredOnline();
    this.takenBackBecause = reason.trim();
  }

  decide(disposition: Disposition, summary: string, because: string): void {
    Object.assign(this, { disposition, summary: summary.trim(), because: because.trim() });
  }
}
ConsultationAnswerSchema.setClass(ConsultationAnswer);
