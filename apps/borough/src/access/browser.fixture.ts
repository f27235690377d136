export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it ended up, redirects followed. */
  readonly url: URL;
}

interface Kept {
  readonly value: string;
  readonly path: string;
}

const MOST_REDIRECTS = 10;

/** What a browser does with cookies and redirects, without scripts. Like a browser, it keeps cookies by host and ignores ports. */
export class Browser {
  readonly cookies = new Map<string, Kept>();

  async get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return await this.follow(url, { headers });
  }

  /** A form of the page's own service, as browsers say. */
  async post(url: string, form: Record<string, string> | FormData, headers: Record<string, string> = {}): Promise<Answer> {
    const body = form instanceof FormData ? form : new URLSearchParams(form);
    return await this.follow(url, { method: 'POST', body, headers: { origin: new URL(url).origin, ...headers } });
  }

  /** One request without following where it leads. */
  async request(url: string, options: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const reaches = (path: string): boolean => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
    const sent = [...this.cookies].filter(([, { path }]) => reaches(path));
    const headers = new Headers(options.headers);
    if (sent.length > 0) headers.set('cookie', sent.map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; '));
    const response = await fetch(url, { ...options, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(`${name} /`)?.value;
  }

  /** The names of cookies that begin so, such as those of sign-ins under way. */
  named(beginning: string): string[] {
    return [...this.cookies.keys()].map((key) => key.split(' ')[0] ?? '').filter((name) => name.startsWith(beginning));
  }

  private async follow(start: string, options: RequestInit): Promise<Answer> {
    let url = start;
    let response = await this.request(url, options);
    for (let step = 0; step < MOST_REDIRECTS && response.status >= 300 && response.status < 400; step += 1) {
      url = new URL(response.headers.get('location') ?? '', url).href;
      response = await this.request(url);
    }
    return { status: response.status, headers: response.headers, text: await response.text(), url: new URL(url) };
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const attribute = (wanted: string): string | undefined =>
      attributes.find((part) => part.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const key = `${name} ${attribute('path') ?? '/'}`;
    const isOver = attribute('max-age') === '0' || value === '' || attribute('expires')?.includes(' 1970 ') === true;
    if (isOver) this.cookies.delete(key);
    else this.cookies.set(key, { value, path: attribute('path') ?? '/' });
  }
}
