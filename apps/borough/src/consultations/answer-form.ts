import { IsText } from '#contracts';
import { AsNumber } from '#pages';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ON_BEHALF_OF, type OnBehalfOf, SECTORS, type Sector, type Stance, STANCES } from './answer-kinds.js';
import { type Said } from './answer.entity.js';
import { SECTOR_WORDS, STANCE_WORDS } from './consultation-on-page.js';
import { WORDS } from './consultations.commands.js';

/** What somebody says, and for whom, as a form has it. */
export class AnswerForm {
  @IsOptional() @IsUUID(undefined, { message: 'Choose a clause of the draft' }) clauseId?: string;
  @IsIn(STANCES, WORDS.stance) stance!: Stance;
  @IsText(5000, WORDS.text) text!: string;
  @IsIn(ON_BEHALF_OF, WORDS.onBehalfOf) onBehalfOf!: OnBehalfOf;
  @IsOptional() @IsText(200, WORDS.groupName) groupName?: string;
  @IsOptional() @IsIn(['yes']) mayBeNamed?: 'yes';
  @IsOptional() @AsNumber() @IsInt(WORDS.people) @Min(1, WORDS.people) @Max(100_000, WORDS.people) people?: number;
  @IsIn(SECTORS, WORDS.sector) sector!: Sector;

  static said({ clauseId, stance, text, onBehalfOf, groupName, mayBeNamed, people, sector }: AnswerForm): Said {
    return { clauseId, stance, text, onBehalfOf, groupName, mayBeNamed: mayBeNamed === 'yes', people, sector };
  }
}

const SPEAKING: Readonly<Record<OnBehalfOf, string>> = { self: 'One person', organisation: 'An organisation', forum: 'A forum or meeting' };

const choices = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, text: words[value] }));

/** The choices of its fields, about somebody else. */
export const ANSWER_FIELDS = {
  stances: choices(STANCES, STANCE_WORDS),
  speaking: choices(ON_BEHALF_OF, SPEAKING),
  sectors: choices(SECTORS, SECTOR_WORDS),
};

/** The same, for whoever answers. */
export const OWN_ANSWER_FIELDS = {
  ...ANSWER_FIELDS,
  stances: choices(STANCES, { agree: 'I agree', change: 'I want a change', other: 'I want to say something else' }),
  speaking: choices(ON_BEHALF_OF, { ...SPEAKING, self: 'For myself' }),
};
