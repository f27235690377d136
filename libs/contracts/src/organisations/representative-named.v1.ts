import { IsUUID } from 'class-validator';

/**
 * Somebody who represents an organisation agreed that everyone may read their name. The name is not told: whoever shows it asks the borough
 * for it by this id each time, and gets it for as long as the consent stands.
 */
export class RepresentativeNamedV1 {
  static readonly type = 'organisations.representative-named.v1';

  @IsUUID() readonly organisationId!: string;
  /** Stands for this one consent, and for nobody elsewhere. */
  @IsUUID() readonly representativeId!: string;

  static readonly sample: RepresentativeNamedV1 = {
    organisationId: '0198c0de-0000-7000-8000-0000000000a1',
    representativeId: '0198c0de-0000-7000-8000-0000000000e1',
  };
}
