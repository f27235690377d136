import { fieldAt } from './fields.js';
import { counted, type GrantCells } from './grant-cells.js';
import type { Refusal } from './grant-row.js';
import { LIMITS } from './limits.js';
import type { Reading } from './money.js';
import type { RemarkCode, Remarks } from './remarks.js';
import type { Cells } from './row-source.js';
import { emailIn, excerpt, lengthOf } from './words.js';

/** Characters of a value that a refusal shows. */
export const VALUE_SHOWN = 200;

function reasonAgainstKeeping(text: string): string | undefined {
  if (text.length > LIMITS.cell) return `The text has ${text.length} characters. Shorten it to at most 20,000.`;
  if (text.includes('\0') || !text.isWellFormed()) return 'The text holds a character that cannot be kept. Type it again.';
  return undefined;
}

/** What one row is read with: its values, and all that is wrong with it or worth a remark, not only the first fault. */
export class RowReading {
  readonly refusals: Refusal[] = [];
  /** Every pointer that holds something. */
  readonly pointers: readonly string[];
  private readonly noted: [RemarkCode, string][] = [];
  private readonly grant: GrantCells;
  /** Values that were asked for; the rest is carried along. */
  private readonly asked = new Set<string>();
  private readonly unkeepable = new Set<string>();

  constructor(
    readonly row: number,
    cells: Cells,
    private readonly columnOf: (pointer: string) => string,
  ) {
    this.grant = counted(cells);
    this.pointers = [...this.grant.cells.keys()];
  }

  get isRefused(): boolean {
    return this.refusals.length > 0;
  }

  /** The pointers that nobody asked for yet. */
  rest(): string[] {
    return this.pointers.filter((pointer) => !this.asked.has(pointer));
  }

  has(pointer: string): boolean {
    return this.grant.cells.has(pointer);
  }

  get(pointer: string): string | undefined {
    this.asked.add(pointer);
    return this.unkeepable.has(pointer) ? undefined : this.grant.cells.get(pointer);
  }

  column(pointer: string): string {
    return this.columnOf(this.grant.inFile(pointer));
  }

  refuse(pointer: string, reason: string): undefined {
    const value = excerpt(this.grant.cells.get(pointer) ?? '', VALUE_SHOWN);
    this.refusals.push({ row: this.row, column: this.column(pointer), value, reason });
    return undefined;
  }

  note(code: RemarkCode, where = ''): undefined {
    this.noted.push([code, where]);
    return undefined;
  }

  /** A value that does not fit is not carried along, and that is said. */
  leaveOut(pointer: string): undefined {
    return this.note('value-left-out', this.column(pointer));
  }

  /** A text that must be there and is for people: without e-mail address, and no longer than `most` characters. */
  required(pointer: string, most: number, whatToWrite: string): string | undefined {
    if (!this.has(pointer)) return this.missing(pointer, whatToWrite);
    return this.text(pointer, most);
  }

  missing(pointer: string, whatToWrite: string): undefined {
    this.get(pointer);
    return this.refuse(pointer, `${this.column(pointer)} is missing. ${whatToWrite}`);
  }

  /** A text that may be there. */
  text(pointer: string, most: number): string | undefined {
    const text = this.get(pointer);
    if (text === undefined) return undefined;
    if (lengthOf(text) > most) {
      return this.refuse(pointer, `The text has ${lengthOf(text)} characters. Shorten it to at most ${most.toLocaleString('en-GB')}.`);
    }
    const email = emailIn(text);
    if (email !== undefined) {
      return this.refuse(pointer, `The text holds an e-mail address, ${excerpt(email)}. Take it out: it is personal data.`);
    }
    if (text.includes('\ufffd')) this.note('garbled-text');
    return text;
  }

  /** A value that is read by a rule of its own; the rule's sentence becomes a refusal. */
  read<Value>(pointer: string, rule: (text: string) => Reading<Value>): Value | undefined {
    const text = this.get(pointer);
    if (text === undefined) return undefined;
    const reading = rule(text);
    return 'value' in reading ? reading.value : this.refuse(pointer, reading.reason);
  }

  /** Refuses what could not be kept: values that are too long, or hold characters that no database takes. No rule looks at them then. */
  refuseWhatCannotBeKept(): void {
    for (const [pointer, text] of this.grant.cells) {
      if (fieldAt(pointer)?.kind === 'personal') continue;
      const reason = reasonAgainstKeeping(text);
      if (reason === undefined) continue;
      this.refuse(pointer, reason);
      this.unkeepable.add(pointer);
    }
  }

  /** Hands the remarks on; those of a row that is refused are not said. */
  tell(remarks: Remarks): void {
    for (const [code, where] of this.noted) remarks.add(code, this.row, where);
  }
}
