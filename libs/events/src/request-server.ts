import { inLogShort } from '#errors';
import { BaseRpcContext, CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { lastValueFrom } from 'rxjs';
import { AGGREGATOR, answersTo, inboxOf } from './nats.js';

/** The transport that a borough answers requests on: `@MessagePattern('log.read', BOROUGH_REQUESTS)` answers `boroughs.<code>.log.read`. */
export const BOROUGH_REQUESTS = Symbol.for('compact.borough-requests');

/** The transport of the aggregator: `@MessagePattern('parked.read', AGGREGATOR_REQUESTS)` answers `boroughs.<code>.parked.read` of each. */
export const AGGREGATOR_REQUESTS = Symbol.for('compact.aggregator-requests');

/** Who asks. The broker lets nobody else ask on the subject, so it is not to be read from what is asked. */
export class RequestContext extends BaseRpcContext<[string]> {
  constructor(asker: string) {
    super([asker]);
  }

  get asker(): string {
    return this.getArgByIndex(0);
  }
}

/** Answers requests of the network on the connection of the program's own pipe, once that is up. The program works without. */
abstract class RequestServer extends Server implements CustomTransportStrategy {
  private subscriptions: Subscription[] = [];

  constructor(private readonly nats: Promise<NatsConnection>) {
    super();
  }

  protected abstract subjectOf(pattern: string): string;

  /** Whom the broker lets ask on a subject. */
  protected abstract askerOf(subject: string): string;

  /** What the subjects begin with on which the asker alone hears answers. */
  protected abstract answersOf(subject: string): string;

  listen(started: () => void): void {
    void this.nats.then((nats) => {
      this.subscriptions = [...this.messageHandlers].map(([pattern, handler]) =>
        nats.subscribe(this.subjectOf(pattern), {
          // An exception here would kill the connection's reader, so none may leave.
          callback: (error, request) => {
            if (!error && isBelow(this.answersOf(request.subject), request.reply)) void this.answer(request, handler);
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

  private async answer(request: Msg, handler: MessageHandler): Promise<void> {
    try {
      const asked: unknown = request.data.length > 0 ? request.json() : {};
      const context = new RequestContext(this.askerOf(request.subject));
      const answer: unknown = await lastValueFrom(this.transformToObservable(await handler(asked, context)));
      request.respond(typeof answer === 'string' ? answer : JSON.stringify(answer));
    } catch (error) {
      this.logger.warn(
        { subject: request.subject, fault: error instanceof Error ? inLogShort(error) : JSON.stringify(error) },
        'a request of the network could not be answered',
      );
      request.respond(JSON.stringify({ error: 'The request could not be answered' }));
    }
  }
}

/** The borough's side: the aggregator asks it. */
export class BoroughRequestServer extends RequestServer {
  override readonly transportId = BOROUGH_REQUESTS;

  constructor(
    private readonly borough: string,
    nats: Promise<NatsConnection>,
  ) {
    super(nats);
  }

  protected override subjectOf(pattern: string): string {
    return `boroughs.${this.borough}.${pattern}`;
  }

  protected override askerOf(): string {
    return AGGREGATOR;
  }

  protected override answersOf(): string {
    return inboxOf(AGGREGATOR);
  }
}

/** The aggregator's side: each borough asks under its own code. */
export class AggregatorRequestServer extends RequestServer {
  override readonly transportId = AGGREGATOR_REQUESTS;

  protected override subjectOf(pattern: string): string {
    return `boroughs.*.${pattern}`;
  }

  protected override askerOf(subject: string): string {
    return subject.split('.')[1] ?? '';
  }

  protected override answersOf(subject: string): string {
    return answersTo(this.askerOf(subject));
  }
}

/** Whoever asks must not be able to have the answer written where only another may speak, or read. */
export const isBelow = (subject: string, reply: string | undefined): boolean => reply?.startsWith(`${subject}.`) ?? false;
