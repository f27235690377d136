import { boroughConfig, migrationConfig, readBoroughFile } from './borough.config.js';

const file = 'deploy/boroughs/westminster.yaml';
const environment = {
  PORT: '4002',
  PUBLIC_URL: 'http://127.0.0.1:4002/',
  DATABASE_URL: 'postgres://app:secret@127.0.0.1:5432/westminster',
  NATS_URL: 'nats://127.0.0.1:4222',
  NATS_SEED: `SU${'A'.repeat(56)}`,
  HEAD_SEED: `SU${'B'.repeat(56)}`,
  OIDC_ISSUER: 'http://127.0.0.1:4009',
  OIDC_CLIENT_ID: 'westminster',
  OIDC_CLIENT_SECRET: 'a secret',
  COOKIE_SECRET: 'thirty-two characters or more, all of them',
  BOROUGH_FILE: file,
};

describe('the settings of a borough', () => {
  test('are read, and those that may be left out have their value', () => {
    expect(boroughConfig(environment)).toMatchObject({
      port: 4002,
      logLevel: 'info',
      headIntervalMilliseconds: 5_000,
      borough: { code: 'westminster', publicUrl: 'http://127.0.0.1:4002', body: { identifier: 'GB-LAE-WSM' } },
    });
  });

  test('say where the aggregator is read, where somebody has said', () => {
    expect(boroughConfig(environment).borough).not.toHaveProperty('aggregatorUrl');
    const told = { ...environment, AGGREGATOR_URL: 'https://compacts.example/' };
    expect(boroughConfig(told).borough.aggregatorUrl).toBe('https://compacts.example');
  });

  test('that are missing or wrong are all named at once, each with what it should be', () => {
    const { PORT: _port, COOKIE_SECRET: _secret, ...rest } = environment;
    const wrong = { ...rest, NATS_SEED: 'not a seed', HEAD_INTERVAL_MS: '1' };

    expect(() => boroughConfig(wrong)).toThrow(
      /PORT is missing: the port.*NATS_SEED cannot be taken: it must be the seed.*COOKIE_SECRET is missing.*HEAD_INTERVAL_MS cannot/s,
    );
  });

  test('name one broker or all servers of a cluster, and who vouches for them', () => {
    const NATS_URL = 'tls://nats-1.example:4222, tls://nats-2.example:4222';
    expect(boroughConfig({ ...environment, NATS_URL, NATS_CA: 'package.json' }).nats).toMatchObject({
      url: NATS_URL,
      caFile: 'package.json',
    });
    expect(boroughConfig(environment).nats.caFile).toBeUndefined();
    expect(() => boroughConfig({ ...environment, NATS_URL: 'tls://nats-1.example,nats-2', NATS_CA: 'nowhere.pem' })).toThrow(
      /NATS_URL cannot be taken.*NATS_CA cannot be taken: it must be a file that is there/s,
    );
  });

  test('name one identity provider, or a file of several', () => {
    const one = { issuer: 'http://127.0.0.1:4009', clientId: 'westminster', clientSecret: 'a secret' };
    expect(boroughConfig(environment).identity.issuers).toEqual([one]);
    const { OIDC_ISSUER: _issuer, OIDC_CLIENT_ID: _id, OIDC_CLIENT_SECRET: _secret, ...rest } = environment;
    expect(() => boroughConfig(rest)).toThrow(/OIDC_ISSUER is missing.*OIDC_CLIENT_ID is missing.*OIDC_CLIENT_SECRET is missing/s);
    expect(() => boroughConfig({ ...rest, OIDC_ISSUERS: 'nowhere.yaml' })).toThrow('OIDC_ISSUERS cannot be taken');
    expect(boroughConfig({ ...rest, OIDC_ISSUERS: 'deploy/issuers.example.yaml' }).identity.issuers).toMatchObject([
      { key: 'council', name: 'City of Westminster' },
      { key: 'sector', name: 'One Westminster' },
    ]);
  });

  test('name the server that takes mail, and whom it is from; or neither, and no mail is sent', () => {
    expect(boroughConfig(environment)).not.toHaveProperty('mail');
    const SMTP_URL = 'smtp://compact:secret@mail.example:2525';
    expect(boroughConfig({ ...environment, SMTP_URL, MAIL_FROM: 'compact@westminster.example' }).mail).toEqual({
      server: { host: 'mail.example', port: 2525, tls: 'asked-for', signIn: { user: 'compact', password: 'secret' } },
      from: 'compact@westminster.example',
    });
    expect(() => boroughConfig({ ...environment, SMTP_URL })).toThrow('MAIL_FROM is missing: the address that mail comes from');
    const wrong = { ...environment, SMTP_URL: 'smtp://compact:canary#1@mail.example', MAIL_FROM: 'Compact <compact@westminster.example>' };
    expect(() => boroughConfig(wrong)).toThrow(
      /SMTP_URL cannot be taken: it must be the server that takes mail.*MAIL_FROM cannot be taken/s,
    );
    expect(() => boroughConfig(wrong)).toThrow(expect.not.stringContaining('canary') as never);
  });

  test('never show a secret that is wrong', () => {
    expect(() => boroughConfig({ ...environment, NATS_SEED: 'SUSECRET' })).toThrow(expect.not.stringContaining('SUSECRET') as never);
  });

  test('of migrations name the role that owns the tables', () => {
    expect(() => migrationConfig({ DATABASE_URL: environment.DATABASE_URL })).toThrow('DATABASE_OWNER_URL is missing');
  });
});

describe('the file of a borough', () => {
  test.each(['kensington-and-chelsea', 'westminster', 'hammersmith-and-fulham'])('%s is right', (code) => {
    expect(readBoroughFile(`deploy/boroughs/${code}.yaml`)).toMatchObject({ code });
  });

  test('that is not there is named', () => {
    expect(() => readBoroughFile('deploy/boroughs/nowhere.yaml')).toThrow(
      "The borough's file deploy/boroughs/nowhere.yaml cannot be read.",
    );
  });

  test('that holds something else says all that it lacks', () => {
    expect(() => readBoroughFile('package.json')).toThrow(
      /body is missing.*contact is missing.*agreedDays is missing.*code must be small letters/s,
    );
  });
});
