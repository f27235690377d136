import { type JourneyNetwork, sharedNetwork } from '../support/network.js';
import { until } from '../support/until.js';

let network: JourneyNetwork;
beforeAll(async () => {
  network = await sharedNetwork();
});

test('what a borough leaves to be mailed is shown at the page of mails a moment later, with a link to follow', async () => {
  const database = await network.asOwner('westminster');
  await database.query(`insert into outgoing_mails (id, address, subject, text, added_at, due_at)
    values (gen_random_uuid(), 'rosa@example.com', 'Confirm your answer', 'Open http://127.0.0.1/confirm', now(), now())`);

  await until(
    async () => (await fetch(network.mail)).text(),
    (page) => page.includes('To rosa@example.com') && page.includes('<a href="http://127.0.0.1/confirm"'),
  );
  await until(async () => (await database.query('select from outgoing_mails')).rowCount === 0);
  await database.end();
});
