import { createTransport } from 'nodemailer';
import type { AddressInfo } from 'node:net';
import { LocalMailServer } from './local-mail-server.js';
import { mailPageServer } from './server.js';

test('the last hundred mails are kept, the newest first, and shown on this machine alone', async () => {
  const server = await LocalMailServer.listen();
  const sending = createTransport({ host: '127.0.0.1', port: server.port, pool: true, maxConnections: 1, maxMessages: 200 });
  for (let number = 1; number <= 101; number += 1) {
    await sending.sendMail({ from: 'a@one.example', to: 'b@two.example', subject: `Mail ${number}`, text: 'http://127.0.0.1/x' });
  }
  sending.close();
  const pages = mailPageServer(server);
  await new Promise<void>((listening) => pages.listen(0, '127.0.0.1', listening));
  const { port, address } = pages.address() as AddressInfo;

  expect(server.mails.map(({ subject }) => subject).filter((_each, at) => at === 0 || at === 99)).toEqual(['Mail 101', 'Mail 2']);
  expect(server.mails).toHaveLength(100);
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect([page.status, address]).toEqual([200, '127.0.0.1']);
  expect(await page.text()).toContain('<a href="http://127.0.0.1/x" rel="noreferrer">');
  expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/other`)).status).toBe(404);

  pages.close();
  pages.closeAllConnections();
  await server.stop();
});
