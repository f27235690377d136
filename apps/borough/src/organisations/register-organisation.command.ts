import { IsOrganisationIdentifier, IsLine } from '#contracts';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, Matches } from 'class-validator';
import { MOST_ALIASES, MOST_IDENTIFIERS } from './organisation.entity.js';

/** Enter an organisation in the borough's register. */
export class RegisterOrganisation {
  @IsLine(300, { message: 'Enter the name of the organisation, in up to 300 characters' }) name!: string;

  @IsArray()
  @ArrayMinSize(1, { message: 'Give at least one identifier, like GB-CHC-1164883' })
  @ArrayMaxSize(MOST_IDENTIFIERS)
  @IsOrganisationIdentifier({ each: true, message: 'Each identifier must be written like GB-CHC-1164883 or GB-COH-09668396' })
  identifiers!: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ALIASES)
  @IsLine(300, { each: true, message: 'Each other name must have up to 300 characters' })
  aliases?: string[];

  @IsOptional()
  @Matches(/^[EWSNK][0-9]{8}$/, { message: 'The area must be a GSS code like E09000033' })
  areaCode?: string;
}
