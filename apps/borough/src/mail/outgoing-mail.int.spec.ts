import { CountedIds, SetClock } from '#clock';
import { sql } from '#database';
import { Metrics } from '#observe';
import { Logger } from '@nestjs/common';
import { Registry } from 'prom-client';
import { LocalMailServer, type MailCheck } from '../../../../deploy/local/mail/local-mail-server.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { MailMetrics } from './mail-metrics.js';
import { MailSender } from './mail-sender.service.js';
import { MailServer } from './mail-server.js';
import type { MailServerSettings } from './mail.settings.js';
import { OutgoingMail } from './outgoing-mail.service.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FROM = 'compact@westminster.example';
const TO = 'rosa@example.com';

let database: TestDatabase;
let server: LocalMailServer;
let check: MailCheck;
let clock: SetClock;
let outgoing: OutgoingMail;
beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await testDatabase('borough');
  server = await LocalMailServer.listen(0, (mail) => check(mail));
});
beforeEach(async () => {
  await sql(database.em(), 'delete from outgoing_mails');
  clock = new SetClock('2026-11-25T09:00:00Z');
  check = () => {};
  outgoing = new OutgoingMail(at(server.port), new CountedIds(), clock);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const at = (port: number, tls: MailServerSettings['tls'] = 'none'): MailServer =>
  new MailServer('Westminster City Council', { server: { host: '127.0.0.1', port, tls }, from: FROM });
const senderTo = (to: MailServer): MailSender => new MailSender(database.em(), to, clock);
const add = (given: { to?: string; subject?: string; text?: string } = {}): Promise<void> =>
  database.em().transactional((em) => outgoing.add(em, { to: TO, subject: 'Confirm your answer', text: 'Open the link.', ...given }));
const waiting = async (): Promise<number> => (await sql(database.em(), 'select from outgoing_mails')).length;
async function minutesUntilDue(): Promise<number> {
  const asked = 'select (extract(epoch from due_at - $1::timestamptz) / 60)::float as minutes from outgoing_mails';
  const [row] = await sql<{ minutes: number }>(database.em(), asked, [clock.now().toISOString()]);
  return row?.minutes ?? 0;
}
const refused = (responseCode: number): Error => Object.assign(new Error('Not now'), { responseCode });
/** What came since, the newest first. */
function received(): () => LocalMailServer['mails'] {
  const before = server.mails.length;
  return () => server.mails.slice(0, server.mails.length - before);
}

test('a mail goes out once, says that a program wrote it, and leaves nothing behind', async () => {
  const mails = received();
  await add({ subject: 'Your answer – “Day centres”', text: 'Dear Zoë,\n\nhttps://westminster.example/confirm?token=a=b\n' });
  const sender = senderTo(at(server.port));

  expect([await sender.sendNext(), await sender.sendNext()]).toEqual(['sent', null]);

  expect(mails()).toHaveLength(1);
  const [mail] = mails();
  expect(mail).toMatchObject({ recipients: [TO], subject: 'Your answer – “Day centres”', sentAt: '2026-11-25T09:00:00.000Z' });
  expect(mail?.text.trim()).toBe('Dear Zoë,\n\nhttps://westminster.example/confirm?token=a=b');
  expect(mail?.headers.get('from')).toBe(`Westminster City Council <${FROM}>`);
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(await waiting()).toBe(0);
});

test('the mail of an act that does not stand is never sent', async () => {
  const mails = received();
  const act = database.em().transactional(async (em) => {
    await outgoing.add(em, { to: TO, subject: 'Confirm', text: 'Open the link.' });
    throw new Error('The act does not stand');
  });
  await expect(act).rejects.toThrow('The act does not stand');

  expect(await senderTo(at(server.port)).sendNext()).toBeNull();
  expect(mails()).toEqual([]);
});

test('a server that is away gets the mail once it is back, asked again after pauses that grow to an hour', async () => {
  const away = await LocalMailServer.listen();
  const { port } = away;
  await away.stop();
  await add();
  const sender = senderTo(at(port));
  const unanswered = at(port).send({ id: 'one', address: TO, subject: 'Confirm', text: 'Open the link.' }, clock.now());
  await expect(unanswered).rejects.toMatchObject({ reason: { code: 'ECONNREFUSED' } });

  const pauses: number[] = [];
  for (let tried = 0; tried < 9; tried += 1) {
    expect(await sender.sendNext()).toBe('waits');
    const pause = await minutesUntilDue();
    pauses.push(pause);
    clock.advance(pause * MINUTE - 1);
    expect(await sender.sendNext()).toBeNull();
    clock.advance(1);
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);

  const back = await LocalMailServer.listen(port);
  expect(await sender.sendNext()).toBe('sent');
  expect(back.mails.map(({ recipients }) => recipients)).toEqual([[TO]]);
  expect(await waiting()).toBe(0);
  await back.stop();
});

test('a mail that is refused does not keep others waiting', async () => {
  const mails = received();
  check = ({ recipients }) => {
    if (recipients[0] === TO) throw refused(451);
  };
  await add();
  clock.advance(1);
  await add({ to: 'other@example.com' });
  const sender = senderTo(at(server.port));

  expect([await sender.sendNext(), await sender.sendNext(), await sender.sendNext()]).toEqual(['waits', 'sent', null]);
  expect(mails().map(({ recipients }) => recipients)).toEqual([['other@example.com']]);
});

test('after three days a mail is given up and gone, not before and not later, and counted', async () => {
  check = () => {
    throw refused(550);
  };
  await add();
  const sender = senderTo(at(server.port));
  const metrics = new Metrics(new Registry());
  new MailMetrics(metrics, database.em(), sender, clock);

  clock.advance(72 * HOUR - 1);
  expect([await sender.sendNext(), await sender.sendNext(), await waiting()]).toEqual(['waits', null, 1]);
  expect(await metrics.registry.metrics()).toMatch(/outgoing_mails_waiting 1\n.*outgoing_mails_age_seconds 259199[.]999\n/s);
  clock.advance(1);
  expect([await sender.sendNext(), await waiting()]).toEqual(['given-up', 0]);
  expect(await metrics.registry.metrics()).toMatch(/waiting 0\n.*age_seconds 0\n.*given_up_total 1\n/s);
});

test('two programs do not send the same mail at once', async () => {
  const mails = received();
  const held = Promise.withResolvers<void>();
  const came = Promise.withResolvers<void>();
  check = () => {
    came.resolve();
    return held.promise;
  };
  await add();
  const first = senderTo(at(server.port)).sendNext();
  await came.promise;

  expect(await senderTo(at(server.port)).sendNext()).toBeNull();
  await add({ to: 'other@example.com' });
  check = () => {};
  expect(await senderTo(at(server.port)).sendNext()).toBe('sent');
  held.resolve();
  expect(await first).toBe('sent');
  expect(mails().map(({ recipients }) => recipients[0])).toEqual([TO, 'other@example.com']);
});

test('a line break in a subject begins no header and adds no recipient', async () => {
  const mails = received();
  await add({ subject: 'Hello\r\nBcc: evil@example.com\r\n\r\nAnother text\nTo: evil@example.com' });
  await senderTo(at(server.port)).sendNext();

  const [mail] = mails();
  expect(mail?.recipients).toEqual([TO]);
  expect([mail?.headers.has('bcc'), mail?.headers.get('to'), mail?.text.trim()]).toEqual([false, TO, 'Open the link.']);
});

test.each([
  'rosa@example.com\r\nBcc: evil@example.com',
  '"a\nRCPT TO:<evil@example.com>"@example.com',
  'rosa@example.com, evil@example.com',
  '',
])('to %j nothing is left to send', async (to) => {
  await expect(add({ to })).rejects.toThrow('Enter an email address in the correct format, like name@example.com');
  expect(await waiting()).toBe(0);
});

test('to a server elsewhere that has no TLS nothing is said of a mail', async () => {
  const mails = received();
  await add();
  await expect(
    at(server.port, 'asked-for').send({ id: 'a', address: TO, subject: 'Confirm', text: 'Open.' }, clock.now()),
  ).rejects.toMatchObject({
    reason: { code: 'ETLS' },
  });
  expect(await senderTo(at(server.port, 'asked-for')).sendNext()).toBe('waits');
  expect(mails()).toEqual([]);
});

test('where no server is set up, whoever asks is told, and what acts left waits and is given up in the end', async () => {
  const none = new MailServer('Westminster City Council');
  expect([outgoing.isPossible, new OutgoingMail(none, new CountedIds(), clock).isPossible]).toEqual([true, false]);
  await add();
  const sender = senderTo(none);

  expect(await sender.sendNext()).toBe('waits');
  clock.advance(72 * HOUR);
  expect([await sender.sendNext(), await waiting()]).toEqual(['given-up', 0]);
});
