import { randomUUID } from 'node:crypto';
import { GrantAwardedV1 } from '#contracts';
import type { Stage } from './kinds.js';

/**
 * Writes facts into a borough's outbox that no program of ours would have written, each with one behind it of the same record: one that
 * does not keep its contract, and one that does and that PostgreSQL cannot write, since it holds the character of number nought.
 */
export async function poison({ network, chance, poisoned }: Stage): Promise<string> {
  const borough = chance.pick(network.boroughs);
  const [formless, unwritable] = [randomUUID(), randomUUID()];
  const award = (grantId: string, title: string): object => ({ ...GrantAwardedV1.sample, grantId, title });
  const facts = [
    { subject: formless, data: { grantId: formless, amountAwardedPence: 'a lot' } },
    { subject: formless, data: award(formless, 'Behind what is not in form') },
    { subject: unwritable, data: award(unwritable, 'Cannot be written: \u0000') },
    { subject: unwritable, data: award(unwritable, 'Behind what cannot be written') },
  ];
  poisoned.add(formless).add(unwritable);
  await network.asSuperuser(borough, (client) =>
    client.query(
      `insert into outbox (event_id, type, subject, data, recorded_at)
       select gen_random_uuid(), $1, subject, data::json, now() from unnest($2::text[], $3::text[]) as fact (subject, data)`,
      [GrantAwardedV1.type, facts.map(({ subject }) => subject), facts.map(({ data }) => JSON.stringify(data))],
    ),
  );
  return borough;
}
