import { Sequencer } from '../../../libs/events/src/sequencer/sequencer.js';
import { Wake } from '../../../libs/events/src/wake.js';
import { Client } from 'pg';
import { asProcess, say } from '../as-process.js';
import { atOnce } from '../at-once.js';
import { commandsConfig } from './commands.config.js';

/** Inserts at 32 sessions: into the outbox while the sequencer gives numbers, or into a table of the same columns and no more. */
const SESSIONS = 32;
const DATA = JSON.stringify({ title: 'Lunches and company', description: 'Hot meals and company for older people. '.repeat(8) });
const { borough, databaseUrl } = commandsConfig();
const opened = async (pipeline = false): Promise<Client> => {
  const session = new Client({ connectionString: databaseUrl, pipeline } as ConstructorParameters<typeof Client>[0]);
  await session.connect();
  return session;
};
const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => opened()));
const sequencer = new Sequencer(await opened(true), borough);
const wake = new Wake();
const idle = [...sessions];

async function insert(table: string): Promise<void> {
  const session = idle.pop() as Client;
  const text = `insert into ${table} (event_id, type, subject, data, recorded_at) values (gen_random_uuid(), $1, $2, $3, now())`;
  await session.query({ name: table, text, values: ['grants.grant-awarded.v1', '0198c0de-0000-7000-8000-000000000001', DATA] });
  idle.push(session);
}

/** As the borough's pipe does, and then what is left. */
async function numberUntil(isOver: () => boolean): Promise<void> {
  const steps = sequencer.steps(wake, isOver);
  while (!(await steps.next()).done);
  while ((await sequencer.step()).events.length > 0);
}

asProcess({
  outbox: async ({ count }) => {
    let isOver = false;
    const numbering = numberUntil(() => isOver);
    const aSecond = await atOnce(SESSIONS, Number(count), async () => {
      await insert('outbox');
      wake.poke();
    });
    isOver = true;
    wake.poke();
    await numbering;
    say('inserted', { aSecond });
  },
  plain: async ({ count }) => say('inserted', { aSecond: await atOnce(SESSIONS, Number(count), () => insert('plain_outbox')) }),
});
