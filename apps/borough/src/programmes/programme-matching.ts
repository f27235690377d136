import { type DepartmentRef, ProgrammeOpenedV1, type ProgrammeRef } from '#contracts';
import type { Ids } from '#clock';
import type { Fact } from '#events';
import { Programme } from './programme.entity.js';

/** A programme as a file names it, within a department of a funder; at least one of code and title is there. */
export interface NamedProgramme {
  readonly funderIdentifier: string;
  readonly department: DepartmentRef | undefined;
  readonly code?: string | undefined;
  readonly title?: string | undefined;
}

const folded = (text: string): string => text.trim().toLocaleLowerCase('en-GB').replaceAll(/\s+/g, ' ');

/** Finds the programmes of a file by code, else by title, within their department, or opens them. Nothing is written here. */
export class ProgrammeMatching {
  readonly opened: Programme[] = [];
  readonly facts: Fact<ProgrammeOpenedV1>[] = [];
  private readonly byCode = new Map<string, Programme>();
  private readonly byTitle = new Map<string, Programme>();

  constructor(
    known: readonly Programme[],
    private readonly ids: Ids,
    private readonly ownFunder: string,
  ) {
    for (const programme of known) this.remember(programme);
  }

  match(named: NamedProgramme): ProgrammeRef {
    const { code, title = code ?? '' } = named;
    const within = placeOf(named.funderIdentifier, named.department?.departmentId);
    const byCode = code ? this.byCode.get(within + folded(code)) : undefined;
    const byTitle = this.byTitle.get(within + folded(title));
    const found = byCode ?? (byTitle && !(code && byTitle.code) ? byTitle : undefined);
    return (found ?? this.open(named, title)).ref();
  }

  /** Of the borough's own programmes it is told that a department opened them; another funder's are known from their grants alone. */
  private open({ funderIdentifier, department, code }: NamedProgramme, title: string): Programme {
    const programme = Programme.open(this.ids.next(), { title, code, departmentId: department?.departmentId ?? null, funderIdentifier });
    this.opened.push(programme);
    this.remember(programme);
    if (department && funderIdentifier === this.ownFunder) {
      this.facts.push({ contract: ProgrammeOpenedV1, subject: programme.id, data: programme.openedBy(department) });
    }
    return programme;
  }

  private remember(programme: Programme): void {
    const within = placeOf(programme.funderIdentifier, programme.departmentId);
    if (programme.code) this.byCode.set(within + folded(programme.code), programme);
    const title = within + folded(programme.title);
    if (!this.byTitle.has(title)) this.byTitle.set(title, programme);
  }
}

const placeOf = (funderIdentifier: string, departmentId: string | null | undefined): string =>
  `${funderIdentifier}\n${departmentId ?? ''}\n`;
