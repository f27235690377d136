import { Clock, Ids } from '#clock';
import { DomainError, NotFound } from '#errors';
import type { Actor } from '#identity';
import { personKey } from '#pages';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { ImportReport } from './import-report.js';

class ImportStillUnderWay extends DomainError {
  readonly code = 'grants.import-under-way';
  constructor(fileName: string) {
    super(`Your file ${fileName} is still being read. Wait until it is done, then send the next one.`, 'file');
  }
}

/** Reading or taking one file: under way while `result` and `error` are both absent. */
export interface Work {
  readonly id: string;
  readonly fileName: string;
  readonly beganAt: Date;
  readonly result?: ImportReport;
  readonly error?: unknown;
}

interface Kept {
  readonly person: string;
  readonly ended: Promise<void>;
  work: Work;
}

/** Finished works beyond these are forgotten, the oldest first; what they did stands in the list of imports. */
const MOST_KEPT = 100;

/** Imports that may take longer than a page can wait: they go on while the person looks again. Each person reads one file at a time. */
@Injectable()
export class ImportsUnderWay {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Begins, and returns the id to ask for. */
  begin(actor: Actor, fileName: string, run: () => Promise<ImportReport>): string {
    const person = personKey(actor);
    const other = [...this.kept.values()].find((one) => one.person === person && isUnderWay(one.work));
    if (other) throw new ImportStillUnderWay(other.work.fileName);
    const work: Work = { id: this.ids.next(), fileName, beganAt: this.clock.now() };
    const ended = run().then(
      (result) => this.end(work, { result }),
      (error: unknown) => this.end(work, { error }),
    );
    this.kept.set(work.id, { person, work, ended });
    this.forgetOldest();
    return work.id;
  }

  /** How it stands after at most `patience` milliseconds. */
  async look(actor: Actor, id: string, patience: number): Promise<Work> {
    const kept = this.kept.get(id);
    if (kept?.person !== personKey(actor)) {
      throw new NotFound('This import is over, or was not begun by you. Look at your imports to see what it did.');
    }
    const enough = new AbortController();
    const waited = pause(patience, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([kept.ended, waited]);
    enough.abort();
    return kept.work;
  }

  private end(work: Work, outcome: Pick<Work, 'result' | 'error'>): void {
    const kept = this.kept.get(work.id);
    if (kept) kept.work = { ...work, ...outcome };
  }

  private forgetOldest(): void {
    const over = [...this.kept.values()].filter(({ work }) => !isUnderWay(work));
    for (const { work } of over.slice(0, Math.max(0, over.length - MOST_KEPT))) this.kept.delete(work.id);
  }
}

const isUnderWay = ({ result, error }: Work): boolean => result === undefined && error === undefined;
