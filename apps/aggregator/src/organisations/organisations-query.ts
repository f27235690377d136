import { ListQuery } from '#api';
import { IsText } from '#contracts';
import { AsList } from '#pages';
import { ArrayMaxSize, IsOptional } from 'class-validator';

/** What is asked of the organisations: by name or number, and of which boroughs. */
export class OrganisationsQuery extends ListQuery {
  /** A name or part of it, or a charity or company number with or without its scheme. */
  @IsOptional() @IsText(200, { message: 'Search for at most 200 characters.' }) q?: string;
  /** Codes of boroughs; organisations that any of them knows. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
}
