import { roleInWords, type DemonstrationPerson } from '../people.js';
import { escaped, page } from '../html.js';

const NOBODY_REAL = '<p class="note">This is the local network: nobody here is real, and no password is asked.</p>';
const NOT_CHOSEN = 'Select who you want to be';

/** Asks who to sign in as: one list of radio buttons, grouped by the borough of the first role. Works without scripts. */
export function choicePage(people: readonly DemonstrationPerson[], service: string, missing = false): string {
  const title = `Sign in to ${service}`;
  const summary = `<div class="error" role="alert" aria-labelledby="there-is-a-problem"><h2 id="there-is-a-problem">There is a problem</h2>
<p><a href="#person-0">${NOT_CHOSEN}</a></p></div>`;
  const choices = people.map(
    ({ key, name, roles }, index) => `<label><input type="radio" name="person" value="${escaped(key)}" id="person-${index}">
<span>${escaped(name)}<br><span class="note">${escaped(roles.map(roleInWords).join(', '))}</span></span></label>`,
  );
  return page(
    `${missing ? 'Error: ' : ''}${title}`,
    `${missing ? summary : ''}<h1>${escaped(title)}</h1>${NOBODY_REAL}
<form method="post"><fieldset><legend>Who do you want to be?</legend>${choices.join('\n')}</fieldset>
<button name="action" value="sign-in">Sign in</button><button name="action" value="cancel">Do not sign in</button></form>`,
  );
}

/** What this service is, for whoever looks at its address. */
export function startPage(people: readonly DemonstrationPerson[]): string {
  const lines = people.map(
    ({ key, name, roles }) =>
      `<li>${escaped(name)}<br><span class="note">${escaped(key)}: ${escaped(roles.map(roleInWords).join(', '))}</span></li>`,
  );
  return page(
    'Demonstration people',
    `<h1>Demonstration people</h1>${NOBODY_REAL}
<p>Sign in at a borough or at the aggregator; this page is where they send you.
<a href="/session/end">Sign out here</a> to be somebody else.</p>
<ul>${lines.join('\n')}</ul>`,
  );
}

/** A message with nothing to fill in. The content is HTML. */
export function messagePage(title: string, content: string): string {
  return page(title, `<h1>${escaped(title)}</h1>${content}`);
}

/** Asks whether to sign out; the provider's own form carries its token. */
export function signOutPage(form: string): string {
  return messagePage(
    'Do you want to sign out?',
    `<p>You will be asked again who you want to be.</p>${form}
<button form="op.logoutForm" name="logout" value="yes">Sign out</button><button form="op.logoutForm">Stay signed in</button>`,
  );
}
