import { IsUUID } from 'class-validator';
import { IsText } from '../fields.js';

/** An organisation is also known by this name. */
export class AliasAddedV1 {
  static readonly type = 'organisations.alias-added.v1';

  @IsUUID() readonly organisationId!: string;
  @IsText(300) readonly alias!: string;

  static readonly sample: AliasAddedV1 = { organisationId: '0198c0de-0000-7000-8000-0000000000a1', alias: 'The Lunch Club' };
}
