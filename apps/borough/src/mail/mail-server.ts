import { createTransport, type Transporter } from 'nodemailer';
import type { MailSettings } from './mail.settings.js';

/** Longer than a server may take in good order, and no longer than a transaction may be open. */
const MOST_MILLISECONDS = 30_000;

/** A mail as it waits. */
export interface Mail {
  readonly id: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
}

/** Why a mail was not taken: codes alone. What a server says besides may quote an address or a text, and is kept nowhere. */
export class NotTaken extends Error {
  readonly reason: { readonly code: string; readonly responseCode?: number };

  constructor(cause: unknown) {
    super('The mail server did not take a mail');
    const { originalCode, code, responseCode } = cause as Readonly<Record<string, unknown>>;
    // The one from below says more, such as ECONNREFUSED for a socket.
    const said = [originalCode, code].find((each) => typeof each === 'string' && /^[A-Z][A-Z0-9_]*$/.test(each)) as string | undefined;
    this.reason = { code: said ?? 'UNKNOWN', ...(typeof responseCode === 'number' && { responseCode }) };
  }
}

/** The server that takes this borough's mail. */
export class MailServer {
  private readonly transport?: Transporter;

  constructor(
    private readonly senderName: string,
    private readonly settings?: MailSettings,
  ) {
    if (!settings) return;
    const { host, port, tls, signIn } = settings.server;
    this.transport = createTransport({
      host,
      port,
      secure: tls === 'from-the-start',
      requireTLS: tls === 'asked-for',
      ignoreTLS: tls === 'none',
      ...(signIn && { auth: { user: signIn.user, pass: signIn.password } }),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  get isSetUp(): boolean {
    return this.settings !== undefined;
  }

  /**
   * Resolves once the server took the mail. Sent twice it has the same Message-ID, by which mailboxes tell that it is one.
   * @throws NotTaken.
   */
  async send({ id, address, subject, text }: Mail, at: Date): Promise<void> {
    if (!this.transport || !this.settings) throw new NotTaken({ code: 'NO_SMTP_URL' });
    const { from } = this.settings;
    const message = {
      messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      date: at,
      from: { name: this.senderName, address: from },
      to: { name: '', address },
      envelope: { from, to: [address] },
      subject,
      text,
      // Nobody's holiday answer is to come back (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(MOST_MILLISECONDS),
    };
    await this.transport.sendMail(message).catch((error: unknown) => {
      throw new NotTaken(error);
    });
  }
}
