import { IsUUID } from 'class-validator';
import { IsOrganisationIdentifier } from '../fields.js';

/** An identifier was recorded for this organisation by mistake and is not its own. What was told under it is told of the organisation. */
export class IdentifierRemovedV1 {
  static readonly type = 'organisations.identifier-removed.v1';

  @IsUUID() readonly organisationId!: string;
  @IsOrganisationIdentifier() readonly removed!: string;
  /** The identifier it is published under from now on. */
  @IsOrganisationIdentifier() readonly identifier!: string;

  static readonly sample: IdentifierRemovedV1 = {
    organisationId: '0198c0de-0000-7000-8000-0000000000a1',
    removed: 'GB-COH-01234567',
    identifier: 'GB-CHC-1000000',
  };
}
