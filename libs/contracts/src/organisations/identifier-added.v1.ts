import { IsUUID } from 'class-validator';
import { IsOrganisationIdentifier } from '../fields.js';

/** A further public identifier was found to be this organisation's own. */
export class IdentifierAddedV1 {
  static readonly type = 'organisations.identifier-added.v1';

  @IsUUID() readonly organisationId!: string;
  @IsOrganisationIdentifier() readonly added!: string;
  /** The identifier it is published under from now on; it may be the one added, or the one before. */
  @IsOrganisationIdentifier() readonly identifier!: string;

  static readonly sample: IdentifierAddedV1 = {
    organisationId: '0198c0de-0000-7000-8000-0000000000a1',
    added: 'GB-COH-01234567',
    identifier: 'GB-CHC-1000000',
  };
}
