import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { callbackify } from 'node:util';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

const MOST_KEPT = 100;
const LARGEST_BYTES = 1024 ** 2;

/** A mail as it came. */
export interface ReceivedMail {
  /** Who it is for by the words of the sender's program, whatever the mail itself says. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly sentAt: string;
  /** All that stands above the text, by name in small letters. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Looks at a mail before it is kept; what it throws is what the sender is told, by its `responseCode`. */
export type MailCheck = (mail: ReceivedMail) => Promise<void> | void;

/** A mail server of this machine alone: it keeps the last hundred mails in memory and sends none of them on. */
export class LocalMailServer {
  private readonly kept: ReceivedMail[] = [];
  private readonly server: SMTPServer;

  private constructor(private readonly check: MailCheck) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: LARGEST_BYTES,
      rejectOversized: true,
      closeTimeout: 1_000,
      onData: (stream, session, done) => callbackify(() => this.take(stream, session))(done),
    });
  }

  /** Listens on a port, or on any that is free. */
  static async listen(port = 0, check: MailCheck = () => {}): Promise<LocalMailServer> {
    const local = new LocalMailServer(check);
    await new Promise<void>((listening, failed) => {
      local.server.once('error', failed);
      local.server.listen(port, '127.0.0.1', () => {
        local.server.off('error', failed);
        listening();
      });
    });
    // A sender that breaks off is none of this server's faults.
    local.server.on('error', () => {});
    return local;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** The newest first. */
  get mails(): readonly ReceivedMail[] {
    return this.kept;
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.server.close(stopped));
  }

  private async take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const { subject = '', text = '', date = '', headers } = await PostalMime.parse(await buffer(stream));
    const mail = {
      recipients: envelope.rcptTo.map(({ address }) => address),
      subject,
      text,
      sentAt: date,
      headers: new Map(headers.map(({ key, value }) => [key, value])),
    };
    await this.check(mail);
    this.kept.unshift(mail);
    this.kept.splice(MOST_KEPT);
  }
}
