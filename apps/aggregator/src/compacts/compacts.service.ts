import { Clock } from '#clock';
import { type StandingFrom, standingsUntil } from '#commitments';
import { NotFound } from '#errors';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import type { AdoptionWithdrawalItem, CompactItem, CompactVersionItem, SaidStandingItem } from './compact-item.js';
import { CompactsQueries } from './compacts.queries.js';

@Injectable()
export class CompactsService {
  constructor(
    private readonly queries: CompactsQueries,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  /** Of every borough, or of those that are named, by name. */
  async all(asked: readonly string[] = []): Promise<CompactItem[]> {
    this.boroughs.refuseUnknown(asked);
    const codes = this.boroughs.all.map(({ code }) => code).filter((code) => asked.length === 0 || asked.includes(code));
    return this.queries.standing(codes, this.clock.today());
  }

  /** @throws NotFound for a borough there is none of. */
  async versions(borough: string): Promise<CompactVersionItem[]> {
    this.known(borough);
    return this.queries.versions(borough);
  }

  /** How the Compact of a borough stood over time until today, the latest first. @throws NotFound for a borough there is none of. */
  async standings(borough: string): Promise<StandingFrom<CompactVersionItem, SaidStandingItem>[]> {
    const [versions, said] = await Promise.all([this.versions(borough), this.queries.said(borough)]);
    const ofCompact = versions.filter(({ kind }) => kind === 'compact');
    return standingsUntil(this.clock.today(), ofCompact, said).toReversed();
  }

  /** @throws NotFound for a borough there is none of. */
  async withdrawals(borough: string): Promise<AdoptionWithdrawalItem[]> {
    this.known(borough);
    return this.queries.withdrawals(borough);
  }

  /** @throws NotFound where the borough told of no such version. */
  async version(borough: string, versionId: string): Promise<CompactVersionItem> {
    const version = (await this.versions(borough)).find((one) => one.versionId === versionId);
    if (!version) throw new NotFound('There is no such version of this Compact. Open the borough’s Compact to see its versions.');
    return version;
  }

  private known(borough: string): void {
    if (!this.boroughs.all.some(({ code }) => code === borough))
      throw new NotFound('There is no such borough. Open Compacts to see them all.');
  }
}
