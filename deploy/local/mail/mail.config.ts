import { readSettings, type Setting, wholeNumber } from '#settings';

const SETTINGS = {
  PORT: { read: wholeNumber(1, 65_535), says: 'the port of the page with the mails; "npm start" gives it' },
  SMTP_PORT: { read: wholeNumber(1, 65_535), says: 'the port that takes mails; "npm start" gives it' },
} satisfies Record<string, Setting>;

/** The ports of the local mail server. */
export function mailServerConfig(environment: NodeJS.ProcessEnv = process.env): { readonly port: number; readonly smtpPort: number } {
  const { PORT: port, SMTP_PORT: smtpPort } = readSettings(environment, SETTINGS, ['PORT', 'SMTP_PORT']);
  return { port, smtpPort };
}
