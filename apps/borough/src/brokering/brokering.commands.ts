import { CATALOGUES } from '#commitments';
import { IsCivilDate, IsLine, IsText } from '#contracts';
import { IsIn, IsOptional } from 'class-validator';
import { type Outcome, OUTCOMES } from './brokering-outcomes.js';

const A_DAY = 'Enter a day like 2026-05-14';

/** Every commitment that a catalogue ever had, by id; the newest words win. */
export const COMMITMENT_TITLES: ReadonlyMap<string, string> = new Map(
  CATALOGUES.flatMap(({ commitments }) => commitments).map(({ id, title }) => [id, title]),
);
export const COMMITMENT_IDS: readonly string[] = [...COMMITMENT_TITLES.keys()];

export const WORDS = {
  organisation: { message: 'Enter the name of the organisation, or its number in the register, in up to 200 characters' },
  publicBody: { message: 'Enter the department or other public body, in up to 200 characters' },
  about: { message: 'Say what it is about, in up to 1,000 characters' },
  commitment: { message: 'Choose a commitment of the catalogue, or none' },
  step: { message: 'Say what was done, in up to 1,000 characters' },
  outcome: { message: 'Choose what came of it' },
  ending: { message: 'Say what was agreed, or why nothing was, in up to 1,000 characters' },
  proportionate: { message: 'Say what was made proportionate in up to 1,000 characters, or leave it out' },
  again: { message: 'Say why it is opened again, in up to 1,000 characters' },
} as const;

/** Begin to broker between an organisation and a public body. */
export class OpenEntry {
  /** Its id or an identifier, where the register has it, such as GB-CHC-1000000; otherwise its name. */
  @IsLine(200, WORDS.organisation) organisation!: string;
  @IsLine(200, WORDS.publicBody) publicBody!: string;
  @IsText(1000, WORDS.about) about!: string;
  @IsOptional() @IsIn(COMMITMENT_IDS, WORDS.commitment) commitmentId?: string;
  /** Left out, it is today. */
  @IsOptional() @IsCivilDate({ message: A_DAY }) openedOn?: string;
}

export class AddStep {
  @IsText(1000, WORDS.step) text!: string;
  /** Left out, it is today. */
  @IsOptional() @IsCivilDate({ message: A_DAY }) on?: string;
}

export class CloseEntry {
  @IsIn(OUTCOMES, WORDS.outcome) outcome!: Outcome;
  @IsText(1000, WORDS.ending) text!: string;
  /** What a public body made proportionate because of it, such as a shorter form for a small grant. */
  @IsOptional() @IsText(1000, WORDS.proportionate) proportionate?: string;
}

export class OpenAgain {
  @IsText(1000, WORDS.again) text!: string;
}
