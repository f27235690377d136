import {
  AliasAddedV1,
  IdentifierAddedV1,
  IdentifierRemovedV1,
  OrganisationRegisteredV1,
  OrganisationRenamedV1,
  RepresentativeNamedV1,
  RepresentativeUnnamedV1,
} from '#contracts';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { forgetOrganisations, writeOrganisations } from './organisations.rows.js';
import { writeRepresentatives } from './representatives.rows.js';

const REGISTER = [OrganisationRegisteredV1, OrganisationRenamedV1, AliasAddedV1, IdentifierAddedV1, IdentifierRemovedV1];
const REPRESENTATIVES = [RepresentativeNamedV1, RepresentativeUnnamedV1];

const among = (contracts: readonly { readonly type: string }[], run: readonly FeedEvent[]): FeedEvent[] =>
  run.filter(({ type }) => contracts.some((contract) => contract.type === type));

/**
 * The organisations of each borough with every name they were ever given, every identifier that was not taken back, and references to those
 * of their representatives who may be named.
 */
@Controller()
export class OrganisationsProjection {
  @Projection('organisations-1', [...REGISTER, ...REPRESENTATIVES], { takesTurns: true })
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    const em = await transaction;
    const register = among(REGISTER, run);
    if (register.length > 0) await writeOrganisations(em, borough, register);
    await writeRepresentatives(em, borough, among(REPRESENTATIVES, run) as FeedEvent<RepresentativeNamedV1>[]);
  }

  @Forgets('organisations-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetOrganisations(await transaction, borough);
  }
}
