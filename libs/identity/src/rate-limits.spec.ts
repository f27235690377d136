import { SetClock } from '#clock';
import { networkOf, RateLimits } from './rate-limits.js';
import { IdentitySettings } from './settings.js';

const settings = new IdentitySettings({
  code: 'westminster',
  publicUrl: 'https://grants.example',
  issuers: [{ issuer: 'https://id.example', clientId: 'westminster', clientSecret: 'secret' }],
  cookieSecret: 'thirty-two characters or more, all of them',
  signInsPerMinute: 3,
  writesPerMinute: 2,
});
const officer = { issuer: 'https://id.example', subject: 'a' };

let clock: SetClock;
let limits: RateLimits;
beforeEach(() => {
  clock = new SetClock('2026-11-20T12:00:00Z');
  limits = new RateLimits(settings, clock);
});

test('who asks too often waits until the minute is over, and not a second longer', () => {
  expect([limits.signIn('192.0.2.1'), limits.signIn('192.0.2.1'), limits.signIn('192.0.2.1')]).toEqual([null, null, null]);
  clock.advance(20_000);
  expect(limits.signIn('192.0.2.1')).toBe(40);
  clock.advance(39_999);
  expect(limits.signIn('192.0.2.1')).toBe(1);
  clock.advance(1);
  expect(limits.signIn('192.0.2.1')).toBeNull();
});

test('a person is counted as who they are, wherever they write from, and nobody for a neighbour', () => {
  expect([limits.write(officer, '192.0.2.1'), limits.write(officer, '192.0.2.2'), limits.write(officer, '192.0.2.3')]).toEqual([
    null,
    null,
    60,
  ]);
  expect(limits.write({ ...officer, subject: 'b' }, '192.0.2.1')).toBeNull();
  expect(limits.write({ ...officer, issuer: 'https://other.example' }, '192.0.2.1')).toBeNull();
  expect(limits.write(null, '192.0.2.1')).toBeNull();
});

test('who is not known is counted by address, signing in and writing apart', () => {
  expect([limits.write(null, '192.0.2.1'), limits.write(null, '192.0.2.1'), limits.write(null, '192.0.2.1')]).toEqual([null, null, 60]);
  expect(limits.write(null, '192.0.2.2')).toBeNull();
  expect(limits.signIn('192.0.2.1')).toBeNull();
});

test('a clock that is set back locks nobody out', () => {
  for (let time = 0; time < 3; time += 1) limits.write(officer, '192.0.2.1');
  clock.set('2026-11-20T11:00:00Z');
  expect(limits.write(officer, '192.0.2.1')).toBeNull();
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s belongs to %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
