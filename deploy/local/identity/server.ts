import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { answer } from '../html.js';
import type { DemonstrationPerson } from '../people.js';
import { choicePage, messagePage, startPage } from './pages.js';

const LONGEST_FORM = 4096;
const EXPIRED = '<p>It took too long, was finished already, or was begun in another browser. Go back to the service and sign in again.</p>';

/** The provider with its pages: who it is at /, the choice of a person at /interaction/…, and whether it is there at /health/ready. */
export function identityServer(provider: Provider, people: readonly DemonstrationPerson[]): Server {
  const answerSignIn = provider.callback();
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', provider.issuer);
    if (pathname === '/') return answer(response, 200, startPage(people));
    if (pathname === '/health/ready' || pathname === '/health/live') return answer(response, 200, '{"status":"ok"}', 'application/json');
    if (!pathname.startsWith('/interaction/')) return void answerSignIn(request, response);
    choose(provider, people, request, response).catch(() => answer(response, 400, messagePage('This sign-in cannot go on', EXPIRED)));
  });
}

async function choose(
  provider: Provider,
  people: readonly DemonstrationPerson[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const service = (await provider.Client.find(String(params.client_id)))?.clientName ?? 'the service';
  if (request.method !== 'POST') return answer(response, 200, choicePage(people, service));
  const form = await formOf(request);
  if (form.get('action') === 'cancel') {
    const refused = { error: 'access_denied', error_description: 'The person did not sign in' };
    return provider.interactionFinished(request, response, refused, { mergeWithLastSubmission: false });
  }
  const person = people.find(({ key }) => key === form.get('person'));
  if (!person) return answer(response, 400, choicePage(people, service, true));
  await provider.interactionFinished(request, response, { login: { accountId: person.subject } }, { mergeWithLastSubmission: false });
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_FORM) throw new Error('The form is too long');
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
