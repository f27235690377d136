import { escaped, page } from '../html.js';
import type { ReceivedMail } from './local-mail-server.js';

const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/;

/** Plain text as HTML, in which each address is a link. */
const withLinks = (text: string): string =>
  text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? `<a href="${escaped(part)}" rel="noreferrer">${escaped(part)}</a>` : escaped(part)))
    .join('');

/** Every mail that the network sent and is still kept, the newest first. */
export function mailPage(mails: readonly ReceivedMail[]): string {
  const articles = mails.map(
    ({ recipients, subject, text, sentAt }) => `<article><h2>${escaped(subject)}</h2>
<p class="note">To ${escaped(recipients.join(', '))}, ${escaped(sentAt)}</p>
<p class="letter">${withLinks(text.trim())}</p></article>`,
  );
  return page(
    'Mail of the local network',
    `<h1>Mail of the local network</h1>
<p class="note">What the boroughs send ends here: nothing leaves this machine, and what is shown is gone when the network stops.</p>
${articles.length === 0 ? '<p>No mail has been sent yet. Do what sends one, and load this page again.</p>' : articles.join('\n')}`,
  );
}
