import type { Migrations } from '#database';
import { FeedServer, REBUILD } from '#events';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { AggregatorConfig } from '../aggregator.config.js';
import { AggregatorModule } from '../aggregator.module.js';
import { RebuiltSet, SCHEMAS, type SetPlace } from './rebuilt-set.js';

const LOOK_AGAIN_AFTER_MILLISECONDS = 100;
const SAY_EVERY_MILLISECONDS = 2_000;
/** Once applying to the live set is held up, the new one has so long for what came meanwhile. */
const LAST_STRETCH_MILLISECONDS = 15_000;

/** The new set cannot be brought as far as the live one; the live one stays. */
export class RebuildStuck extends Error {}

export interface RebuildSettings {
  readonly config: AggregatorConfig;
  /** The role that owns the tables. */
  readonly ownerUrl: string;
  /** Those that make the tables of the projections. */
  readonly migrations: Migrations;
  /** How long the new set may stand still before the rebuild gives up, in milliseconds. */
  readonly patienceMilliseconds: number;
  readonly say: (line: string) => void;
}

/**
 * Builds all projections anew beside the live ones, from the boroughs' streams and, where those no longer reach, from the boroughs
 * themselves, by the same programs that keep the live ones; then puts them in their place. Readers see no gap.
 * @throws RebuildStuck, RebuildRuns; the live set stays as it was.
 */
export async function rebuild({ config, ownerUrl, migrations, patienceMilliseconds, say }: RebuildSettings): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'rebuild' });
  await owner.connect();
  let program: INestApplication | null = null;
  try {
    const set = await RebuiltSet.make(owner, { ownerUrl, appUrl: config.databaseUrl, migrations });
    program = await startProjecting(config);
    const building = program;
    const catchUp = new CatchUp(set, building.get(FeedServer), patienceMilliseconds, say);
    await catchUp.to(() => set.goals());
    say('All events are read; the indexes are made');
    await set.complete();
    await catchUp.to(() => set.goals());
    for (const { table, live, rebuilt } of await set.rowCounts())
      if (live !== rebuilt) say(`${table}: ${live} rows live, ${rebuilt} rows anew`);
    await set.switch(async (goals) => {
      await new CatchUp(set, building.get(FeedServer), LAST_STRETCH_MILLISECONDS, say).to(() => Promise.resolve(goals));
      await building.close();
      program = null;
    });
    await set.remove();
  } finally {
    await program?.close();
    await owner.end();
  }
}

/** The aggregator's program with all its projections, on the new set, asked by nobody. */
async function startProjecting(config: AggregatorConfig): Promise<INestApplication> {
  const module = await AggregatorModule.forRoot(config, { projectionSet: REBUILD, schemas: SCHEMAS });
  const program = await NestFactory.create(module, new FastifyAdapter(), { logger: ['warn', 'error', 'fatal'], abortOnError: false });
  program.connectMicroservice({ strategy: program.get(FeedServer) });
  await program.startAllMicroservices();
  return program;
}

/** Waits until the new set is as far as the live one, and says how far it is. */
class CatchUp {
  constructor(
    private readonly set: RebuiltSet,
    private readonly feed: FeedServer,
    private readonly patienceMilliseconds: number,
    private readonly say: (line: string) => void,
  ) {}

  /** @throws RebuildStuck where the new set stands still for too long, or another history comes out. */
  async to(goals: () => Promise<readonly SetPlace[]>): Promise<void> {
    let [best, movedAt, saidAt] = [-1, performance.now(), performance.now()];
    for (;;) {
      const [goal, now] = [await goals(), await this.set.places()];
      const behind = goal.filter((place) => !isAsFar(place, now));
      if (behind.length === 0) return;
      const [sum, wanted] = [now, goal].map((places) => places.reduce((total, { position }) => total + position, 0)) as [number, number];
      if (sum > best) [best, movedAt] = [sum, performance.now()];
      if (performance.now() - movedAt > this.patienceMilliseconds) throw new RebuildStuck(this.reasonOf(behind));
      if (performance.now() - saidAt >= SAY_EVERY_MILLISECONDS) {
        saidAt = performance.now();
        this.say(`${sum.toLocaleString('en-GB')} of ${wanted.toLocaleString('en-GB')} events`);
      }
      await pause(LOOK_AGAIN_AFTER_MILLISECONDS);
    }
  }

  private reasonOf(behind: readonly SetPlace[]): string {
    const each = behind.map(({ borough, position }) => `${borough} up to ${position} (${this.feed.of(borough).fault ?? 'nothing comes'})`);
    return `The new set stands still without ${each.join(', ')}. The live one stays as it is.`;
  }
}

/** @throws RebuildStuck where the same position has another hash: then one of the two was read from another history. */
function isAsFar({ borough, epoch, position, hash }: SetPlace, rebuilt: readonly SetPlace[]): boolean {
  const own = rebuilt.find((place) => place.borough === borough);
  if (!own) return position === 0;
  if (own.epoch === epoch && own.position === position && hash !== null && own.hash !== hash) {
    throw new RebuildStuck(`The log of ${borough} up to ${position} is not the one that the live set was read from. The live one stays.`);
  }
  return own.epoch === epoch && own.position >= position; // One that is in a later epoch waits until it is known how far that goes.
}
