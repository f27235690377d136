import { SystemClock } from '../../libs/clock/src/index.js';
import { BEFRIENDING } from '../../deploy/demonstration/organisations.js';
import { ask, toldAfter } from '../support/api.js';
import { type JourneyNetwork, sharedNetwork } from '../support/network.js';
import { until } from '../support/until.js';

const A_SECOND = 1_000;

let network: JourneyNetwork;
let westminster: string;
let organisation: { id: string; identifier: string };
let name: string;

interface Organisation {
  boroughs: { borough: string; organisationId: string; representatives: string[] | null }[];
}

/** Who the aggregator says represents the organisation in Westminster. */
async function atAggregator(): Promise<string[] | null | undefined> {
  const { body } = await ask<Organisation>(`${network.aggregator}/api/v1/organisations/${organisation.identifier}`);
  return body.boroughs.find(({ organisationId }) => organisationId === organisation.id)?.representatives;
}

const own = (path: string, send?: object) =>
  ask<{ asked: { roleId: string; name: string; version: number }[]; given: { id: string; endedAt: string | null }[] }>(
    `${westminster}/api/v1/account/${path}`,
    { token: network.token('westminster-cig-member'), ...(send && { send }) },
  );

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
  const { body } = await ask<{ items: (typeof organisation)[] }>(`${westminster}/api/v1/organisations?limit=1`);
  [organisation = organisation] = body.items;
});

describe('a representative', () => {
  test('of the demonstration is named where they agreed, and neither where they withdrew nor where they have not answered', async () => {
    const { body } = await ask<Organisation>(`${network.aggregator}/api/v1/organisations/${BEFRIENDING}`);
    expect(body.boroughs.map(({ borough, representatives }) => [borough, representatives])).toEqual([
      ['hammersmith-and-fulham', []],
      ['kensington-and-chelsea', []],
      ['westminster', ['Westminster volunteer of a befriending service (sample)']],
    ]);
  });

  test('who agrees is named by the aggregator too, and is gone from it within a second of withdrawing', async () => {
    const administrator = { token: network.token('westminster-administrator') };
    const { body: roles } = await ask<{ items: { issuer: string; subject: string; name: string }[] }>(
      `${westminster}/api/v1/roles?role=cig-member`,
      administrator,
    );
    const [{ issuer, subject, name: called }] = roles.items as [(typeof roles.items)[number]];
    name = called;
    const role = { issuer, subject, name, role: 'representative', organisation: organisation.identifier };
    expect((await ask(`${westminster}/api/v1/roles`, { ...administrator, send: role })).status).toBe(201);

    const [asked] = (await own('consents')).body.asked;
    await own('consents', { item: 'representative-named', role: asked?.roleId, version: asked?.version });
    await until(atAggregator, (names) => names?.includes(name) === true);

    const [given] = (await own('consents')).body.given;
    const clock = new SystemClock();
    const withdrawnAt = clock.now().getTime();
    expect((await own(`consents/${given?.id}/withdrawal`, {})).status).toBe(204);
    await until(atAggregator, (names) => names?.includes(name) === false);
    expect(clock.now().getTime() - withdrawnAt).toBeLessThan(A_SECOND);
  });

  test('is named in no event, though what was agreed and withdrawn is told', async () => {
    const told = JSON.stringify(await toldAfter(westminster, 0));
    expect(told).toContain('organisations.representative-unnamed.v1');
    expect(told).not.toContain(name);
    expect(told).not.toContain('volunteer of a befriending service');
  });
});
