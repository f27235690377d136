import { Clock, dateInWords, impreciseDateInWords } from '#clock';
import { STANDING_WORDS, type StandingFrom } from '#commitments';
import { NotFound } from '#errors';
import { Public } from '#identity';
import { Controller, Get, Param, ParseUUIDPipe, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { MappingsService } from '../mappings/mappings.service.js';
import { SignatoriesService } from '../signatories/signatories.service.js';
import type { AdoptionWithdrawalItem, CompactItem, CompactVersionItem, SaidStandingItem } from './compact-item.js';
import { CompactsService } from './compacts.service.js';

/** The Compacts of all boroughs side by side as they stand, and each to read. */
@Public()
@Controller('compacts')
export class CompactsController {
  constructor(
    private readonly compacts: CompactsService,
    private readonly mappings: MappingsService,
    private readonly signatories: SignatoriesService,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('compacts/compacts.njk')
  async page() {
    const [items, strip] = await Promise.all([this.compacts.all(), this.boroughs.strip(['compacts'])]);
    return { strip, rows: items.map((item) => this.cellsOf(item)) };
  }

  @Get(':borough')
  @Render('compacts/borough-compact.njk')
  async ofBorough(@Param('borough') code: string) {
    const versions = await this.compacts.versions(code);
    const [item] = await this.compacts.all([code]);
    const standings = await this.compacts.standings(code);
    const inForce = versions.find(({ versionId }) => versionId === item?.versionId) ?? null;
    return {
      ...this.about(code),
      standing: standingOf(item),
      inForce,
      tags: inForce ? await this.mappings.tagsOf(code, inForce.versionId) : {},
      review: item && reviewOf(item, this.clock.today()),
      rows: versions.map(versionCells),
      // Where nothing was said of it, the versions tell as much.
      standings: standings.some(({ said }) => said !== null) ? standings.map(standingCells) : [],
      withdrawals: (await this.compacts.withdrawals(code)).map(withdrawalCells),
      signatories: await this.signatories.table(code),
    };
  }

  @Get(':borough/versions/:versionId')
  @Render('compacts/compact-version.njk')
  async version(
    @Param('borough') code: string,
    @Param('versionId', new ParseUUIDPipe({ exceptionFactory: () => new NotFound('There is no such version. Check the address.') }))
    versionId: string,
  ) {
    const version = await this.compacts.version(code, versionId);
    return {
      ...this.about(code),
      version,
      tags: await this.mappings.tagsOf(code, versionId),
      since: impreciseDateInWords(version.inForceFrom),
      adopted: adoptedInWords(version),
    };
  }

  private about(code: string) {
    return { code, name: this.boroughs.nameOf(code), ownPage: this.boroughs.ownPage(code, '/compact') };
  }

  private cellsOf(item: CompactItem) {
    const { borough, label, inForceFrom, versions, clauses, codes } = item;
    const since = inForceFrom === null ? '' : `Since ${impreciseDateInWords(inForceFrom)}`;
    return [
      { text: this.boroughs.nameOf(borough), href: `/compacts/${borough}` },
      { text: standingOf(item) },
      { text: label ?? 'None', hint: since },
      { text: reviewOf(item, this.clock.today()) },
      { text: String(clauses) },
      { text: String(versions) },
      { text: String(codes) },
    ];
  }
}

/** Nothing told is not the same as no Compact. */
const standingOf = (item: CompactItem | undefined): string =>
  item?.state == null ? 'The borough publishes nothing of its Compact yet' : STANDING_WORDS[item.state];

function reviewOf({ versionId, reviewDueOn }: CompactItem, today: string): string {
  if (reviewDueOn === null) return versionId === null ? 'Nothing to review' : 'No day was agreed';
  return reviewDueOn < today ? `${dateInWords(reviewDueOn)}, overdue` : dateInWords(reviewDueOn);
}

const adoptedInWords = ({ adoptedBy, adoptedOn }: CompactVersionItem): string => `By ${adoptedBy}, ${impreciseDateInWords(adoptedOn)}`;

const versionCells = (version: CompactVersionItem) => [
  { text: version.label, href: `/compacts/${version.borough}/versions/${version.versionId}`, hint: version.documentTitle },
  { text: impreciseDateInWords(version.inForceFrom) },
  { text: adoptedInWords(version) },
];

const standingCells = ({ from, state, inForce, said }: StandingFrom<CompactVersionItem, SaidStandingItem>) => [
  { text: impreciseDateInWords(from) },
  { text: STANDING_WORDS[state], hint: said?.reason },
  { text: inForce?.label ?? 'None' },
];

const withdrawalCells = ({ label, withdrawnOn, reason }: AdoptionWithdrawalItem) => [
  { text: label },
  { text: dateInWords(withdrawnOn) },
  { text: reason },
];
