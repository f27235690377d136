import type { Page } from 'playwright-core';
import { axeFindings, type HowToLook, sideways, TestBrowser } from './browser.js';

/** Which kinds of page axe has looked at in this file's walks, each at one width: a second look would find the same. */
const lookedAt = new Set<string>();

type DateParts = readonly [day: string, month: string, year: string];

/** Somebody at a browser, who notes of every page what is wrong with it: an answer that is no page, what axe finds, what sticks out. */
export class Walk {
  readonly findings: string[] = [];

  constructor(
    readonly page: Page,
    private readonly scripts = true,
  ) {}

  /** Types an address. */
  async open(address: string): Promise<void> {
    const answer = await this.page.goto(address);
    if (!answer?.ok()) this.findings.push(`${address} was answered with ${answer?.status()}`);
    await this.look();
  }

  /** Presses a button of a form, and waits for the page that follows. */
  async press(button: string | RegExp): Promise<void> {
    await this.thenLook(() => this.page.getByRole('button', { name: button, exact: true }).first().click());
  }

  async follow(link: string | RegExp): Promise<void> {
    await this.thenLook(() => this.page.getByRole('link', { name: link, exact: true }).first().click());
  }

  /** Reads the heading of the page. @throws Error when it is another one. */
  async sees(heading: string | RegExp): Promise<void> {
    const found = (await this.page.locator('h1').first().textContent())?.replaceAll(/\s+/g, ' ').trim() ?? '';
    const isSo = typeof heading === 'string' ? found.includes(heading) : heading.test(found);
    if (!isSo) throw new Error(`The page is "${found}", not "${heading}".`);
  }

  async signIn(service: string, person: string): Promise<void> {
    await this.open(`${service}/`);
    await this.follow('Sign in');
    await this.pick(person);
  }

  /** Where the identity provider of the demonstration asks who it is. */
  async pick(person: string): Promise<void> {
    await this.page.locator(`input[name="person"][value="${person}"]`).check();
    await this.press('Sign in');
  }

  async type(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  async choose(label: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).check();
  }

  /** Fills the three boxes of a date such as 2026-11-22, under its legend. */
  async date(legend: string, civilDate: string): Promise<void> {
    const [year = '', month = '', day = ''] = civilDate.split('-');
    const group = this.page.getByRole('group', { name: legend });
    const parts: DateParts = [String(Number(day)), String(Number(month)), year];
    for (const [index, label] of ['Day', 'Month', 'Year'].entries()) await group.getByLabel(label).fill(parts[index] ?? '');
  }

  /** All that the main part of the page says, with single spaces. */
  async words(): Promise<string> {
    return (await this.page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
  }

  private async thenLook(act: () => Promise<void>): Promise<void> {
    const arrived = this.page.waitForEvent('load');
    arrived.catch(() => {});
    await act();
    await arrived;
    await this.look();
  }

  /** Each kind of page once by axe, which is slow and needs scripts; its width every time. */
  private async look(): Promise<void> {
    const where = `${new URL(this.page.url()).pathname} (${await this.page.title()})`;
    for (const found of await sideways(this.page)) this.findings.push(`${where}: wider than the screen: ${found}`);
    const banners = await this.page.locator('.govuk-notification-banner__content, .govuk-inset-text, .govuk-error-message').allInnerTexts();
    if (banners.some((text) => text.trim() === '')) this.findings.push(`${where}: an empty message`);
    const [odd] = /\bundefined\b|\[object|\bNaN\b/.exec(await this.page.locator('body').innerText()) ?? [];
    if (odd) this.findings.push(`${where}: shows "${odd}"`);
    if (!this.scripts) return;
    const kind = `${await kindOfPage(this.page)} at ${this.page.viewportSize()?.width}`;
    if (lookedAt.has(kind)) return;
    lookedAt.add(kind);
    for (const found of await axeFindings(this.page)) this.findings.push(`${where}: ${found}`);
  }
}

/** Pages of one kind have the same outline: which elements with which classes stand on them, whatever they say and however often. */
async function kindOfPage(page: Page): Promise<string> {
  const outline =
    (await page.evaluate(`[...new Set([...document.querySelectorAll('body *')].map((element) => element.tagName + '.' + element.className))]
    .toSorted().join(' ')`)) as string;
  return `${new URL(page.url()).origin} ${outline}`;
}

let shared: Promise<TestBrowser> | undefined;

/** The browser of this spec file, started when somebody first walks. The file stops it in afterAll. */
const sharedBrowser = (): Promise<TestBrowser> => (shared ??= TestBrowser.start());

export const stopSharedBrowser = async (): Promise<void> => (await shared)?.stop();

/** Walks as somebody with a fresh profile, and holds that no page on the way had a fault. */
export async function as(name: string, how: HowToLook, steps: (own: Walk) => Promise<void>): Promise<void> {
  await (
    await sharedBrowser()
  ).walk(name, how, async (page) => {
    const own = new Walk(page, how.scripts);
    await steps(own);
    expect(own.findings).toEqual([]);
  });
}
