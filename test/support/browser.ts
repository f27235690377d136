import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { browserSettings } from './browser.config.js';
import { startChromium } from './chromium.js';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const PATIENCE_MS = 20_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const DESKTOP = { width: 1280, height: 900 };
/** The narrowest screen a page must serve: 1280 pixels at 400 % (WCAG 1.4.10). */
export const PHONE = { width: 320, height: 640 };

export interface HowToLook {
  readonly screen?: typeof DESKTOP;
  /** False for a browser whose owner has switched scripts off. */
  readonly scripts?: boolean;
}

/** One Chromium for a spec file, with a fresh profile for each journey. */
export class TestBrowser {
  private constructor(private readonly chromium: Browser) {}

  static async start(): Promise<TestBrowser> {
    return new TestBrowser(await startChromium());
  }

  /** A page of a profile that knows nothing yet. */
  async newPage({ screen = DESKTOP, scripts = true }: HowToLook = {}): Promise<Page> {
    const context = await this.chromium.newContext({
      viewport: screen,
      javaScriptEnabled: scripts,
      locale: 'en-GB',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return context.newPage();
  }

  /** Walks with a page of its own; where the walk fails, a picture of where it stood is kept, and its error says where. */
  async walk(name: string, how: HowToLook, steps: (page: Page) => Promise<void>): Promise<void> {
    const page = await this.newPage(how);
    try {
      await steps(page);
    } catch (error) {
      const file = await picture(page, name).catch(() => 'nowhere: the page was gone');
      throw new Error(`${(error as Error).message}\nIt stood at ${page.url()}; picture: ${file}`, { cause: error });
    } finally {
      await page.context().close();
    }
  }

  async stop(): Promise<void> {
    await this.chromium.close();
  }
}

/** Saves the whole page as a PNG. @returns where. */
export async function picture(page: Page, name: string): Promise<string> {
  const folder = resolve(browserSettings().picturesFolder);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name.replaceAll(/[^\w-]+/g, '-')}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}

/** What axe finds wrong with the page as it stands, one line each: rule, element, remedy. The page needs scripts. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`,
  )) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}

/** Whether the page is wider than the screen, and what sticks out first. Empty where it is not. */
export async function sideways(page: Page): Promise<string[]> {
  return (await page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((element) => element.tagName + '.' + element.className + ' reaches to ' + Math.round(element.getBoundingClientRect().right));
  })()`)) as string[];
}
