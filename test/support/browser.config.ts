import { localConfig } from '../../deploy/local/local.config.js';
import { inheritedEnvironment } from './test.config.js';

export interface BrowserSettings {
  /** The Chromium to use instead of the npm package's; null without one. */
  readonly chromiumPath: string | null;
  /** Where what was unpacked is kept for all checkouts of this user. */
  readonly cacheFolder: string;
  /** Where pictures of pages are kept on which a journey failed. */
  readonly picturesFolder: string;
  readonly inherited: Record<string, string>;
}

/** Reads CHROMIUM_PATH, JOURNEY_PICTURES and the place of the cache. */
export function browserSettings(): BrowserSettings {
  const { CHROMIUM_PATH, JOURNEY_PICTURES } = process.env;
  return {
    chromiumPath: CHROMIUM_PATH || null,
    cacheFolder: localConfig().cacheFolder,
    picturesFolder: JOURNEY_PICTURES || 'var/journeys',
    inherited: Object.fromEntries(
      Object.entries(inheritedEnvironment()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  };
}
