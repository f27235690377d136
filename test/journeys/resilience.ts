import { request } from 'node:http';
import { SystemClock } from '../../libs/clock/src/index.js';
import { allItems, ask, lastPosition, toldAfter } from '../support/api.js';
import { sharedNetwork, type JourneyNetwork } from '../support/network.js';
import { until } from '../support/until.js';

const TODAY = new SystemClock().today();

let network: JourneyNetwork;
let westminster: string;
let organisation: string;

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
  const { body } = await ask<{ items: { id: string }[] }>(`${westminster}/api/v1/organisations?limit=1`);
  organisation = body.items[0]?.id ?? '';
});

/** Awards so many grants through the borough's API. @returns their ids. */
async function award(title: string, count: number): Promise<string[]> {
  const token = network.token('westminster-funding');
  const awards = Array.from({ length: count }, (_, index) =>
    ask<{ id: string }>(`${westminster}/api/v1/grants`, {
      token,
      send: {
        organisation,
        title: `${title} ${index + 1}`,
        description: 'Awarded in bad weather.',
        amountAwardedPence: 500_00,
        awardedOn: TODAY,
      },
    }),
  );
  const answers = await Promise.all(awards);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  return answers.map(({ body }) => body.id);
}

const titlesAtAggregator = async (title: string): Promise<string[]> => {
  const found = await allItems<{ title: string }>(`${network.aggregator}/api/v1/grants?borough=westminster&q=${encodeURIComponent(title)}`);
  return found.map((grant) => grant.title).toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
};
const named = (title: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${title} ${index + 1}`);
const isReady = async (service: string): Promise<boolean> => (await fetch(`${service}/health/ready`).catch(() => null))?.ok ?? false;
const statusPage = async (): Promise<string> => (await (await fetch(`${westminster}/status`)).text()).replaceAll(/<[^>]+>|\s+/g, ' ');

describe('what was withdrawn', () => {
  test('is gone from the log, the stream and the aggregator, and the log still holds together', async () => {
    const [grant = ''] = await award('Told by mistake', 1);
    await until(
      () => titlesAtAggregator('Told by mistake'),
      ({ length }) => length === 1,
    );
    const before = await lastPosition(westminster);

    const { status } = await ask(`${westminster}/api/v1/grants/${grant}/withdrawal`, {
      token: network.token('westminster-funding'),
      send: { reason: 'Entered for the wrong borough.' },
    });
    expect(status).toBe(204);
    await until(
      () => titlesAtAggregator('Told by mistake'),
      ({ length }) => length === 0,
    );
    expect(JSON.stringify(await toldAfter(westminster, before - 1))).not.toContain('Told by mistake');
    expect(network.command('verify', 'westminster')).toMatch(/holds together: \d+ events, [1-9]\d* of them erased since.*\nIt is the log/);

    expect(network.command('renew-stream', 'westminster')).toContain('is made anew');
    await award('After the stream was made anew', 1);
    await until(
      () => titlesAtAggregator('After the stream was made anew'),
      ({ length }) => length === 1,
    );
  });
});

describe('whoever may do anything in a borough’s database', () => {
  const verified = (...args: string[]): string => {
    try {
      return network.command('verify', 'kensington-and-chelsea', ...args);
    } catch (error) {
      return (error as Error).message;
    }
  };

  let owner: Awaited<ReturnType<JourneyNetwork['asOwner']>>;
  beforeAll(async () => {
    owner = await network.asOwner('kensington-and-chelsea');
  });
  afterAll(() => owner.end());

  test('alters no event and no line of history without being found at its place', async () => {
    const altered = async (table: string, column: string, where: string, args: string[]): Promise<string> => {
      const { rows } = await owner.query<{ whole: string }>(`select ${column}::text as whole from ${table} where ${where}`);
      await owner.query(`update ${table} set ${column} = regexp_replace(${column}::text, '[a-z]', 'Z')::json where ${where}`);
      const said = verified(...args);
      await owner.query(`update ${table} set ${column} = $1 where ${where}`, [rows[0]?.whole]);
      return said;
    };
    expect(verified()).toMatch(/The log of .* holds together: .*\nIt is the log that kensington-and-chelsea has signed/);
    const history = await until(
      () => verified('--history'),
      (said) => said.includes(' 0 not sealed yet'),
    );

    expect(await altered('events', 'data', 'position = 3', [])).toContain('position 3');
    const line = '(select history_id from history_chain where place = (select max(place) from history_chain where parts ? $$changes$$))';
    expect(await altered('history', 'changes', `id = ${line}`, ['--history'])).toMatch(/at place \d+: what changed of the line/);
    expect(verified('--history', '--kept', history.split('--kept ')[1] ?? '')).toContain('holds together');
  });
});

describe('without the aggregator', () => {
  test('a borough goes on; the aggregator, back again, catches up with all of it once', async () => {
    network.signal('aggregator', 'SIGSTOP');
    await award('Without aggregator', 20);
    expect(await statusPage()).toContain('Connected');

    network.signal('aggregator', 'SIGKILL');
    await network.says(/^aggregator is started again/m);

    await until(() => isReady(network.aggregator), Boolean);
    const seen = await until(
      () => titlesAtAggregator('Without aggregator'),
      (titles) => titles.length >= 20,
    );
    expect(seen).toEqual(named('Without aggregator', 20));
  });
});

describe('without NATS', () => {
  test('a borough goes on and says so on its status page; with NATS back, everything arrives once', async () => {
    const before = await lastPosition(westminster);
    network.signal('nats', 'SIGSTOP');
    await award('Without NATS', 20);
    const away = await until(statusPage, (words) => words.includes('Not connected'));
    expect(away).toContain("The borough's own work goes on as usual: nothing is lost".replace("'", '&#39;'));
    await award('Still without NATS', 5);
    await until(
      () => lastPosition(westminster),
      (position) => position === before + 25,
    );
    expect(await statusPage()).toMatch(/Recorded and not sent yet\s+25 /);
    expect(await titlesAtAggregator('Without NATS')).toEqual([]);

    network.signal('nats', 'SIGKILL');
    await network.says(/^nats is started again/m);

    const seen = await until(
      () => titlesAtAggregator('Without NATS'),
      (titles) => titles.length >= 25,
    );
    expect(seen).toEqual([...named('Still without NATS', 5), ...named('Without NATS', 20)]);
    await until(statusPage, (words) => /\sConnected\s/.test(words) && /Recorded and not sent yet\s+0 /.test(words));
  });
});

describe('who may not write', () => {
  /** Announces a large file, and sends nothing of it before there is an answer. */
  const announce = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((answered, failed) => {
      const sending = request(`${westminster}/api/v1/grants/import`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', 'content-length': '19000000', ...headers },
      });
      sending.once('response', (response) => {
        answered(response.statusCode);
        sending.destroy();
      });
      sending.once('error', failed);
      sending.flushHeaders();
    });

  test('is refused before the file is read: a stranger', async () => {
    expect(await announce({})).toBe(401);
    expect(await announce({ authorization: 'Bearer nothing.of.worth' })).toBe(401);
  });

  test('is refused before the file is read: an officer with a token of another service', async () => {
    expect(await announce({ authorization: `Bearer ${network.token('westminster-funding', 'aggregator')}` })).toBe(401);
    expect(await announce({ authorization: `Bearer ${network.token('kensington-funding')}` })).toBe(401);
  });

  test('is refused before the file is read: an elected member', async () => {
    expect(await announce({ authorization: `Bearer ${network.token('westminster-elected-member')}` })).toBe(403);
  });

  test('an officer of one department takes in its rows, and those of another are refused with the reason', async () => {
    const headings =
      'Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,' +
      'Funding Org:Identifier,Funding Org:Name,Funding Org:Department';
    const row = (number: number, department: string): string =>
      `360G-departments-${number},Rent advice ${number},Advice on rent,GBP,500,${TODAY},` +
      `GB-CHC-9907001,Rent group,GB-LAE-WSM,City of Westminster,${department}`;

    const { status, body } = await ask<{ accepted: number; refused: { row: number; reason: string }[] }>(
      `${westminster}/api/v1/grants/import`,
      {
        token: network.token('westminster-housing'),
        send: [headings, row(1, 'Housing'), row(2, 'Environment')].join('\n'),
        type: 'text/csv',
      },
    );

    expect({ status, accepted: body.accepted }).toEqual({ status: 200, accepted: 1 });
    expect(body.refused).toMatchObject([{ row: 3, reason: expect.stringContaining('Rows of other departments') }]);
  });
});
