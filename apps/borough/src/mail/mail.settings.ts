import type { Setting } from '#settings';
import { isMailAddress } from './mail-address.js';

/** The server that takes a borough's mail, and how it is spoken to. */
export interface MailServerSettings {
  readonly host: string;
  readonly port: number;
  /** Where it is asked for and the server has none, nothing is said to it. None: the server is on this machine. */
  readonly tls: 'from-the-start' | 'asked-for' | 'none';
  readonly signIn?: { readonly user: string; readonly password: string };
}

export interface MailSettings {
  readonly server: MailServerSettings;
  /** The address that mail comes from, and that servers write to when it does not arrive. */
  readonly from: string;
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };
const THIS_MACHINE = /^(localhost|127(\.\d+){3}|::1)$/i;

/** What an address like smtp://user:password@mail.example:587 says; undefined where it is none. */
export function mailServerAt(written: string): MailServerSettings | undefined {
  const url = URL.parse(written);
  const port = Number(url?.port || PORTS[url?.protocol ?? '']);
  const host = /^\[?([\w.:-]+)\]?$/.exec(url?.hostname ?? '')?.[1];
  if (!url || !(url.protocol in PORTS) || !host || port === 0) return undefined;
  // A password with a sign that ends an address, such as #, would lose its rest without a word.
  if (!['', '/'].includes(url.pathname) || url.search || url.hash || !url.username !== !url.password) return undefined;
  const isHere = THIS_MACHINE.test(host);
  const tls = url.protocol === 'smtps:' ? 'from-the-start' : isHere ? 'none' : 'asked-for';
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return { host, port, tls, ...(user && { signIn: { user, password } }) };
  } catch {
    return undefined;
  }
}

export const MAIL_SETTINGS = {
  SMTP_URL: {
    read: mailServerAt,
    says: 'the server that takes mail, like smtp://user:password@mail.example:587 or smtps://…; in a password write %23 for # and the like',
  },
  MAIL_FROM: {
    read: (written) => (isMailAddress(written) ? written : undefined),
    says: 'the address that mail comes from, like compact@borough.example',
  },
} satisfies Record<string, Setting>;

/** Which of them are to be read: none where no server is named, since a borough works without mail. */
export const mailSettingsOf = (environment: NodeJS.ProcessEnv): readonly (keyof typeof MAIL_SETTINGS)[] =>
  environment.SMTP_URL?.trim() ? ['SMTP_URL', 'MAIL_FROM'] : [];

/** What was read; nothing where no server is named. */
export function mailConfig(read: { readonly SMTP_URL?: MailServerSettings; readonly MAIL_FROM?: string }): { mail?: MailSettings } {
  const { SMTP_URL: server, MAIL_FROM: from } = read;
  return server && from ? { mail: { server, from } } : {};
}
