import { civilDateAt, Clock } from '#clock';
import { CATALOGUE, type Commitment, commitmentOf } from '#commitments';
import { InvalidInput, NotFound } from '#errors';
import { shown } from '#visibility';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { type BoroughState, type ComparedCommitment, comparisonOf, type LensResult } from './comparison.js';
import { ComparedItem, ComparisonItem } from './comparison-item.js';
import type { ComparedState, ComparisonQuery } from './comparison-query.js';
import { ComparisonQueries } from './comparison.queries.js';
import { type Snapshot, snapshotFrom, snapshotText } from './snapshot.js';

/** How the boroughs keep what they promise, side by side. */
@Injectable()
export class ComparisonService {
  constructor(
    private readonly queries: ComparisonQueries,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  /** As it stands, or as it stood at a snapshot. @throws InvalidInput for a borough or snapshot there is none of. */
  async of(query: ComparisonQuery): Promise<ComparisonItem> {
    this.boroughs.refuseUnknown(query.borough);
    const { snapshot, states } = query.asAt === undefined ? await this.now() : await this.earlier(query.asAt);
    const asked = states.filter(({ borough }) => query.borough.length === 0 || query.borough.includes(borough));
    const compared = comparisonOf(asked, {
      today: civilDateAt(snapshot.at),
      catalogue: snapshot.catalogue,
      financialYears: query.financialYear,
    });
    const items = compared.map((one) => itemOf(one, commitmentOf(one.id, snapshot.catalogue))).filter((item) => isAsked(item, query));
    return shown(ComparisonItem, { asAt: snapshotText(snapshot), catalogue: snapshot.catalogue.version, items }, 'public');
  }

  /** @throws NotFound for what the catalogue does not have. */
  commitment(id: string): Commitment {
    const commitment = CATALOGUE.commitments.find((one) => one.id === id);
    if (!commitment) throw new NotFound('There is no such commitment. Open the comparison to see them all.');
    return commitment;
  }

  /** The financial years in which boroughs told of cases, the latest first. */
  async years(): Promise<string[]> {
    const { states } = await this.now();
    return [...new Set(states.flatMap(({ counts }) => [...counts.values()].flat().flatMap(({ financialYear }) => financialYear ?? [])))]
      .toSorted()
      .toReversed();
  }

  private async now(): Promise<{ snapshot: Snapshot; states: BoroughState[] }> {
    const feeds = await this.queries.feeds(this.boroughs.all.map(({ code }) => code));
    const parts = feeds.map(({ borough, position, grants }) => ({ borough, position: position ?? 0, grants }));
    // By the minute: whoever opens it twice gets one address.
    const at = this.clock.now();
    at.setUTCSeconds(0, 0);
    return { snapshot: { at: at.toISOString(), catalogue: CATALOGUE, parts }, states: await this.queries.now(feeds) };
  }

  private async earlier(text: string): Promise<{ snapshot: Snapshot; states: BoroughState[] }> {
    const snapshot = snapshotFrom(text);
    this.boroughs.refuseUnknown(snapshot.parts.map(({ borough }) => borough));
    const feeds = await this.queries.feeds(this.boroughs.all.map(({ code }) => code));
    const ahead = snapshot.parts.find(({ borough, position }) => position > (feeds.find((one) => one.borough === borough)?.position ?? 0));
    if (ahead) {
      const message = `The snapshot holds more of ${this.boroughs.nameOf(ahead.borough)} than has arrived here. Try again in a minute.`;
      throw new InvalidInput([{ field: 'asAt', message }]);
    }
    return { snapshot, states: await this.queries.at(snapshot.parts, snapshot.catalogue) };
  }
}

function itemOf({ id, cells }: ComparedCommitment, { title, theme, measure }: Commitment) {
  const boroughs = cells.map((cell) => ({ ...cell, ownWord: lensOf(cell.ownWord), commonMeasure: lensOf(cell.commonMeasure) }));
  return shown(ComparedItem, { id, title, theme, measure, boroughs }, 'public');
}

const lensOf = ({ excluded, figure, n, counts }: LensResult) => ({
  state: excluded?.state ?? ('comparable' as const),
  says: excluded?.says ?? null,
  n,
  met: figure?.kept ?? null,
  rate: figure?.perCent ?? null,
  counts: figure ? counts : null,
});

/** In how many boroughs something can be compared, by the lens that is asked for or by either. */
export function comparableIn({ boroughs }: ComparedItem, lens: ComparisonQuery['lens']): number {
  const isShown = ({ ownWord, commonMeasure }: ComparedItem['boroughs'][number]): boolean =>
    (lens !== 'common-measure' && ownWord.state === 'comparable') || (lens !== 'own-word' && commonMeasure.state === 'comparable');
  return boroughs.filter(isShown).length;
}

function isAsked(item: ComparedItem, { theme, state, differ, lens }: ComparisonQuery): boolean {
  const n = comparableIn(item, lens);
  const compared: ComparedState = n === 0 ? 'not' : n < item.boroughs.length ? 'partly' : 'comparable';
  const [first, ...others] = item.boroughs.map(({ promise: { relation, measure } }) => ({ relation, measure }));
  return (
    (theme.length === 0 || theme.includes(item.theme)) &&
    (state.length === 0 || state.includes(compared)) &&
    (differ === undefined || others.some((one) => !isDeepStrictEqual(one, first)))
  );
}
