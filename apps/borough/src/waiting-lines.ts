import { Clock } from '#clock';
import { type Person, type Side, sideOf } from '#identity';
import { Injectable, type Provider, type Type } from '@nestjs/common';

/** Something that somebody has to do, or that is to come. */
export interface WaitingLine {
  /** Which thing it is, such as `result 0198…`: what is reminded of is remembered by it. */
  readonly thing: string;
  /** What there is to do, and about what. */
  readonly what: string;
  /** Where it is done: a page that whoever reads the line may open. */
  readonly href: string;
  readonly since: string | null;
  /** The last day on which it is in time; of what is to come, its day. Null where there is none. */
  readonly dueOn: string | null;
  /** The sides whose chairs have to do it, or `reader`: whoever reads it. Nobody where it is to come. */
  readonly waitsFor: readonly (Side | 'reader')[];
}

/** Who reads, and on which day. */
export interface Reader {
  readonly person: Person;
  /** The sides that they chair for. */
  readonly sides: readonly Side[];
  readonly today: string;
}

/** What of one feature waits, as far as it concerns a reader, in as many statements whether there is much of it or little. */
export interface WaitingSource {
  linesFor(reader: Reader): Promise<readonly WaitingLine[]>;
}

export interface WaitingGroups {
  readonly forReader: readonly WaitingLine[];
  /** What the chair of the other side has to do. */
  readonly forCoChair: readonly WaitingLine[];
  readonly toCome: readonly WaitingLine[];
}

export const isLate = ({ dueOn }: Pick<WaitingLine, 'dueOn'>, today: string): boolean => dueOn !== null && dueOn < today;

/** All that waits for people, of every feature that offers some. */
@Injectable()
export class WaitingLines {
  private readonly sources: WaitingSource[] = [];

  constructor(private readonly clock: Clock) {}

  register(source: WaitingSource): void {
    this.sources.push(source);
  }

  /** What is due first comes first. */
  async of(person: Person): Promise<WaitingGroups> {
    const sides = person.roles.flatMap(({ role }) => sideOf(role) ?? []);
    const reader: Reader = { person, sides, today: this.clock.today() };
    const lines: WaitingLine[] = [];
    for (const source of this.sources) lines.push(...(await source.linesFor(reader)));
    lines.sort(byDay);
    const isTheirs = (one: Side | 'reader'): boolean => one === 'reader' || sides.includes(one);
    return {
      forReader: lines.filter(({ waitsFor }) => waitsFor.some(isTheirs)),
      forCoChair: sides.length === 0 ? [] : lines.filter(({ waitsFor }) => waitsFor.some((one) => !isTheirs(one))),
      toCome: lines.filter(({ waitsFor }) => waitsFor.length === 0),
    };
  }
}

const LAST = '9999';
const keyOf = ({ dueOn, since, thing }: WaitingLine): string => `${dueOn ?? LAST} ${since ?? LAST} ${thing}`;
const byDay = (one: WaitingLine, other: WaitingLine): number => (keyOf(one) < keyOf(other) ? -1 : 1);

/** Stand among the providers of a module: what of it waits for people. */
export const offersWaiting = (source: Type<WaitingSource>): Provider[] => [
  source,
  {
    provide: `waits for people: ${source.name}`,
    inject: [WaitingLines, source],
    useFactory: (lines: WaitingLines, offered: WaitingSource) => lines.register(offered),
  },
];
