import { type CheerioAPI, load } from 'cheerio';
import { OFFICER, STRANGER } from './access/borough.fixture.js';
import { type Answer, Browser } from './access/browser.fixture.js';
import { askedBorough, type AskedBorough } from './borough.fixture.js';

/** A page as it came, redirects followed. */
export interface Shown {
  readonly status: number;
  readonly page: CheerioAPI;
  readonly text: string;
  /** Where it ended up. */
  readonly path: string;
  readonly title: string;
  readonly heading: string;
}

/** Somebody at a browser without scripts; `csrf` is what their forms carry. */
export class Visitor {
  csrf = '';

  constructor(
    private readonly url: string,
    readonly browser = new Browser(),
  ) {}

  async get(path: string): Promise<Shown> {
    return shown(await this.browser.get(`${this.url}${path}`));
  }

  async post(path: string, form: Record<string, string> = {}): Promise<Shown> {
    return shown(await this.browser.post(`${this.url}${path}`, { _csrf: this.csrf, ...form }));
  }

  /** One request that follows nothing: its status and where it leads. */
  async send(path: string, form: Record<string, string> = {}): Promise<{ status: number; location: string }> {
    const body = new URLSearchParams({ _csrf: this.csrf, ...form });
    const { status, headers } = await this.browser.request(`${this.url}${path}`, { method: 'POST', body });
    return { status, location: headers.get('location') ?? '' };
  }

  async upload(
    path: string,
    fileName: string,
    content: string | Uint8Array<ArrayBuffer>,
    fields: Record<string, string> = {},
  ): Promise<Shown> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ _csrf: this.csrf, ...fields })) form.set(name, value);
    form.set('file', new Blob([content]), fileName);
    return shown(await this.browser.post(`${this.url}${path}`, form));
  }
}

function shown({ status, text, url }: Answer): Shown {
  const page = load(text);
  const heading = page('h1').first().text().trim();
  return { status, page, text, path: `${url.pathname}${url.search}`, title: page('head > title').text(), heading };
}

/** The browser of somebody who signed in. */
export async function visitorOf(borough: AskedBorough, subject: string): Promise<Visitor> {
  const visitor = new Visitor(borough.url);
  const { id, name, csrf } = await borough.session(subject);
  visitor.browser.cookies.set(`${name} /`, { value: id, path: '/' });
  visitor.csrf = csrf;
  return visitor;
}

/** The whole program of Westminster, an officer for the whole borough and one for Housing alone, each at a browser of their own. */
export interface BoroughOnPages extends AskedBorough {
  readonly officer: Visitor;
  readonly housing: Visitor;
  /** A member of the public, who is not signed in. */
  readonly public: Visitor;
  /** A second browser of the officer for the whole borough. */
  signIn(): Promise<Visitor>;
}

/** `stranger` of the sign-in tests is given Housing here. */
export async function boroughOnPages(now?: string): Promise<BoroughOnPages> {
  const borough = await askedBorough(now);
  await borough.hold(STRANGER.subject, 'funding-officer', { kind: 'department', key: 'housing' });
  const signIn = async (person: typeof OFFICER): Promise<Visitor> => {
    const visitor = new Visitor(borough.url);
    const choice = await visitor.browser.get(`${borough.url}/sign-in?return=/grants/import`);
    const { text } = await visitor.browser.post(choice.url.href, { person: person.key, action: 'sign-in' });
    visitor.csrf = String(load(text)('input[name="_csrf"]').val());
    return visitor;
  };
  return {
    ...borough,
    officer: await signIn(OFFICER),
    housing: await signIn(STRANGER),
    public: new Visitor(borough.url),
    signIn: () => signIn(OFFICER),
  };
}

/** The texts of what a selector finds, spaces tidied. */
export function textsOf({ page }: Pick<Shown, 'page'>, selector: string): string[] {
  return page(selector)
    .map((_, one) => page(one).text().replaceAll(/\s+/g, ' ').trim())
    .get();
}

/** A summary list as its keys and values. */
export function summaryOf({ page }: Pick<Shown, 'page'>): Record<string, string> {
  const rows = page('.govuk-summary-list__row').get();
  const text = (row: (typeof rows)[number], part: string) =>
    page(row).find(`.govuk-summary-list__${part}`).text().replaceAll(/\s+/g, ' ').trim();
  return Object.fromEntries(rows.map((row) => [text(row, 'key'), text(row, 'value')]));
}

/** Each row of the tables that a selector finds, its cells between strokes. */
export function rowsOf({ page }: Pick<Shown, 'page'>, selector = 'main'): string[] {
  const text = (cell: Parameters<CheerioAPI>[0]) => page(cell).text().replaceAll(/\s+/g, ' ').trim();
  return page(selector)
    .find('tbody tr')
    .get()
    .map((row) => page(row).children().get().map(text).join(' | '));
}
