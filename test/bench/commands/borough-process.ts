import 'reflect-metadata';
import { sql } from '#database';
import { BoroughPipe } from '#events';
import { Actor } from '#identity';
import { checked } from '#pages';
import { EntityManager } from '@mikro-orm/postgresql';
import { setTimeout as pause } from 'node:timers/promises';
import { boroughConfig } from '../../../apps/borough/src/borough.config.js';
import { AwardGrant } from '../../../apps/borough/src/grants/award-grant.command.js';
import { GrantsService } from '../../../apps/borough/src/grants/grants.service.js';
import { IncreaseGrant } from '../../../apps/borough/src/grants/increase-grant.command.js';
import { VariationsService } from '../../../apps/borough/src/grants/variations.service.js';
import { OrganisationsService } from '../../../apps/borough/src/organisations/organisations.service.js';
import { boroughProgram } from '../../../apps/borough/src/program.js';
import { asProcess, say } from '../as-process.js';
import { atOnce } from '../at-once.js';
import { commandsConfig } from './commands.config.js';
import { plainFlush } from './plain-flush.js';

/** The program of a borough with its pipe, listening to nobody: its commands are given in process, checked as its API checks them. */
const AT_ONCE = 8;
const MOST_UNANSWERED = 64;
const app = await boroughProgram(boroughConfig());
await app.startAllMicroservices();
await app.init();
const [grants, variations] = [app.get(GrantsService, { strict: false }), app.get(VariationsService, { strict: false })];
const pipe = app.get(BoroughPipe, { strict: false });
const actor = new Actor({
  issuer: 'http://bench.example',
  subject: 'bench',
  name: 'The bench',
  role: 'funding-officer',
  heldFor: null,
});
const em = app.get(EntityManager, { strict: false });
const organisation = await app
  .get(OrganisationsService, { strict: false })
  .register(actor, { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] });
const flush = await plainFlush(commandsConfig().plainUrl);
const unvaried: string[] = [];

async function award(number: number): Promise<string> {
  const sent = {
    title: `Lunches and company ${number}`,
    description: 'Hot meals and company for older people in North Westminster, five days a week, with help to get there and back.',
    organisation,
    amountAwardedPence: 25_000_00,
    awardedOn: '2026-04-01',
    startsOn: '2026-04-01',
    endsOn: '2028-03-31',
  };
  return grants.award(actor, await checked(AwardGrant, sent));
}

async function vary(grantId: string): Promise<void> {
  const sent = { amountPence: 27_500_00, effectiveOn: '2026-10-01', reason: 'More people come than were expected.' };
  await variations.increase(actor, grantId, await checked(IncreaseGrant, sent));
}

/** All that was told has its number and is at the broker. */
async function settled(): Promise<void> {
  for (;;) {
    const [outbox] = await sql<{ waits: boolean }>(em.fork(), 'select exists (select from outbox) as waits');
    if (!outbox?.waits && pipe.status.published >= pipe.status.position) return;
    await pause(20);
  }
}

/** So many awards a second, whatever becomes of them; when each had committed, by the clock that all processes of a machine share. */
async function steadily(aSecond: number, seconds: number): Promise<{ grantId: string; at: number }[]> {
  const done: Promise<{ grantId: string; at: number }>[] = [];
  const began = performance.now();
  const unanswered = new Set<number>();
  for (let number = 0; number < aSecond * seconds; number += 1) {
    const wait = began + (number * 1000) / aSecond - performance.now();
    if (wait > 0) await pause(wait);
    while (unanswered.size >= MOST_UNANSWERED) await pause(1);
    unanswered.add(number);
    done.push(
      award(number).then((grantId) => {
        unanswered.delete(number);
        return { grantId, at: Number(process.hrtime.bigint()) / 1e6 };
      }),
    );
  }
  return Promise.all(done);
}

asProcess({
  award: async ({ count }) => {
    const aSecond = await atOnce(AT_ONCE, Number(count), async (number) => unvaried.push(await award(number)));
    await settled();
    say('awarded', { aSecond });
  },
  vary: async ({ count }) => {
    const chosen = unvaried.splice(0, Number(count));
    const aSecond = await atOnce(AT_ONCE, chosen.length, (number) => vary(chosen[number] ?? ''));
    await settled();
    say('varied', { aSecond });
  },
  flush: async ({ count }) => say('flushed', { aSecond: await atOnce(AT_ONCE, Number(count), flush) }),
  steadily: async ({ aSecond, seconds }) => say('told', { committed: await steadily(Number(aSecond), Number(seconds)) }),
});
