import { load } from 'cheerio';
import type { ReceivedMail } from './local-mail-server.js';
import { mailPage } from './mail-page.js';

const mail = (given: Partial<ReceivedMail>): ReceivedMail => ({
  recipients: ['answering@example.com'],
  subject: 'Confirm your answer',
  text: 'Hello',
  sentAt: '2026-11-25T09:00:00.000Z',
  headers: new Map(),
  ...given,
});

test('mails are shown in the order given, each with whom it is for', () => {
  const page = load(mailPage([mail({ subject: 'Second' }), mail({ subject: 'First' })]));
  const headings = page('h2').toArray();
  expect(headings.map((each) => page(each).text())).toEqual(['Second', 'First']);
  expect(page('.note').text()).toContain('To answering@example.com, 2026-11-25');
});

test.each([
  ['Confirm: http://127.0.0.1:4002/a?b=c&d=e.', 'http://127.0.0.1:4002/a?b=c&d=e'],
  ['(see https://one.example/x)', 'https://one.example/x'],
  ['<https://one.example/x>', 'https://one.example/x'],
  ['https://one.example', 'https://one.example'],
])('in %j the address is a link and nothing more', (text, href) => {
  const page = load(mailPage([mail({ text })]));
  expect(page('a').attr('href')).toBe(href);
  expect(page('.letter').text()).toBe(text);
});

test('nothing in a mail becomes part of the page', () => {
  const page = load(
    mailPage([mail({ subject: '<script>1</script>', text: 'javascript:alert(1) <img src=x> http://a.example/"onclick="x' })]),
  );
  expect(page('script, img, [onclick]')).toHaveLength(0);
  expect(page('a')).toHaveLength(1);
});

test('where none was sent the page says so', () => {
  expect(load(mailPage([]))('main').text()).toContain('No mail has been sent yet');
});
