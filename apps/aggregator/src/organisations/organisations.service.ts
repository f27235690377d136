import { type Page, page } from '#api';
import { NotFound } from '#errors';
import { identifierLike, isLocal } from '#grant-files';
import { shown } from '#visibility';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { RepresentativesQueries } from './representatives.queries.js';
import { OrganisationFundingQueries } from './organisation-funding.queries.js';
import { OrganisationItem, OrganisationListItem } from './organisation-item.js';
import type { OrganisationsQuery } from './organisations-query.js';
import { organisationPlaceFrom, organisationPlaceOf, OrganisationsQueries } from './organisations.queries.js';

/** Organisations over all boroughs. */
@Injectable()
export class OrganisationsService {
  constructor(
    private readonly queries: OrganisationsQueries,
    private readonly funding: OrganisationFundingQueries,
    private readonly representatives: RepresentativesQueries,
    private readonly boroughs: BoroughsService,
  ) {}

  async list({ q, borough, cursor, limit }: OrganisationsQuery): Promise<Page<OrganisationListItem>> {
    this.boroughs.refuseUnknown(borough);
    const { items, next } = page(await this.queries.page(q, borough, organisationPlaceFrom(cursor), limit), limit, organisationPlaceOf);
    return {
      next,
      items: items.map(({ identifier, name, names, boroughs }) => {
        const only = boroughs.length === 1 ? (boroughs[0] ?? null) : null;
        const item = { identifier, isLocalIdentifier: isLocal(identifier), name, names, borough: only, boroughs };
        return shown(OrganisationListItem, item, 'public');
      }),
    };
  }

  /** Throws NotFound where no borough has told of it. */
  async one(identifier: string): Promise<OrganisationItem> {
    const asked = identifierLike(identifier);
    const { records, isCutShort } = await this.queries.recordsOf([asked]);
    if (records.length === 0) {
      throw new NotFound(
        'No borough has published a record under this identifier. That is normal for an organisation without public funding. ' +
          'Search for its name.',
      );
    }
    const [{ names, funding, running }, named, signed] = await Promise.all([
      this.funding.of(records),
      this.representatives.of(records),
      this.queries.signedBy(records),
    ]);
    const boroughs = records.map(({ borough, organisationId, identifiers }) => {
      const here = <T extends { borough: string; organisationId: string }>(row: T) =>
        row.borough === borough && row.organisationId === organisationId;
      const known = names.find(here);
      const runs = running.find(here);
      const represented = named.find(here);
      const name = known?.name ?? known?.nameInGrants ?? identifiers[0] ?? asked;
      return {
        borough,
        organisationId,
        name,
        aliases: (known?.names ?? []).filter((one) => one !== name),
        identifiers,
        areaCode: known?.areaCode ?? null,
        representatives: represented ? represented.representatives : [],
        signedCompact: signed.find(here) ?? null,
        runningGrants: runs?.grants ?? 0,
        runningPence: runs?.amountPence ?? 0,
        nextEnding: runs?.nextEnding ?? null,
        years: funding.filter(here).map(({ borough: _borough, organisationId: _organisation, ...year }) => year),
      };
    });
    const item = {
      identifier: asked,
      isLocalIdentifier: isLocal(asked),
      identifiers: [...new Set(boroughs.flatMap(({ identifiers }) => identifiers))].toSorted(),
      names: [...new Set(boroughs.map(({ name }) => name))].toSorted((one, other) => one.localeCompare(other, 'en-GB')),
      isCutShort,
      boroughs: boroughs.toSorted((one, other) =>
        this.boroughs.nameOf(one.borough).localeCompare(this.boroughs.nameOf(other.borough), 'en-GB'),
      ),
    };
    return shown(OrganisationItem, item, 'public');
  }
}
