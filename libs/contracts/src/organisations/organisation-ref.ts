import { IsUUID } from 'class-validator';
import { IsOrganisationIdentifier, IsText } from '../fields.js';

/** An organisation as a fact names it: the borough's own id, the identifier it is published under, and the name in use on that day. */
export class OrganisationRef {
  @IsUUID() readonly organisationId!: string;
  @IsOrganisationIdentifier() readonly identifier!: string;
  @IsText(300) readonly name!: string;
}
