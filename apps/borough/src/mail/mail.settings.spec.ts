import { isMailAddress } from './mail-address.js';
import { mailServerAt } from './mail.settings.js';

describe('the address of a mail server', () => {
  test.each([
    ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'asked-for' }],
    ['smtps://mail.example', { host: 'mail.example', port: 465, tls: 'from-the-start' }],
    ['smtp://localhost:2525', { host: 'localhost', port: 2525, tls: 'none' }],
    ['smtp://127.0.0.1:25/', { host: '127.0.0.1', port: 25, tls: 'none' }],
    ['smtp://[::1]:25', { host: '::1', port: 25, tls: 'none' }],
    ['smtps://localhost', { host: 'localhost', port: 465, tls: 'from-the-start' }],
    ['smtp://localhost.example', { host: 'localhost.example', port: 587, tls: 'asked-for' }],
    [
      'smtps://a%40b:p%23%2F@mail.example',
      { host: 'mail.example', port: 465, tls: 'from-the-start', signIn: { user: 'a@b', password: 'p#/' } },
    ],
  ])('%s asks for TLS unless the server is on this machine', (written, read) => {
    expect(mailServerAt(written)).toEqual(read);
  });

  test.each([
    'mail.example',
    'https://mail.example',
    'smtp:mail.example',
    'smtp://',
    'smtp://mail.example:0',
    'smtp://user@mail.example',
    'smtp://user:pass#word@mail.example',
    'smtp://user:pass?word@mail.example',
    'smtp://user:%E0@mail.example',
    'smtp://mail.example/?logger=true',
    'smtp://mail.example/inbox',
  ])('%s is none', (written) => {
    expect(mailServerAt(written)).toBeUndefined();
  });
});

test.each([
  ['name@example.com', true],
  ["o'brien+compact@housing.example.org", true],
  [`${'n'.repeat(64)}@${'e'.repeat(60)}.${'e'.repeat(60)}.${'e'.repeat(60)}.example`, false],
  ['name', false],
  ['name@example', false],
  ['Name <name@example.com>', false],
  ['name@example.com, other@example.com', false],
  ['name@example.com\r\nBcc: other@example.com', false],
  ['"a\r\nRCPT TO:<other@example.com>"@example.com', false],
  ['"a b"@example.com', false],
  ['', false],
])('of %j as one e-mail address: %p', (written, isOne) => {
  expect(isMailAddress(written)).toBe(isOne);
});
