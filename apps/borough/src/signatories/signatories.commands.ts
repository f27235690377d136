import { IsCivilDate, IsLine, IsOrganisationIdentifier, SIGNATORY_ENDINGS, SIGNATORY_SIDES } from '#contracts';
import { IsText, type SignatoryEnding, type SignatorySide } from '#contracts';
import { IsEmail, IsIn, IsOptional, IsUUID, MaxLength } from 'class-validator';

const A_DAY = { message: 'Enter a day like 2026-05-14' };

export const WORDS = {
  name: { message: 'Enter the name of the body, in up to 300 characters' },
  identifier: { message: 'Enter its public identifier, like GB-CHC-1164883 or GB-LAE-WSM, or leave it out' },
  side: { message: 'Choose whether it is a public body or of the voluntary and community sector' },
  version: { message: 'Choose the version that it signed' },
  signedAs: { message: 'Say in what role it was signed, such as chief executive, in up to 200 characters. Never a name' },
  contact: { message: 'Enter the inbox of a role, like compact@example.org, or leave it out' },
  ending: { message: 'Choose what became of it' },
  successor: { message: 'Name the body that took its place, in up to 300 characters' },
  why: { message: 'Say why, in up to 1,000 characters' },
} as const;

/** Invite a body to sign, or enter one that signed before these records were kept. */
export class InviteBody {
  /** One of the register of organisations; its name and identifier are taken from there. */
  @IsOptional() @IsUUID(undefined, { message: 'Choose an organisation of the register' }) organisationId?: string;
  @IsOptional() @IsLine(300, WORDS.name) name?: string;
  /** Where the register knows it, that organisation is meant. */
  @IsOptional() @IsOrganisationIdentifier(WORDS.identifier) identifier?: string;
  @IsIn(SIGNATORY_SIDES, WORDS.side) side!: SignatorySide;
  /** None: it signs, or signed, without an invitation. */
  @IsOptional() @IsCivilDate(A_DAY) invitedOn?: string;
  @IsOptional() @MaxLength(254, WORDS.contact) @IsEmail({}, WORDS.contact) contact?: string;
}

/** A body signed a version of the Compact. */
export class SignVersion {
  @IsUUID(undefined, WORDS.version) versionId!: string;
  @IsCivilDate(A_DAY) signedOn!: string;
  /** An office, never a person's name. */
  @IsLine(200, WORDS.signedAs) signedAs!: string;
}

/** The last signature of a body was recorded wrongly. */
export class CorrectSignature extends SignVersion {
  @IsText(1000, WORDS.why) reason!: string;
}

/** The Compact Implementation Group counts it among the signatories. */
export class ConfirmSignatory {
  @IsCivilDate(A_DAY) confirmedOn!: string;
}

/** A body left by its own notice. */
export class WithdrawSignatory {
  @IsCivilDate(A_DAY) withdrawnOn!: string;
}

/** A body is no more. */
export class EndSignatory {
  @IsIn(SIGNATORY_ENDINGS, WORDS.ending) endedAs!: SignatoryEnding;
  @IsCivilDate(A_DAY) endedOn!: string;
  /** Where another took its place. */
  @IsOptional() @IsLine(300, WORDS.successor) successor?: string;
}

/** Where it is written to. None takes away what stands. */
export class ChangeContact {
  @IsOptional() @MaxLength(254, WORDS.contact) @IsEmail({}, WORDS.contact) contact?: string;
}

/** Propose to suspend it, or to end its suspension. */
export class ProposeSuspension {
  @IsText(1000, { message: 'Say why, in up to 1,000 characters. It stays within the borough' }) reason!: string;
}
