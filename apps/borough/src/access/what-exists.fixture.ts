import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { AskedBorough } from '../borough.fixture.js';
import { saidInTheRoom } from '../discussion/discussion.fixture.js';

/** An alert of Environment, what the group brokers, and what it says among itself. */
export async function amongTheGroup(borough: AskedBorough): Promise<Record<'alert' | 'entry' | 'topic' | 'post', string>> {
  const said = { kind: 'service', what: 'It ends.', affected: 'Callers.', sureness: 'decided', asks: 'What now?' };
  const given = { token: borough.tokens.officer, body: { ...said, department: 'environment' } };
  const alert = (await borough.ask('POST', 'change-alerts', given)).json.id;
  await borough.hold('supports', 'infrastructure-officer');
  const between = { organisation: 'A club', publicBody: 'Environment', about: 'A late letter.' };
  const entry = (await borough.ask('POST', 'brokering', { token: await borough.token('supports'), body: between })).json.id;
  return { alert, entry, ...(await saidInTheRoom(borough.database.em())) };
}

/** What somebody answered. */
export async function answered(em: EntityManager, consultation: string): Promise<string> {
  const id = '01980000-0000-7000-8000-0000000000de';
  await sql(
    em,
    `insert into consultation_answers
       (id, consultation_id, number, stance, text, on_behalf_of, may_be_named, sector, channel, noted_by, received_on)
     values ($1, $2, 1, 'agree', 'Yes.', 'self', false, 'neither', 'letter', 'Letters', '2026-12-01')`,
    [id, consultation],
  );
  return id;
}
