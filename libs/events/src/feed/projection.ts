import type { EventContract } from '#contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { applyDecorators, Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { BaseRpcContext, EventPattern } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import { followerOf } from './upcast.js';

/** The transport that projections are told on. */
export const FEED = Symbol.for('compact.feed');

/** An event of a borough as a projection gets it: checked against its contract, in the order of its position. */
export interface FeedEvent<T = unknown> {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** When the borough recorded it, RFC 3339. */
  readonly time: string;
  readonly position: number;
  readonly data: T;
}

/** Whose events these are, and the transaction in which the feed's position moves with the rows. */
export class FeedContext extends BaseRpcContext<[Promise<EntityManager>, string]> {
  constructor(transaction: EntityManager | Promise<EntityManager>, borough: string) {
    super([Promise.resolve(transaction), borough]);
  }

  /**
   * Settles once it is this projection's turn to write. A run may be told while the one before it is written: what needs no database is
   * done before it is waited for, and nothing is read that another run may still change.
   */
  get transaction(): Promise<EntityManager> {
    return this.getArgByIndex(0);
  }

  get borough(): string {
    return this.getArgByIndex(1);
  }
}

/** Hands the real error on: the feed must see the SQLSTATE to tell a passing fault from a poisoned event. */
@Catch()
export class HandOnFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** What stands beside a handler: the event types of a projection, or the projection whose rows it takes away. */
export interface ProjectionExtras {
  readonly types?: readonly string[];
  readonly takesTurns?: boolean;
  readonly forgets?: string;
}

/**
 * Marks the one handler of a projection, with its name and revision and the facts it reads. It gets the whole run of one borough in
 * the order of positions, reduces it by key in memory, waits for the context's transaction and writes rows set-based, so that being told
 * twice does no harm.
 * Where it writes rows that boroughs share it `takesTurns`: it is told last, so that a borough waits for what another writes of these
 * rows alone, and not for the whole of its run.
 * @throws TypeError where a later major follows one of the facts: what is told under an earlier one arrives under the newest.
 */
export function Projection(name: string, contracts: readonly EventContract[], { takesTurns = false } = {}): MethodDecorator {
  const followed = contracts.find(({ type }) => followerOf(type));
  if (followed) throw new TypeError(`${name} names ${followed.type}, which never arrives: name ${followerOf(followed.type)}`);
  const extras: ProjectionExtras = { types: contracts.map(({ type }) => type), takesTurns };
  return applyDecorators(EventPattern(name, FEED, extras) as MethodDecorator, UseFilters(new HandOnFilter()));
}

/**
 * Marks the method that takes away all rows of one borough from the projection of this name, and what was concluded from them: the
 * borough's log was cut and is read anew.
 */
export function Forgets(projection: string): MethodDecorator {
  const extras: ProjectionExtras = { forgets: projection };
  return applyDecorators(EventPattern(`forget ${projection}`, FEED, extras) as MethodDecorator, UseFilters(new HandOnFilter()));
}
