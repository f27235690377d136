import { IsCivilDate, IsLine, IsText } from '#contracts';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { ALERT_ANSWERS, ALERT_KINDS, type AlertAnswerKind, type AlertKind, type Sureness, SURENESSES } from './alert-kinds.js';

const A_DAY = 'Enter a day like 2026-05-14';
export const LINK = /^\/(grants|consultations)\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const WORDS = {
  department: { message: 'Choose the department' },
  kind: { message: 'Choose what the change is about' },
  what: { message: 'Say what is coming, in up to 2,000 characters' },
  affected: { message: 'Say who is affected, in up to 1,000 characters' },
  sureness: { message: 'Choose how sure it is' },
  asks: { message: 'Say what you ask the group, in up to 1,000 characters' },
  link: { message: 'Enter the address of a grant or a consultation here, like /grants/0198c0de-0000-7000-8000-0000000000ab' },
  answer: { message: 'Choose what the group says' },
  words: { message: 'Say it in up to 2,000 characters' },
  comment: { message: 'Enter your comment, in up to 2,000 characters' },
  reason: { message: 'Say why, in up to 1,000 characters' },
  outcome: { message: 'Say what came of it, in up to 1,000 characters' },
} as const;

/** Say otherwise what is coming. What it said before stays in its history. */
export class UpdateAlert {
  @IsIn(ALERT_KINDS, WORDS.kind) kind!: AlertKind;
  @IsText(2000, WORDS.what) what!: string;
  @IsText(1000, WORDS.affected) affected!: string;
  /** Left out while it is not known yet. */
  @IsOptional() @IsCivilDate({ message: A_DAY }) fromOn?: string;
  @IsIn(SURENESSES, WORDS.sureness) sureness!: Sureness;
  @IsText(1000, WORDS.asks) asks!: string;
  /** The path of a grant or a consultation here. */
  @IsOptional() @Matches(LINK, WORDS.link) link?: string;
}

/** Tell the Compact Implementation Group of a change that is coming. */
export class GiveAlert extends UpdateAlert {
  /** Its key or its id. */
  @IsLine(200, WORDS.department) department!: string;
}

/** What the group says to it. Said again, it is kept beside what was said before. */
export class AnswerAlert {
  @IsIn(ALERT_ANSWERS, WORDS.answer) kind!: AlertAnswerKind;
  @IsText(2000, WORDS.words) words!: string;
  @IsOptional() @IsCivilDate({ message: A_DAY }) talkUntil?: string;
}

export class CommentOnAlert {
  @IsText(2000, WORDS.comment) text!: string;
}

/** The change does not come, or was told by mistake. */
export class WithdrawAlert {
  @IsText(1000, WORDS.reason) text!: string;
}

/** The change came to be. */
export class CloseAlert {
  @IsText(1000, WORDS.outcome) text!: string;
}
