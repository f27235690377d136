import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID, Matches } from 'class-validator';
import { IsOrganisationIdentifier, IsText } from '../fields.js';

/** A borough has entered an organisation in its register. Said once for each. */
export class OrganisationRegisteredV1 {
  static readonly type = 'organisations.organisation-registered.v1';

  @IsUUID() readonly organisationId!: string;
  /** The identifier it is published under. */
  @IsOrganisationIdentifier() readonly identifier!: string;
  @IsText(300) readonly name!: string;
  /** Every identifier that is known to be its own, the published one among them. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @IsOrganisationIdentifier({ each: true }) readonly identifiers!: string[];
  /** Other names it is known by. */
  @IsArray() @ArrayMaxSize(50) @IsText(300, { each: true }) readonly aliases!: string[];
  /** GSS code of the area it works in. */
  @IsOptional() @Matches(/^[EWSNK][0-9]{8}$/) readonly areaCode?: string;

  static readonly sample: OrganisationRegisteredV1 = {
    organisationId: '0198c0de-0000-7000-8000-0000000000a1',
    identifier: 'GB-CHC-1000000',
    name: 'Example Lunch Club',
    identifiers: ['GB-CHC-1000000', 'GB-COH-01234567'],
    aliases: ['Example Luncheon Club'],
    areaCode: 'E09000033',
  };
}
