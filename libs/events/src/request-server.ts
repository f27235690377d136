import { CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { lastValueFrom } from 'rxjs';

/** The transport that a borough answers requests on: `@MessagePattern('log.read', BOROUGH_REQUESTS)` answers `boroughs.<code>.log.read`. */
export const BOROUGH_REQUESTS = Symbol.for('compact.borough-requests');

/** Answers requests of the network on the pipe's own connection. The borough starts and works without one. */
export class BoroughRequestServer extends Server implements CustomTransportStrategy {
  override readonly transportId = BOROUGH_REQUESTS;
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly borough: string,
    private readonly nats: Promise<NatsConnection>,
  ) {
    super();
  }

  listen(started: () => void): void {
    void this.nats.then((nats) => {
      this.subscriptions = [...this.messageHandlers].map(([pattern, handler]) =>
        nats.subscribe(`boroughs.${this.borough}.${pattern}`, {
          // An exception here would kill the connection's reader, so none may leave.
          callback: (error, request) => {
            if (!error && isInbox(request.reply)) void this.answer(request, handler);
          },
        }),
      );
    });
    started();
  }

  close(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  on(): never {
    throw new Error('This transport tells no events of its own');
  }

  unwrap<T>(): T {
    return this.nats as T;
  }

  private async answer(request: Msg, handler: (data: unknown) => Promise<unknown>): Promise<void> {
    try {
      const asked = request.data.length > 0 ? request.json() : {};
      const answer = await lastValueFrom(this.transformToObservable(await handler(asked)));
      request.respond(typeof answer === 'string' ? answer : JSON.stringify(answer));
    } catch (error) {
      this.logger.warn({ subject: request.subject, fault: String(error) }, 'a request of the network could not be answered');
      request.respond(JSON.stringify({ error: 'The request could not be answered' }));
    }
  }
}

/** Whoever asks must not be able to have the answer written where only the borough may speak. */
const isInbox = (reply: string | undefined): boolean => reply?.startsWith('_INBOX_') ?? false;
