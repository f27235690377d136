import type { ListQuery, Page } from '#api';
import { Clock } from '#clock';
import { signatoryStandingOn } from '#commitments';
import { shown } from '#visibility';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { CompactsQueries } from '../compacts/compacts.queries.js';
import { SignatoriesQueries, type ToldSignatory } from './signatories.queries.js';
import { signatoryCells } from './signatory-cells.js';
import { CompactSignatoryItem } from './signatory-item.js';

/** Many more than sign one Compact. */
const IN_A_TABLE = 300;

const NOTHING_TOLD = { versions: [], said: [] };

/** Who signed the Compacts, as each stands today: the same rule says it here and in its borough. */
@Injectable()
export class SignatoriesService {
  constructor(
    private readonly queries: SignatoriesQueries,
    private readonly compacts: CompactsQueries,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  async page(borough: readonly string[], asked: Pick<ListQuery, 'limit' | 'cursor'>): Promise<Page<CompactSignatoryItem>> {
    this.boroughs.refuseUnknown(borough);
    const { items, next } = await this.queries.page(borough, asked);
    const compacts = await this.compacts.overTime([...new Set(items.map((one) => one.borough))]);
    const today = this.clock.today();
    const itemOf = (told: ToldSignatory): CompactSignatoryItem => {
      const { versionId = '', versionLabel = '', signedOn = '', signedAs = '' } = told.signatures.at(-1) ?? {};
      const standing = signatoryStandingOn({ ...told, versionId }, compacts.get(told.borough) ?? NOTHING_TOLD, today);
      return shown(CompactSignatoryItem, { ...told, ...standing, versionId, versionLabel, signedOn, signedAs }, 'public');
    };
    return { items: items.map(itemOf), next };
  }

  /** Who signed the Compact of one borough, as rows of a table. */
  async table(borough: string) {
    const { items, next } = await this.page([borough], { limit: IN_A_TABLE });
    return { rows: items.map(signatoryCells), hasMore: next !== null };
  }
}
