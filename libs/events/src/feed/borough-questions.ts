import type { NatsConnection } from '@nats-io/transport-node';
import { setTimeout as pause } from 'node:timers/promises';

/** Asks the boroughs what only they know, on the connection of the feed. */
export class BoroughQuestions {
  constructor(private readonly nats: Promise<NatsConnection>) {}

  /**
   * What a borough answers on `boroughs.<code>.<request>`. Nothing of it was checked.
   * @throws Error where the link is down, nobody is there, or no answer comes within `milliseconds`.
   */
  async ask(borough: string, request: string, asked: object, milliseconds: number): Promise<unknown> {
    const nats = await Promise.race([this.nats, pause(milliseconds, null, { ref: false })]);
    if (!nats) throw new Error('The link to the network is down');
    return (await nats.request(`boroughs.${borough}.${request}`, JSON.stringify(asked), { timeout: milliseconds })).json();
  }
}
