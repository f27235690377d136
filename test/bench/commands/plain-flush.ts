import { SystemClock, TimeOrderedIds } from '#clock';
import { openDatabase } from '#database';
import { defineEntity, p } from '@mikro-orm/postgresql';

const CONNECTIONS = 8;

const PlainGrantSchema = defineEntity({
  name: 'PlainGrant',
  tableName: 'plain_grants',
  properties: {
    id: p.uuid().primary(),
    title: p.text(),
    description: p.text(),
    organisation: p.json<{ organisationId: string; identifier: string; name: string }>(),
    amountAwardedPence: p.bigint('number'),
    awardedOn: p.text(),
  },
});
class PlainGrant extends PlainGrantSchema.class {}
PlainGrantSchema.setClass(PlainGrant);

const PlainEventSchema = defineEntity({
  name: 'PlainEvent',
  tableName: 'plain_events',
  properties: { id: p.uuid().primary(), type: p.text(), subject: p.text(), data: p.json<object>() },
});
class PlainEvent extends PlainEventSchema.class {}
PlainEventSchema.setClass(PlainEvent);

/** The tables that `plainFlush` writes. */
export const PLAIN_TABLES = `
  create table plain_grants (id uuid primary key, title text, description text, organisation json, amount_awarded_pence bigint,
    awarded_on text);
  create table plain_events (id uuid primary key, type text, subject text, data json)`;

/** What stands beside a command: MikroORM makes a grant and its event, and flushes both. No check, no history, no rule. */
export async function plainFlush(url: string): Promise<(number: number) => Promise<void>> {
  const orm = await openDatabase({ url, entities: [PlainGrant, PlainEvent], connections: CONNECTIONS });
  const ids = new TimeOrderedIds(new SystemClock());
  return async (number) => {
    const em = orm.em.fork();
    const grant = {
      id: ids.next(),
      title: `Lunches and company ${number}`,
      description: 'Hot meals and company for older people in North Westminster, five days a week, with help to get there and back.',
      organisation: { organisationId: ids.next(), identifier: 'GB-CHC-1000000', name: 'Example Lunch Club' },
      amountAwardedPence: 25_000_00,
      awardedOn: '2026-04-01',
    };
    em.create(PlainGrant, grant);
    em.create(PlainEvent, { id: ids.next(), type: 'grants.grant-awarded.v1', subject: grant.id, data: grant });
    await em.flush();
  };
}
