import { IsLine } from '#contracts';

/** Remind the co-chair of something that waits for them. */
export class RemindCoChair {
  /** What it is of, as the list of what waits has it. */
  @IsLine(120, { message: 'Choose what to remind of' }) thing!: string;
}
