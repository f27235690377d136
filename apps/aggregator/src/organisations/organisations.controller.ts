import { isLocal } from '#grant-files';
import { Public } from '#identity';
import { address, type BarChart, date, NOT_RECORDED, plural, pounds } from '#pages';
import { Controller, Get, Param, Query, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import type { OrganisationInBorough, OrganisationItem, SignedCompact } from './organisation-item.js';
import { OrganisationsQuery } from './organisations-query.js';
import { OrganisationsService } from './organisations.service.js';

@Public()
@Controller('organisations')
export class OrganisationsController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly boroughs: BoroughsService,
  ) {}

  @Get()
  @Render('organisations/organisations.njk')
  async page(@Query() query: OrganisationsQuery) {
    const asked = { ...query, limit: null };
    const [{ items, next }, strip] = await Promise.all([this.organisations.list(query), this.boroughs.strip(['organisations'])]);
    return {
      strip,
      asked,
      next,
      count: `${items.length}${next ? ' or more' : ''} ${items.length === 1 && !next ? 'organisation' : 'organisations'}`,
      rows: items.map(({ identifier, isLocalIdentifier, name, names, boroughs }) => [
        {
          text: name,
          href: `/organisations/${encodeURIComponent(identifier)}`,
          hint: names.length > 1 ? `Also ${names.slice(1).join(', ')}` : '',
        },
        { text: isLocalIdentifier ? 'No public number' : identifier, hint: isLocalIdentifier ? identifier : '' },
        {
          text: boroughs
            .map((code) => this.boroughs.nameOf(code))
            .toSorted()
            .join(', '),
        },
      ]),
      filters: [
        { name: 'q', legend: 'Name or number', kind: 'text', hint: 'Part of a name, or a charity or company number' },
        {
          name: 'borough',
          legend: 'Known to',
          kind: 'checkboxes',
          options: this.boroughs.all.map(({ code, name }) => ({ value: code, text: name })),
        },
      ],
      downloads: [
        { text: 'CSV', href: `/api/v1/organisations.csv${address(asked)}` },
        { text: 'JSON', href: `/api/v1/organisations${address(asked, { limit: 500 })}` },
      ],
    };
  }

  @Get(':identifier')
  @Render('organisations/organisation.njk')
  async organisation(@Param('identifier') identifier: string) {
    const [found, strip] = await Promise.all([this.organisations.one(identifier), this.boroughs.strip(['grants', 'organisations'])]);
    return {
      organisation: found,
      strip,
      identifiers: found.identifiers.map((one) => ({ text: one, isLocal: isLocal(one) })),
      cards: found.boroughs.map((one) => this.card(one, found)),
      chart: found.boroughs.some(({ years }) => years.some(({ awards }) => awards > 0)) ? this.chart(found) : null,
      repeats: found.isLocalIdentifier && new Set(found.boroughs.map(({ borough }) => borough)).size > 1,
    };
  }

  private card(
    {
      borough,
      organisationId,
      name,
      aliases,
      identifiers,
      runningGrants,
      runningPence,
      nextEnding,
      representatives,
      signedCompact,
      years,
    }: OrganisationInBorough,
    { identifier }: OrganisationItem,
  ) {
    return {
      name,
      title: `${name}, in ${this.boroughs.nameOf(borough)}`,
      contact: this.boroughs.contactOf(borough),
      ownPage: this.boroughs.ownPage(borough, `/organisations/${organisationId}`),
      facts: [
        {
          text: 'Running today',
          value:
            runningGrants === 0
              ? 'No grant is published that runs today'
              : `${plural(runningGrants, 'grant')}, ${pounds(runningPence)} in all`,
        },
        ...(runningGrants === 0 ? [] : [{ text: 'First to end', value: nextEnding ? date(nextEnding) : NOT_RECORDED }]),
        { text: 'Also known as', value: aliases.length > 0 ? aliases.join(', ') : 'No other name' },
        { text: 'Known under', value: identifiers.join(', ') },
        ...representedBy(representatives, this.boroughs.nameOf(borough)),
        ...signedInWords(signedCompact),
      ],
      grants: `/grants?borough=${borough}&organisation=${encodeURIComponent(identifier)}`,
      borough: this.boroughs.nameOf(borough),
      years: years.map((year) => [
        { text: year.financialYear },
        { text: pounds(year.awardedPence), hint: plural(year.awards, 'award') },
        {
          text: year.plannedPence === null ? 'No data' : pounds(year.plannedPence),
          hint: year.plannedGrants === null ? '' : plural(year.plannedGrants, 'grant'),
        },
      ]),
    };
  }

  private chart({ boroughs, names }: OrganisationItem): BarChart {
    const awards = boroughs.map(({ borough, years }) => ({ borough, years: years.filter((year) => year.awards > 0) }));
    const years = [...new Set(awards.flatMap((one) => one.years.map(({ financialYear }) => financialYear)))].toSorted();
    const latest = years.at(-1) ?? '';
    const codes = [...new Set(boroughs.map(({ borough }) => borough))];
    const awarded = (code: string, year: string): number | null => {
      const found = awards
        .filter(({ borough }) => borough === code)
        .flatMap((one) => one.years.filter(({ financialYear }) => financialYear === year));
      return found.length === 0 ? null : found.reduce((sum, { awardedPence }) => sum + awardedPence, 0);
    };
    return {
      id: 'awarded',
      title: `Awarded to ${names[0]} by ${plural(codes.length, 'borough')}, to ${latest}`,
      description: 'Sums awarded in each financial year, by the borough that published them.',
      categoryName: 'Financial year',
      categories: years,
      series: codes.map((code) => ({ name: this.boroughs.nameOf(code), values: years.map((year) => awarded(code, year)) })),
      unit: 'pounds',
      isStacked: true,
    };
  }
}

/** Nothing where nobody agreed to be named: most organisations have no representative here, and that is no sign of anything. */
function representedBy(names: readonly string[] | null, borough: string): { text: string; value: string }[] {
  if (names === null) return [{ text: 'Represented by', value: `${borough} cannot be asked for the name just now. Try again later` }];
  return names.length === 0 ? [] : [{ text: 'Represented by', value: names.join(', ') }];
}

/** Nothing where it has not signed: nobody has to. */
function signedInWords(signed: SignedCompact | null): { text: string; value: string }[] {
  if (signed === null) return [];
  const { versionLabel, signedOn, leftOn } = signed;
  return [{ text: 'Signed the Compact', value: `Version ${versionLabel}, ${date(signedOn)}${leftOn ? `, until ${date(leftOn)}` : ''}` }];
}
