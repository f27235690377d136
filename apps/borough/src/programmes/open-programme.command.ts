import { IsLine, IsText } from '#contracts';
import { IsOptional } from 'class-validator';

/** Open a programme under which a department makes grants. */
export class OpenProgramme {
  @IsLine(200, { message: 'Enter the title of the programme, in up to 200 characters' }) title!: string;

  @IsOptional() @IsLine(50, { message: 'The code can have up to 50 characters' }) code?: string;

  /** The key of one of the borough's departments, such as `housing`. */
  @IsText(100, { message: 'Choose the department that the programme belongs to' }) department!: string;
}
