import { IsCivilDate } from '#contracts';
import { IsOptional } from 'class-validator';

/** The organisation knows and the decision is public: what was kept in the borough may leave it. */
export class MakeVariationPublic {
  @IsOptional() @IsCivilDate({ message: 'Enter the day the decision became public, like 2026-12-15' }) madePublicOn?: string;

  @IsOptional() @IsCivilDate({ message: 'Enter the day the letter or e-mail was sent, like 2026-12-10' }) toldInWritingOn?: string;

  @IsOptional() @IsCivilDate({ message: 'Enter the day the organisation had it, like 2026-12-14' }) receivedOn?: string;
}
