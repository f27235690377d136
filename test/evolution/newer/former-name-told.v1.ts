import { IsText } from '#contracts';
import { IsUUID } from 'class-validator';

/** A fact that there is only in this test: an organisation once had another name. */
export class FormerNameToldV1 {
  static readonly type = 'organisations.former-name-told.v1';

  @IsUUID() readonly organisationId!: string;
  @IsText(300) readonly previousName!: string;

  static readonly sample: FormerNameToldV1 = {
    organisationId: '0198c0de-0000-7000-8000-0000000000a1',
    previousName: 'Example Soup Kitchen',
  };
}
