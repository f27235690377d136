import { IsCivilDate, IsLine, IsText } from '#contracts';
import { type Side, SIDES } from '#identity';
import { IsIn, IsOptional } from 'class-validator';

const WHY = { message: 'Say why, in up to 1,000 characters. The other co-chair reads it' };

/** Propose that a person becomes co-chair of the Compact Implementation Group. */
export class ProposeCoChair {
  @IsIn(SIDES, { message: 'Choose the side: council or sector' }) side!: Side;
  @IsLine(200, { message: 'Enter the name of the person, in up to 200 characters' }) name!: string;
  @IsLine(255, { message: 'Enter the sign-in reference of the person. Their page “Your account” shows it' }) subject!: string;
  /** The address of the identity provider; that of whoever proposes it, where none is named. */
  @IsOptional() @IsLine(500, { message: 'Enter the address of the identity provider, in up to 500 characters' }) issuer?: string;
  /** The last day; none where it goes on until both sides end it. */
  @IsOptional() @IsCivilDate({ message: 'Enter a day like 2027-03-31' }) until?: string;
  @IsText(1000, WHY) reason!: string;
}

/** Propose that a co-chair's role ends. */
export class ProposeEnd {
  @IsText(1000, WHY) reason!: string;
}
