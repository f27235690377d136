import { newEpochConfig, provisionerConfig } from './nats.config.js';

const environment = {
  NATS_URL: 'tls://nats-1.example:4222,tls://nats-2.example:4222',
  PROVISIONER_SEED: `SU${'A'.repeat(56)}`,
  BOROUGHS_FOLDER: 'deploy/boroughs',
};

describe('the settings of the commands on streams', () => {
  test('are for three servers, unless it is said otherwise', () => {
    expect(provisionerConfig(environment)).toEqual({
      server: { url: environment.NATS_URL, caFile: undefined, seed: environment.PROVISIONER_SEED, nodes: 3, maxBytes: 1024 ** 3 },
      boroughsFolder: 'deploy/boroughs',
      epochs: {},
    });
    const told = { ...environment, NATS_CA: 'package.json', NATS_NODES: '1', STREAM_MEGABYTES: '64', EPOCHS: 'westminster=2, camden=11' };
    expect(provisionerConfig(told)).toMatchObject({
      server: { caFile: 'package.json', nodes: 1, maxBytes: 64 * 1024 ** 2 },
      epochs: { westminster: 2, camden: 11 },
    });
  });

  test('that are missing or wrong are all named at once, and no secret is shown', () => {
    const wrong = { NATS_URL: 'nats-1', NATS_CA: 'nowhere.pem', NATS_NODES: '0', PROVISIONER_SEED: 'SUSECRET', EPOCHS: 'westminster' };
    const read = () => newEpochConfig(wrong);
    expect(read).toThrow(
      new RegExp(
        [
          'The settings in the environment cannot be taken.',
          '- NATS_URL cannot be taken: it must be the broker',
          '- NATS_CA cannot be taken: it must be a file that is there',
          '- NATS_NODES cannot be taken: it must be how many servers',
          '- PROVISIONER_SEED cannot be taken: it must be the seed',
          '- BOROUGHS_FOLDER is missing: the folder',
          '- EPOCHS cannot be taken: it must be the epoch of each borough',
          '- DATABASE_OWNER_URL is missing: the database as the role',
        ].join('.*'),
        's',
      ),
    );
    expect(read).toThrow(expect.not.stringContaining('SUSECRET') as never);
  });
});
