import { IsUUID } from 'class-validator';

/** A representative is not named any more: the consent was withdrawn, or the role is over. It is never taken up again under this id. */
export class RepresentativeUnnamedV1 {
  static readonly type = 'organisations.representative-unnamed.v1';

  @IsUUID() readonly organisationId!: string;
  @IsUUID() readonly representativeId!: string;

  static readonly sample: RepresentativeUnnamedV1 = {
    organisationId: '0198c0de-0000-7000-8000-0000000000a1',
    representativeId: '0198c0de-0000-7000-8000-0000000000e1',
  };
}
