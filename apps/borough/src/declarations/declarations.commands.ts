import { IsCivilDate, IsText, PROVISION_STATES, type ProvisionState } from '#contracts';
import { IsIn } from 'class-validator';

const A_DAY = { message: 'Enter a day like 2026-05-14' };
export const WHY = { message: 'Say why, in up to 500 characters. Everyone reads it once both sides agree' };
export const STATE = { message: 'Choose what holds' };

/** Propose that nothing newly adverse is published for a time. */
export class ProposeHold {
  @IsCivilDate(A_DAY) from!: string;
  @IsCivilDate(A_DAY) to!: string;
  @IsText(500, WHY) reason!: string;
}

/** Propose that a hold is over before its last day. */
export class ProposeHoldEnd {
  @IsText(500, WHY) reason!: string;
}

/** Propose what the borough does not run, or holds back; or that it does run it, and publishes what comes of it. */
export class ProposeProvision {
  @IsIn(PROVISION_STATES, STATE) state!: ProvisionState;
  @IsCivilDate(A_DAY) from!: string;
  @IsText(500, WHY) reason!: string;
}
