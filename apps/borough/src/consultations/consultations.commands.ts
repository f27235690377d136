import {
  CONSULTATION_KINDS,
  CONSULTATION_METHODS,
  CONSULTED_SIDES,
  type ConsultationKind,
  type ConsultationMethod,
  type ConsultedSide,
  type Disposition,
  DISPOSITIONS,
  IsCivilDate,
  IsText,
} from '#contracts';
import { ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { CHANNELS, type Channel, ON_BEHALF_OF, type OnBehalfOf, SECTORS, type Sector, type Stance, STANCES } from './answer-kinds.js';

const A_DAY = 'Enter a day like 2026-05-14';
export const WORDS = {
  title: { message: 'Enter the title, in up to 200 characters' },
  about: { message: 'Say what people are asked, in up to 2,000 characters' },
  kind: { message: 'Choose what kind of consultation it is' },
  ground: { message: 'Say why the usual length does not apply, in up to 1,000 characters' },
  methods: { message: 'Choose how people are asked' },
  reaches: { message: 'Choose who is asked' },
  shortReason: { message: 'The reason can have up to 1,000 characters' },
  why: { message: 'Say why, in up to 1,000 characters' },
  summary: { message: 'Say what was done, in up to 2,000 characters' },
  stance: { message: 'Choose whether they agree' },
  text: { message: 'Enter what was said, in up to 5,000 characters' },
  onBehalfOf: { message: 'Choose for whom they speak' },
  groupName: { message: 'Enter the name of the organisation or forum, in up to 200 characters' },
  people: { message: 'Enter how many people, from 1 to 100,000' },
  sector: { message: 'Choose where they belong' },
  channel: { message: 'Choose how the answer came' },
  notedBy: { message: 'Say where the answer is noted, such as the minutes of which meeting, in up to 300 characters' },
  disposition: { message: 'Choose what was done with it' },
  said: { message: 'Say in a sentence or two what was said, in up to 1,000 characters' },
  because: { message: 'Say why, in up to 1,000 characters' },
} as const;

/** What is asked, of whom, and when. */
export class ChangeConsultation {
  @IsText(200, WORDS.title) title!: string;
  @IsText(2000, WORDS.about) about!: string;
  @IsIn(CONSULTATION_KINDS, WORDS.kind) kind!: ConsultationKind;
  /** Of an informal or statutory one: why the usual length does not apply. */
  @IsOptional() @IsText(1000, WORDS.ground) ground?: string;
  /** The first whole day on which answers are taken. */
  @IsCivilDate({ message: A_DAY }) opensOn!: string;
  @IsCivilDate({ message: A_DAY }) closesOn!: string;
  /** On the last day answers are taken until five in the afternoon at least; where not, that day does not count. */
  @IsBoolean() openUntilFive: boolean = true;
  @IsArray()
  @ArrayMinSize(1, WORDS.methods)
  @ArrayUnique()
  @IsIn(CONSULTATION_METHODS, { each: true, ...WORDS.methods })
  methods!: ConsultationMethod[];
  /** The sides of the Compact whose people are asked. */
  @IsArray() @ArrayUnique() @IsIn(CONSULTED_SIDES, { each: true, ...WORDS.reaches }) reaches!: ConsultedSide[];
  /** Why it is shorter than promised. It is published with the consultation. */
  @IsOptional() @IsText(1000, WORDS.shortReason) shortReason?: string;
}

/** Begin a consultation. Nobody else sees it until it is announced. */
export class BeginConsultation extends ChangeConsultation {
  /** The key of the department that runs it; absent where the Compact Implementation Group does. */
  @IsOptional() @IsText(100, { message: 'Choose the department' }) department?: string;
  /** The approved version of the Compact, or of a code of practice, that people are asked about. */
  @IsOptional() @IsUUID(undefined, { message: 'Choose an approved version of the Compact' }) compactVersionId?: string;
}

/** Record a consultation that was over before these records were kept. */
export class RecordEarlierConsultation extends ChangeConsultation {
  @IsOptional() @IsText(100, { message: 'Choose the department' }) department?: string;
  /** Null: no reason for a shorter time was published. Absent: nobody knows. */
  @IsOptional() @IsCivilDate({ message: A_DAY }) shortReasonPublishedOn?: string | null;
  /** Null: no outcome was published. Absent: nobody knows. */
  @IsOptional() @IsCivilDate({ message: A_DAY }) outcomePublishedOn?: string | null;
  @IsOptional() @IsText(2000, WORDS.summary) outcomeSummary?: string;
  /** Whether the outcome says which views were not taken, and why. Absent: nobody knows. */
  @IsOptional() @IsBoolean() saysWhatWasNotTaken?: boolean;
}

/** Publish why it is shorter than promised, after it was announced. */
export class ExplainLength {
  @IsText(1000, WORDS.why) reason!: string;
}

/** Take answers for longer, or again. */
export class ExtendConsultation {
  @IsCivilDate({ message: A_DAY }) closesOn!: string;
  @IsText(1000, WORDS.why) reason!: string;
}

/** Take back an answer that was recorded wrongly, or twice. */
export class TakeBackAnswer {
  @IsText(1000, WORDS.why) reason!: string;
}

/** Withdraw it. It stays to be seen, with the reason. */
export class WithdrawConsultation {
  @IsText(1000, WORDS.why) reason!: string;
}

/** Publish what was done. Refused while an answer has no reason. */
export class PublishOutcome {
  @IsText(2000, WORDS.summary) summary!: string;
  /** Where it comes later than promised. */
  @IsOptional() @IsText(1000, WORDS.why) lateReason?: string;
}

/** What somebody answers to a consultation. */
export class Answering {
  /** The clause it is about; absent where it is about the whole. */
  @IsOptional() @IsUUID(undefined, { message: 'Choose a clause of the draft' }) clauseId?: string;
  @IsIn(STANCES, WORDS.stance) stance!: Stance;
  @IsText(5000, WORDS.text) text!: string;
  @IsIn(ON_BEHALF_OF, WORDS.onBehalfOf) onBehalfOf!: OnBehalfOf;
  /** Of an organisation or a forum. */
  @IsOptional() @IsText(200, WORDS.groupName) groupName?: string;
  /** Whether everyone may read the name of the organisation or forum beside the answer. */
  @IsBoolean() mayBeNamed: boolean = false;
  /** Of a forum: how many people said it. */
  @IsOptional() @IsInt(WORDS.people) @Min(1, WORDS.people) @Max(100_000, WORDS.people) people?: number;
  @IsIn(SECTORS, WORDS.sector) sector!: Sector;
}

/** Record an answer that came by letter, by telephone or at an event, with where it is noted. */
export class RecordAnswer extends Answering {
  @IsIn(CHANNELS, WORDS.channel) channel!: Channel;
  @IsText(300, WORDS.notedBy) notedBy!: string;
  @IsCivilDate({ message: A_DAY }) receivedOn!: string;
}

/** Say what was done with an answer, and why. Everyone reads it once the outcome is published. */
export class DecideAnswer {
  @IsIn(DISPOSITIONS, WORDS.disposition) disposition!: Disposition;
  /** What was said, in the words that everyone reads. It names no person. */
  @IsText(1000, WORDS.said) summary!: string;
  @IsText(1000, WORDS.because) because!: string;
}
