import { IsUUID } from 'class-validator';
import { IsText } from '../fields.js';

/** An organisation goes by another name from now on. The name before stays one of its aliases. */
export class OrganisationRenamedV1 {
  static readonly type = 'organisations.organisation-renamed.v1';

  @IsUUID() readonly organisationId!: string;
  @IsText(300) readonly name!: string;
  @IsText(300) readonly previousName!: string;

  static readonly sample: OrganisationRenamedV1 = {
    organisationId: '0198c0de-0000-7000-8000-0000000000a1',
    name: 'Example Community Kitchen',
    previousName: 'Example Lunch Club',
  };
}
