import { load } from 'cheerio';
import { Browser } from '../../apps/borough/src/access/browser.fixture.js';
import type { JourneyNetwork } from './network.js';

/** Who asks a service. */
interface Who {
  /** The address of the service. */
  readonly url: string;
  /** As tokens name it, such as `westminster`. */
  readonly code: string;
  /** A demonstration person; nobody where none is named. */
  readonly person?: string;
}

/** What a service answered, redirects not followed. */
export interface Told {
  readonly path: string;
  readonly status: number;
  readonly type: string;
  /** The content security policy. */
  readonly policy: string;
  /** All that came: where it leads to as well. */
  readonly text: string;
}

/** Somebody who reads a service as pages and as data: signed in at a browser and with a token, or neither. */
export class Asker {
  readonly name: string;
  private csrf = '';

  private constructor(
    readonly who: Who,
    private readonly browser: Browser,
    private readonly token: string | null,
  ) {
    this.name = `${who.person ?? 'nobody'} at ${who.code}`;
  }

  static async of(network: JourneyNetwork, who: Who): Promise<Asker> {
    const browser = new Browser();
    const token = who.person === undefined ? null : network.token(who.person, who.code);
    const asker = new Asker(who, browser, token);
    if (who.person === undefined) return asker;
    const choice = await browser.get(`${who.url}/sign-in?return=/account`);
    const { text } = await browser.post(choice.url.href, { person: who.person, action: 'sign-in' });
    asker.csrf = load(text)('input[name="_csrf"]').first().val() as string;
    if (!asker.csrf) throw new Error(`${asker.name} could not sign in: ${text}`);
    return asker;
  }

  async read(path: string, accept = '*/*'): Promise<Told> {
    const isApi = path.startsWith('/api/');
    const headers = { accept, ...(isApi && this.token ? { authorization: `Bearer ${this.token}` } : {}) };
    const address = `${this.who.url}${path}`;
    const answer = isApi ? await fetch(address, { headers }) : await this.browser.request(address, { headers });
    const type = answer.headers.get('content-type') ?? '';
    const policy = answer.headers.get('content-security-policy') ?? '';
    return { path, status: answer.status, type, policy, text: `${answer.headers.get('location') ?? ''}\n${await answer.text()}` };
  }

  /** Sends a form of a page. */
  async post(path: string, form: Record<string, string>): Promise<number> {
    const body = new URLSearchParams({ _csrf: this.csrf, ...form });
    const headers = { 'sec-fetch-site': 'same-origin' };
    return (await this.browser.request(`${this.who.url}${path}`, { method: 'POST', body, headers })).status;
  }
}
