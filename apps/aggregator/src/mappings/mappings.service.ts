import { Clock } from '#clock';
import { CATALOGUE, type ClauseTag, ownPromiseOn, tagsByClause } from '#commitments';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { type CompactOverTime, CompactsQueries } from '../compacts/compacts.queries.js';
import type { MappingItem } from './mapping-item.js';
import { MappingsQueries } from './mappings.queries.js';

/** What the Compact of one borough promises of a commitment today. */
export interface PromiseToday {
  readonly borough: string;
  readonly state: 'nothing-told' | 'no-compact' | 'unmapped' | 'mapped';
  readonly mapping: MappingItem | null;
}

@Injectable()
export class MappingsService {
  constructor(
    private readonly queries: MappingsQueries,
    private readonly compacts: CompactsQueries,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  /** Of every borough, or of those that are named, by name; each the latest first, with what holds no more. */
  async all(asked: readonly string[] = [], commitment?: string): Promise<MappingItem[]> {
    this.boroughs.refuseUnknown(asked);
    const codes = this.boroughs.all.map(({ code }) => code).filter((code) => asked.length === 0 || asked.includes(code));
    const items = await this.queries.all(await this.compacts.overTime(codes));
    return codes
      .flatMap((code) => items.filter(({ borough }) => borough === code).toReversed())
      .filter(({ commitmentId }) => !commitment || commitmentId === commitment);
  }

  /** By commitment of the catalogue, what the Compact of each borough promises today, by name. */
  async today(): Promise<ReadonlyMap<string, readonly PromiseToday[]>> {
    const codes = this.boroughs.all.map(({ code }) => code);
    const compacts = await this.compacts.overTime(codes);
    const items = await this.queries.all(compacts);
    const standing = Map.groupBy(
      items.filter(({ state }) => state !== 'ended'),
      ({ borough }) => borough,
    );
    const of = (code: string, id: string) => this.promise(id, code, { items: standing.get(code) ?? [], compact: compacts.get(code) });
    return new Map(CATALOGUE.commitments.map(({ id }) => [id, codes.map((code) => of(code, id))]));
  }

  /** By clause of a version: how it stands to which commitments, as far as both chairs agreed. */
  async tagsOf(borough: string, versionId: string): Promise<Readonly<Record<string, readonly ClauseTag[]>>> {
    const items = await this.queries.all(await this.compacts.overTime([borough]));
    const counting = items.filter((one) => one.versionId === versionId && one.state === 'agreed');
    return tagsByClause(counting, (commitmentId) => `/mappings#${commitmentId}`);
  }

  private promise(
    commitmentId: string,
    borough: string,
    {
      items,
      compact = { versions: [], said: [] },
    }: { readonly items: readonly MappingItem[]; readonly compact: CompactOverTime | undefined },
  ): PromiseToday {
    const tells = compact.versions.length > 0 || compact.said.length > 0;
    const own = ownPromiseOn(compact, items, commitmentId, this.clock.today());
    if ('mapping' in own) return { borough, state: 'mapped', mapping: own.mapping };
    return { borough, state: tells ? (own.state as 'no-compact' | 'unmapped') : 'nothing-told', mapping: null };
  }
}
