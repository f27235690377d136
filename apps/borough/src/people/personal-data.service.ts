import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type Provider } from '@nestjs/common';

/** Whom it is about. */
export interface Whose {
  readonly issuer: string;
  readonly subject: string;
}

/** What one feature keeps about people. In its SQL `$1` is the issuer and `$2` the subject; both have to stand in each statement. */
export interface PersonalPart {
  /** Its name in what people are given. */
  readonly name: string;
  /** What it is, and for how long it is kept. */
  readonly title: string;
  /** The tables that it answers for. */
  readonly tables: readonly string[];
  /** A row for each record, with the column `held` in JSON; nothing secret. */
  readonly held: string;
  /** The statements that take the person out of it once they left. */
  readonly erased: readonly string[];
  /** Why something of it stays nevertheless. */
  readonly staysBecause?: string;
  /** What the other parts look people up by is erased after them. */
  readonly isErasedLast?: boolean;
}

/** What is held in one part, as its person is told. */
export interface HeldPart extends Pick<PersonalPart, 'name' | 'title' | 'staysBecause'> {
  readonly records: number;
}

/** Everything that is held about people, part by part. A test finds tables that no part answers for. */
@Injectable()
export class PersonalData {
  private readonly known: PersonalPart[] = [];

  constructor(private readonly em: EntityManager) {}

  get parts(): readonly PersonalPart[] {
    return this.known.toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'));
  }

  register(part: PersonalPart): void {
    if (this.known.some(({ name }) => name === part.name)) throw new Error(`There are two parts ${part.name} of what is held about people`);
    this.known.push(part);
  }

  /** How many records each part holds; those that hold none are there, too. */
  async countsOf({ issuer, subject }: Whose): Promise<HeldPart[]> {
    const em = this.em.fork();
    const counts: HeldPart[] = [];
    for (const { name, title, staysBecause, held } of this.parts) {
      const [row] = await sql<{ records: number }>(em, `select count(*)::int as records from (${held}) p`, [issuer, subject]);
      counts.push({ name, title, records: row?.records ?? 0, ...(staysBecause && { staysBecause }) });
    }
    return counts;
  }

  /** All of it as one JSON text, in pieces: no more than one part is held in memory. */
  async *textOf({ issuer, subject }: Whose, about: Readonly<Record<string, unknown>>): AsyncGenerator<string> {
    const em = this.em.fork();
    yield `{"about":${JSON.stringify({ ...about, issuer, subject })}`;
    for (const { name, held } of this.parts) {
      const [row] = await sql<{ text: string }>(em, `select coalesce(json_agg(p.held), '[]')::text as text from (${held}) p`, [
        issuer,
        subject,
      ]);
      yield `,\n${JSON.stringify(name)}:${row?.text ?? '[]'}`;
    }
    yield '}\n';
  }

  /** Takes a person out of every part, in the open transaction. */
  async eraseIn(em: EntityManager, { issuer, subject }: Whose): Promise<void> {
    const last = ({ isErasedLast }: PersonalPart): number => (isErasedLast ? 1 : 0);
    for (const { erased } of this.parts.toSorted((one, other) => last(one) - last(other))) {
      for (const statement of erased) await sql(em, statement, [issuer, subject]);
    }
  }
}

/** Stands among the providers of a module: what it keeps about people. */
export const holdsAboutPeople = (part: PersonalPart): Provider => ({
  provide: `held about people: ${part.name}`,
  inject: [PersonalData],
  useFactory: (data: PersonalData) => data.register(part),
});
