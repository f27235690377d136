import { IsOrganisationIdentifier, IsLine, IsText } from '#contracts';

/** An organisation goes by another name. */
export class RenameOrganisation {
  @IsLine(300, { message: 'Enter the new name, in up to 300 characters' }) name!: string;
}

/** An organisation is known by a further name. */
export class AddAlias {
  @IsLine(300, { message: 'Enter the other name, in up to 300 characters' }) alias!: string;
}

/** An identifier was recorded by mistake. */
export class RemoveIdentifier {
  @IsText(200, { message: 'Name the identifier as it is recorded' }) identifier!: string;

  @IsText(500, { message: 'Say why it is not the organisation’s own, in up to 500 characters' }) reason!: string;
}

/** A further public identifier was found to be the organisation's own. */
export class AddIdentifier {
  @IsOrganisationIdentifier({ message: 'Write the identifier like GB-CHC-1164883 or GB-COH-09668396' }) identifier!: string;
}
