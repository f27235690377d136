import { civilDateAt, Clock } from '#clock';
import { basisOf, CATALOGUE, type Commitment, commitmentOf, holdOn, marksInWords } from '#commitments';
import { InvalidInput, NotFound } from '#errors';
import { shown } from '#visibility';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { isDeepStrictEqual } from 'node:util';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { type BoroughState, type ComparedCommitment, comparisonOf, type LensResult } from './comparison.js';
import { type BoroughHistory, historyOf } from './comparison-history.js';
import { ComparedItem, ComparisonItem } from './comparison-item.js';
import type { ComparedState, ComparisonQuery } from './comparison-query.js';
import { ComparisonQueries } from './comparison.queries.js';
import { CommitmentHistoryItem } from './history-item.js';
import { type Snapshot, snapshotFrom, snapshotText } from './snapshot.js';
import type { ToldMarks } from './told-marks.js';

/** All answers that are kept: twenty whole ones, each a megabyte of a network of thirty boroughs. More would only be swept around. */
const MOST_COMMITMENTS_KEPT = 600;

/** So much earlier than here it may be where a link is followed. */
const CLOCKS_DIFFER_MS = 60_000;
const TO_COME = 'This snapshot is of a time to come. Copy the whole address again, or open the comparison of today.';

/** How the boroughs keep what they promise, side by side. */
@Injectable()
export class ComparisonService {
  private readonly answers = new LRUCache<string, ComparisonItem>({ maxSize: MOST_COMMITMENTS_KEPT });

  private readonly keys = new WeakMap<ComparisonItem, string>();

  constructor(
    private readonly queries: ComparisonQueries,
    private readonly boroughs: BoroughsService,
    private readonly clock: Clock,
  ) {}

  /**
   * As it stands, or as it stood at a snapshot. The answer belongs to all who ask the same, and is not to be changed.
   * @throws InvalidInput for a borough or snapshot there is none of.
   */
  async of(query: ComparisonQuery): Promise<ComparisonItem> {
    this.boroughs.refuseUnknown(query.borough);
    return this.answer(await this.known(query.asAt), query);
  }

  /** Where this is the same, so is the answer, also what of it was withdrawn. */
  keyOf(answer: ComparisonItem): string {
    return this.keys.get(answer) ?? '';
  }

  /**
   * One commitment over the years, in the boroughs that are asked for, as it stands or as it stood at a snapshot.
   * @throws InvalidInput for a borough or snapshot there is none of; NotFound for what the catalogue does not have.
   */
  async history(commitmentId: string, { borough, asAt }: Pick<ComparisonQuery, 'borough' | 'asAt'>): Promise<CommitmentHistoryItem> {
    this.boroughs.refuseUnknown(borough);
    return historyIn(await this.known(asAt), this.commitment(commitmentId), borough);
  }

  /**
   * What is compared, and one commitment over the years, both of one instant; with the snapshot that was asked for, if one was.
   * @throws InvalidInput for a borough or snapshot there is none of; NotFound for what the catalogue does not have.
   */
  async withHistory(commitmentId: string, query: ComparisonQuery): Promise<WithHistory> {
    this.boroughs.refuseUnknown(query.borough);
    const known = await this.known(query.asAt);
    const history = await historyIn(known, this.commitment(commitmentId), query.borough);
    return { answer: await this.answer(known, query), history, snapshot: query.asAt === undefined ? null : known.snapshot };
  }

  /** @throws NotFound for what the catalogue does not have. */
  commitment(id: string): Commitment {
    const commitment = CATALOGUE.commitments.find((one) => one.id === id);
    if (!commitment) throw new NotFound('There is no such commitment. Open the comparison to see them all.');
    return commitment;
  }

  /** The financial years in which boroughs told of cases or marks, the latest first. */
  async years(): Promise<string[]> {
    const { states } = await this.queries.now(this.codes);
    return [...new Set(states.flatMap((state) => state.years))].toSorted().toReversed();
  }

  /** Null where none is asked for. @throws InvalidInput for one there is none of. */
  async snapshot(asAt: string | undefined): Promise<Snapshot | null> {
    return asAt === undefined ? null : (await this.earlier(asAt)).snapshot;
  }

  private get codes(): string[] {
    return this.boroughs.all.map(({ code }) => code);
  }

  private async answer({ snapshot, states, state }: Known, query: ComparisonQuery): Promise<ComparisonItem> {
    const key = JSON.stringify([snapshotText(snapshot), state, query]);
    const answer = this.answers.get(key) ?? answerOf(snapshot, await states(), query);
    this.answers.set(key, answer, { size: Math.max(1, answer.items.length) });
    this.keys.set(answer, key);
    return answer;
  }

  private known(asAt: string | undefined): Promise<Known> {
    return asAt === undefined ? this.now() : this.earlier(asAt);
  }

  private async now(): Promise<Known> {
    const { feeds, states } = await this.queries.now(this.codes);
    const parts = feeds.map(({ borough, position, complete }) => ({ borough, position: position ?? 0, complete }));
    // By the minute: whoever opens it twice gets one address.
    const at = this.clock.now();
    at.setUTCSeconds(0, 0);
    const snapshot = { at: at.toISOString(), catalogue: CATALOGUE, parts };
    return { snapshot, state: feeds.map(({ state }) => state), states: async () => states };
  }

  private async earlier(text: string): Promise<Known> {
    const snapshot = snapshotFrom(text);
    this.boroughs.refuseUnknown(snapshot.parts.map(({ borough }) => borough));
    if (Date.parse(snapshot.at) > this.clock.now().getTime() + CLOCKS_DIFFER_MS)
      throw new InvalidInput([{ field: 'asAt', message: TO_COME }]);
    const feeds = await this.queries.feeds(this.codes);
    const ahead = snapshot.parts.find(({ borough, position }) => position > (feeds.find((one) => one.borough === borough)?.position ?? 0));
    if (ahead) {
      const message = `The snapshot holds more of ${this.boroughs.nameOf(ahead.borough)} than has arrived here. Try again in a minute.`;
      throw new InvalidInput([{ field: 'asAt', message }]);
    }
    // What was withdrawn since is gone from an earlier answer, too.
    let states: Promise<readonly BoroughState[]> | undefined;
    const read = () => (states ??= this.queries.at(snapshot.parts, snapshot.catalogue));
    return { snapshot, state: feeds.map(({ state }) => state), states: read };
  }
}

/** What an answer is made of, and how to get at it where no such answer is known. */
interface Known {
  readonly snapshot: Snapshot;
  /** Where this is the same, so are the rows here. */
  readonly state: readonly string[];
  readonly states: () => Promise<readonly BoroughState[]>;
}

/** What is compared, beside one commitment over the years. */
interface WithHistory {
  readonly answer: ComparisonItem;
  readonly history: CommitmentHistoryItem;
  readonly snapshot: Snapshot | null;
}

async function historyIn({ snapshot, states }: Known, { id }: Commitment, boroughs: readonly string[]): Promise<CommitmentHistoryItem> {
  const { catalogue, at } = snapshot;
  const asked = (await states()).filter(({ borough }) => boroughs.length === 0 || boroughs.includes(borough));
  const histories = historyOf(commitmentOf(id, catalogue), asked, { today: civilDateAt(at), catalogue }).map(historyItem);
  const item = { asAt: snapshotText(snapshot), catalogue: catalogue.version, commitmentId: id, boroughs: histories };
  return shown(CommitmentHistoryItem, item, 'public');
}

function answerOf(snapshot: Snapshot, states: readonly BoroughState[], query: ComparisonQuery): ComparisonItem {
  const { catalogue } = snapshot;
  const asked = states.filter(({ borough }) => query.borough.length === 0 || query.borough.includes(borough));
  const of = { today: civilDateAt(snapshot.at), catalogue, financialYears: query.financialYear };
  const items = comparisonOf(asked, of)
    .map((one) => itemOf(one, commitmentOf(one.id, catalogue)))
    .filter((item) => isAsked(item, query));
  const holds = asked.flatMap(({ borough, promises }) => {
    const hold = holdOn(promises, of.today);
    return hold ? [{ borough, ...hold }] : [];
  });
  return shown(ComparisonItem, { asAt: snapshotText(snapshot), catalogue: catalogue.version, holds, items }, 'public');
}

function itemOf({ id, cells }: ComparedCommitment, { title, theme, measure, rule }: Commitment) {
  const boroughs = cells.map((cell) => ({
    ...cell,
    ownWord: lensOf(cell.ownWord),
    commonMeasure: lensOf(cell.commonMeasure),
    marks: cell.marks && marksOf(cell.marks),
  }));
  return shown(ComparedItem, { id, title, theme, measure, isMarked: rule === null, boroughs }, 'public');
}

function marksOf({ marks, ...told }: ToldMarks) {
  const of = (side: 'council' | 'sector'): number | null => marks.find((one) => one.side === side)?.mark ?? null;
  const both = { council: of('council'), sector: of('sector') };
  return { ...told, marks, basis: basisOf(both), says: marksInWords(both) };
}

const lensOf = ({ excluded, figure, n, counts }: LensResult) => ({
  state: excluded?.state ?? ('comparable' as const),
  says: excluded?.says ?? null,
  n,
  met: figure?.kept ?? null,
  rate: figure?.perCent ?? null,
  counts: figure ? counts : null,
});

const historyItem = ({ years, ...history }: BoroughHistory) => ({
  ...history,
  years: years.map(({ financialYear, commonMeasure, ownWord, marks }) => ({
    financialYear,
    commonMeasure: lensOf(commonMeasure),
    ownWord: ownWord.map((run) => ({ ...run, result: lensOf(run.result) })),
    marks: marks && marksOf(marks),
  })),
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
