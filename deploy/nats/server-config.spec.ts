import { natsServerConfig } from './server-config.js';

const settings = {
  port: 4222,
  storeFolder: '/store',
  pidFile: '/pid',
  users: { boroughs: [{ code: 'westminster', publicKey: 'UWESTMINSTER' }], aggregator: 'UAGGREGATOR', provisioner: 'UPROVISIONER' },
};

/** The users of a configuration, by their public key. */
function usersOf(configuration: string): Map<string, { publish: string[]; subscribe: string[] }> {
  const { users } = JSON.parse(configuration.slice(configuration.indexOf('authorization: ') + 'authorization: '.length)) as {
    users: { nkey: string; permissions: { publish: { allow: string[] }; subscribe: { allow: string[] } } }[];
  };
  return new Map(
    users.map(({ nkey, permissions }) => [nkey, { publish: permissions.publish.allow, subscribe: permissions.subscribe.allow }]),
  );
}

describe('the configuration of the broker', () => {
  test('listens on this machine alone and keeps its streams on disk', () => {
    const configuration = natsServerConfig(settings);
    expect(configuration).toContain('listen: "127.0.0.1:4222"');
    expect(configuration).toContain('"store_dir": "/store"');
  });

  test('lets a borough speak for itself alone', () => {
    const epochs = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(usersOf(natsServerConfig(settings)).get('UWESTMINSTER')).toEqual({
      publish: [
        'boroughs.westminster.events.>',
        'boroughs.westminster.head',
        'boroughs.westminster.parked.read',
        ...epochs.flatMap((epoch) =>
          ['STREAM.INFO', 'STREAM.MSG.GET', 'DIRECT.GET'].map((request) => `$JS.API.${request}.BOROUGH_westminster_${epoch}`),
        ),
      ],
      subscribe: [
        '_INBOX_westminster.>',
        'boroughs.westminster.log.>',
        'boroughs.westminster.access.>',
        'boroughs.westminster.parked.answer.>',
      ],
    });
  });

  test('gives the aggregator no subject that a borough could have spoken on', () => {
    const aggregator = usersOf(natsServerConfig(settings)).get('UAGGREGATOR');
    expect(aggregator?.publish.filter((subject) => /[.](events|head|parked[.]read)|^[*>]|boroughs[.]>/.test(subject))).toEqual([]);
    expect(aggregator?.subscribe).toEqual(['_INBOX_aggregator.>', 'boroughs.*.head', 'boroughs.*.parked.read']);
  });

  test.each(['*', '>', 'a.b', 'West', '', 'x"y'])('refuses the code %p, which could reach further', (code) => {
    const users = { ...settings.users, boroughs: [{ code, publicKey: 'U' }] };
    expect(() => natsServerConfig({ ...settings, users })).toThrow(/cannot be a borough's code/);
  });
});
