import { randomUUID } from 'node:crypto';
import { GrantAwardedV1, GrantIncreasedV1 } from '#contracts';
import type { Stage } from './stage.js';

interface Fact {
  readonly contract: { readonly type: string };
  readonly data: { readonly grantId: string } & Readonly<Record<string, unknown>>;
}

/**
 * Writes facts into a borough's outbox that no program of ours would have written, each with one behind it of the same record: one that
 * does not keep its contract, and one that does and that PostgreSQL cannot write, since it holds the character of number nought.
 */
export async function poison({ network, chance, poisoned }: Stage): Promise<string> {
  const borough = chance.pick(network.boroughs);
  const [formless, unwritable] = [randomUUID(), randomUUID()];
  const behind = (grantId: string): Fact => ({ contract: GrantIncreasedV1, data: { ...GrantIncreasedV1.sample, grantId } });
  const facts: Fact[] = [
    { contract: GrantAwardedV1, data: { grantId: formless, amountAwardedPence: 'a lot' } },
    behind(formless),
    { contract: GrantAwardedV1, data: { ...GrantAwardedV1.sample, grantId: unwritable, title: 'Cannot be written: \u0000' } },
    behind(unwritable),
  ];
  poisoned.add(formless).add(unwritable);
  await network.asSuperuser(borough, (client) =>
    client.query(
      `insert into outbox (event_id, type, subject, data, recorded_at)
       select gen_random_uuid(), type, subject, data, now() from unnest($1::text[], $2::text[], $3::json[]) as fact (type, subject, data)`,
      [facts.map(({ contract }) => contract.type), facts.map(({ data }) => data.grantId), facts.map(({ data }) => JSON.stringify(data))],
    ),
  );
  return borough;
}
