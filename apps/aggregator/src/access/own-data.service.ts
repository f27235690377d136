import { Clock } from '#clock';
import { type Person, SessionStore } from '#identity';
import { Injectable } from '@nestjs/common';

/** What is held here about somebody who signs in: their sign-ins, and nothing else. What they may see is asked of the boroughs. */
@Injectable()
export class OwnData {
  constructor(
    private readonly sessions: SessionStore,
    private readonly clock: Clock,
  ) {}

  async of({ issuer, subject }: Pick<Person, 'issuer' | 'subject'>) {
    const sessions = await this.sessions.of({ issuer, subject });
    return {
      about: { issuer, subject, madeAt: this.clock.now() },
      sessions: sessions.map(({ name, begunAt, seenAt, workingAs }) => ({ name, begunAt, seenAt, workingAs: workingAs ?? null })),
    };
  }
}
