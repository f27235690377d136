import { load, type CheerioAPI } from 'cheerio';
import { readFileSync } from 'node:fs';
import type { Asker, Told } from './asker.js';

const AT_ONCE = 8;
const MOST_OF_A_KIND = 2;
/** Beyond the routes themselves. */
const MOST_LINKS = 100;
const MOST_TRIES = 3;
const AN_INSTANT = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;

/** What a crawl goes by besides the links that it finds. */
export interface Crawled {
  /** The file that lists every route of the service, which a test holds true. */
  readonly routes: string;
  /** The ids that stand in addresses, by the last word before them, as in `grants/:id`; the first stand where no such word does. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** What else stands in addresses, first a borough. */
  readonly words: readonly string[];
  /** What must not be found, or must. */
  readonly sought: RegExp;
  /** A word of it to search by, and one that is found nowhere: both must be answered alike. */
  readonly search?: readonly [sought: string, other: string] | undefined;
}

export interface CrawlResult {
  readonly requests: number;
  /** The addresses whose answers held what is sought, or tell by a search that it is there. */
  readonly found: string[];
  /** The pages on which something runs that is no file of ours, or could. */
  readonly unsafe: string[];
  /** The forms that would be sent without what every form must carry, each with its page. */
  readonly unready: string[];
}

/** Pages that differ only in which record they show, or in the values of their query, are of one kind. */
export const kindOf = ({ pathname, searchParams }: URL): string =>
  `${pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|GB-[A-Z]+-[^/]+|360G-[^/]+/g, ':id')}?${[...searchParams.keys()].toSorted().join('&')}`;

/** Reads every route, with the ids of what it shows, follows links from the start page, and searches in every way there is. */
export async function crawl(asker: Asker, how: Crawled): Promise<CrawlResult> {
  return new Crawl(asker, how).run();
}

class Crawl {
  private readonly waiting: string[] = ['/'];
  private readonly asked = new Set<string>(this.waiting);
  private readonly kinds = new Map<string, number>();
  /** Each way to search, as an address that a word is put at the end of. */
  private readonly forms = new Set<string>();
  private readonly found: string[] = [];
  private readonly unsafe: string[] = [];
  private readonly unready: string[] = [];
  /** Where a form is sent that acts in a role. */
  private readonly inRoles: readonly RegExp[];
  private links = 0;
  private requests = 0;

  constructor(
    private readonly asker: Asker,
    private readonly how: Crawled,
  ) {
    this.inRoles = linesOf(how.routes).flatMap((line) => {
      const [, route, who] = /^POST (\S+) .*[|] ([^|]+)$/.exec(line) ?? [];
      return route && who && !/^(all|in|-)$/.test(who.trim()) ? [new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`)] : [];
    });
  }

  async run(): Promise<CrawlResult> {
    for (const path of this.routes()) this.add(path);
    while (this.waiting.length > 0) await Promise.all(this.waiting.splice(0, AT_ONCE).map((path) => this.visit(path)));
    if (this.how.search) await this.searchFor(this.how.search);
    return { requests: this.requests, found: this.found, unsafe: this.unsafe, unready: this.unready };
  }

  private routes(): string[] {
    const lines = linesOf(this.how.routes);
    const routes = lines.flatMap((line) => /^GET (\S+)/.exec(line)?.[1] ?? []).filter((route) => !route.startsWith('/assets/'));
    return routes.flatMap((route) => this.filled(route));
  }

  /** Where an address has several parts, all words in each would be too many. */
  private filled(route: string): string[] {
    const [, before = '', parameter, after] = /^(.*?)(:\w+)(.*)$/.exec(route) ?? [];
    if (!parameter) return [route];
    const values = /id$/i.test(parameter) ? this.idsAfter(before) : this.how.words.slice(0, after?.includes(':') ? 1 : undefined);
    return values.flatMap((value) => this.filled(`${before}${encodeURIComponent(value)}${after}`));
  }

  private idsAfter(before: string): readonly string[] {
    const { ids } = this.how;
    const word = before.split('/').findLast((part) => Object.hasOwn(ids, part)) ?? Object.keys(ids).slice(0, 1).join();
    return ids[word] ?? [];
  }

  private add(path: string): void {
    if (this.asked.has(path)) return;
    this.asked.add(path);
    this.waiting.push(path);
  }

  private async read(path: string, accept?: string): Promise<Told> {
    this.requests += 1;
    return this.asker.read(path, accept);
  }

  private async visit(path: string): Promise<void> {
    const told = await this.read(path);
    if (told.status >= 500 && !path.startsWith('/sign-in')) throw new Error(`${this.asker.name}: ${path} was answered with ${told.status}`);
    this.look(path, told);
    if (path.startsWith('/api/v1/') && told.text.includes('"items":')) {
      this.look(`${path} as CSV`, await this.read(path, 'text/csv'));
    }
    if (!told.type.startsWith('text/html')) return;
    const page = load(told.text);
    if (runsMore(page, told.policy)) this.unsafe.push(path);
    for (const action of formsWithout(page, path, { inRoles: this.inRoles, isKnown: this.asker.who.person !== undefined }))
      this.unready.push(`${path}: ${action}`);
    this.follow(told, page);
  }

  private look(where: string, { text }: Told): void {
    if (this.how.sought.test(text)) this.found.push(where);
  }

  private follow({ path }: Told, page: CheerioAPI): void {
    for (const link of page('a[href]').toArray()) {
      const url = new URL(page(link).attr('href') ?? '', `${this.asker.who.url}${path}`);
      const seen = this.kinds.get(kindOf(url)) ?? 0;
      if (url.origin !== this.asker.who.url || seen >= MOST_OF_A_KIND || this.links >= MOST_LINKS) continue;
      this.kinds.set(kindOf(url), seen + 1);
      this.links += 1;
      this.add(`${url.pathname}${url.search}`);
    }
    for (const form of page('form[method="get"], form:not([method])').toArray()) {
      const action = new URL(page(form).attr('action') ?? path.split('?', 1).join(''), `${this.asker.who.url}${path}`).pathname;
      for (const input of page(form).find('input[type="text"], input[type="search"], input:not([type])').toArray()) {
        this.forms.add(`${action}?${page(input).attr('name') ?? ''}=`);
      }
    }
  }

  /** In every form, and in every part of a query that the API says takes text. */
  private async searchFor(pair: readonly [string, string]): Promise<void> {
    const { paths } = JSON.parse((await this.read('/api/openapi.json')).text) as { paths: Record<string, { get?: Described }> };
    for (const [path, { get }] of Object.entries(paths)) {
      for (const { name, in: place, schema } of get?.parameters ?? []) {
        const takesText = place === 'query' && name !== 'cursor' && schema?.type === 'string';
        if (takesText && !path.includes('{')) this.forms.add(`${path}?${name}=`);
      }
    }
    const forms = [...this.forms];
    while (forms.length > 0) await Promise.all(forms.splice(0, AT_ONCE).map((form) => this.search(form, pair)));
  }

  /** Whoever finds something, or counts one more, knows that it is there. Where figures changed between the two, it is asked again. */
  private async search(form: string, [sought, other]: readonly [string, string]): Promise<void> {
    const answered = async (word: string): Promise<string> => {
      const { status, text } = await this.read(`${form}${encodeURIComponent(word)}`);
      return `${status} ${text}`.replaceAll(word, '…').replaceAll(AN_INSTANT, '…');
    };
    for (let tries = 0; tries < MOST_TRIES; tries += 1) if ((await answered(sought)) === (await answered(other))) return;
    this.found.push(`${form}${sought}`);
  }
}

const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').split('\n');

/** Where the forms of a page are sent that lack the token of the session, or the role in which they act. */
/** A stranger has no session that a form could be sent in the name of: theirs is known by where it comes from alone. */
function formsWithout(page: CheerioAPI, path: string, { inRoles, isKnown }: { inRoles: readonly RegExp[]; isKnown: boolean }): string[] {
  const forms = page('form[method="post"]').toArray();
  return forms.flatMap((form) => {
    const action = page(form).attr('action') ?? path.split('?', 1).join('');
    const carries = (field: string): boolean => Boolean(page(form).find(`input[name="${field}"]`).val());
    const isReady = !isKnown || (carries('_csrf') && (carries('_workingAs') || !inRoles.some((route) => route.test(action))));
    return isReady ? [] : [action];
  });
}

/** Whether a page holds a script or a style within itself, or its policy would let one run. */
function runsMore(page: CheerioAPI, policy: string): boolean {
  const within = page('script:not([src]), style, [style], a[href^="javascript:"]').length;
  const handlers = page('*').filter((_, element) => Object.keys(page(element).attr() ?? {}).some((name) => name.startsWith('on')));
  return within + handlers.length > 0 || !policy.includes("script-src 'self';") || /unsafe|sha\d|nonce/.test(policy);
}

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: { readonly type?: string } }[];
}
