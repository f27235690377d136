import { address, common, each, network, pairs, path, readSettings, text, textLike, wholeNumber, WrongConfiguration } from './index.js';

const SETTINGS = {
  NAME: { read: text, says: 'a name' },
  PORT: { read: wholeNumber(0, 65_535), says: 'the port to listen on, like 4000' },
  FOLDER: { read: path, says: 'a folder that is there', otherwise: '' },
  KEYS: { read: pairs(textLike(/^U\w$/)), says: 'the key of each borough', otherwise: [] },
};
const read = (environment: Record<string, string>) => readSettings(environment, SETTINGS, ['NAME', 'PORT', 'FOLDER', 'KEYS']);

test('settings are read as what they are, and what may be left out has its value', () => {
  expect(read({ NAME: ' Westminster ', PORT: '4002', FOLDER: '', KEYS: 'a=U1, b=U2,a=U3' })).toEqual({
    NAME: 'Westminster',
    PORT: 4002,
    FOLDER: '',
    KEYS: [
      ['a', 'U1'],
      ['b', 'U2'],
      ['a', 'U3'],
    ],
  });
});

test('all that is missing or wrong is named at once', () => {
  const wrong = () => read({ PORT: '4002x', FOLDER: '/nowhere/at/all', KEYS: 'a=U1,=U2' });
  expect(wrong).toThrow(WrongConfiguration);
  expect(wrong).toThrow(
    'The settings in the environment cannot be taken.\n' +
      '- NAME is missing: a name\n' +
      '- PORT cannot be taken: it must be the port to listen on, like 4000\n' +
      '- FOLDER cannot be taken: it must be a folder that is there\n' +
      '- KEYS cannot be taken: it must be the key of each borough',
  );
});

test.each([
  [wholeNumber(1, 9), ['1', '9'], ['0', '10', '-1', '1.5', '1e0', '0x1', ' ']],
  [address('https', 'http'), ['https://one.example', 'http://127.0.0.1:1/x'], ['ftp://one.example', 'one.example', '//one', 'https:']],
  [each(address('nats')), ['nats://a:1', 'nats://a:1, nats://b:2'], ['nats://a:1,', 'nats://a:1,http://b']],
  [pairs(text), ['a=b', 'a=b=c', 'a=b, c=d, '], ['a', '=b', 'a=b,,', 'a=b,c']],
  [network, ['10.0.0.7', '10.0.0.0/8', '2001:db8::/32', '::1'], ['proxy', '10.0.0', '10.0.0.0/0', '10.0.0.0/33', '10.0.0.0/8/8', '*']],
  [common.NATS_URL.read, ['nats://a:1', 'tls://a:1,tls://b:1'], ['http://a', 'a:1']],
])('%p takes what fits and nothing else', (reads: (written: string) => unknown, taken, refused) => {
  for (const written of taken) expect(reads(written)).toBeDefined();
  for (const written of refused) expect(reads(written)).toBeUndefined();
});

test('an address has no slash at its end', () => {
  expect(address('https')('https://one.example/grants//')).toBe('https://one.example/grants');
});
