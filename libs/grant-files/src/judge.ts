import { grantOf } from './grant-of.js';
import { joined } from './grant-cells.js';
import type { GrantRow, ReadOptions, Refusal } from './grant-row.js';
import { readGrantIdentifier } from './identifiers.js';
import type { Remarks } from './remarks.js';
import { RowReading, VALUE_SHOWN } from './row-reading.js';
import type { RowSource, SourceRow } from './row-source.js';
import { excerpt, listed } from './words.js';

/** One grant of a file with the rows it stands in: taken (`grant`), or refused. */
export interface Judged<Original = unknown> {
  readonly rows: readonly SourceRow<Original>[];
  readonly grant?: GrantRow;
  readonly refusals: readonly Refusal[];
}

/** Rows that may tell one grant; more have more likely lost their identifiers. */
const MOST_ROWS_OF_A_GRANT = 100;

function keyOf(identifier: string): string {
  const read = readGrantIdentifier(identifier);
  return 'value' in read ? read.value.identifier : identifier;
}

/** How many rows bear each identifier that stands in several. */
async function repeatedIn(source: RowSource): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const { identifier } of source.rows()) {
    if (identifier === '') continue;
    const key = keyOf(identifier);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > 1));
}

/**
 * Goes through a file grant by grant and says of each what it tells, or every reason why it is refused. Twice through the rows: first for
 * the identifiers that stand in several rows, then row by row, so that no more is kept than the rows of one grant. Rows that share an
 * identifier come at the place of the last of them.
 */
export async function* judge<Original>(
  source: RowSource<Original>,
  options: ReadOptions,
  remarks: Remarks,
): AsyncGenerator<Judged<Original>> {
  const repeated = await repeatedIn(source);
  const waiting = new Map<string, SourceRow<Original>[]>();
  for await (const row of source.rows()) {
    const key = row.identifier === '' ? '' : keyOf(row.identifier);
    const count = repeated.get(key) ?? 1;
    const together = waiting.get(key) ?? [];
    together.push(row);
    if (count === 1) yield one(row, source, options, remarks);
    else if (together.length < count) waiting.set(key, together);
    else {
      waiting.delete(key);
      yield* several(together, source, options, remarks);
    }
  }
}

/** A refusal of a row as such, said of its identifier. */
function refusalOf({ row, identifier }: SourceRow, source: RowSource, reason: string): Refusal {
  return { row, column: source.columnOf('/id'), value: excerpt(identifier, VALUE_SHOWN), reason };
}

function one<Original>(row: SourceRow<Original>, source: RowSource, options: ReadOptions, remarks: Remarks): Judged<Original> {
  const { cells, fault } = row;
  const reading = new RowReading(row.row, cells, (pointer) => source.columnOf(pointer));
  if (fault !== undefined) {
    return { rows: [row], refusals: [refusalOf(row, source, fault)] };
  }
  const grant = grantOf(reading, options);
  if (!grant) return { rows: [row], refusals: reading.refusals };
  reading.tell(remarks);
  remarks.addOrganisations(row.row, grant.recipient, grant.funder);
  return { rows: [row], grant, refusals: [] };
}

/** Rows that share an identifier: one grant where they agree, else each refused for that, and for whatever else is wrong with it. */
function* several<Original>(
  rows: readonly SourceRow<Original>[],
  source: RowSource,
  options: ReadOptions,
  remarks: Remarks,
): Generator<Judged<Original>> {
  const reason = reasonAgainst(rows, source);
  const [first] = rows;
  if (reason === undefined && first) {
    const result = joined(rows.map(({ cells }) => cells));
    const cells = 'cells' in result ? result.cells : first.cells;
    const whole = one({ row: first.row, identifier: first.identifier, cells, original: first.original }, source, options, remarks);
    if (whole.grant) remarks.add('rows-joined', first.row);
    yield { ...whole, rows };
    return;
  }
  for (const row of rows) {
    const { refusals } = one(row, source, options, remarks);
    yield { rows: [row], refusals: [...refusals, refusalOf(row, source, reason ?? '')] };
  }
}

function reasonAgainst(rows: readonly SourceRow[], source: RowSource): string | undefined {
  const numbers = listed(rows.map(({ row }) => row));
  const shared = `Rows ${numbers} have the same identifier`;
  if (rows.some(({ fault }) => fault !== undefined)) return `${shared}, and one of them cannot be read. Mend that row.`;
  if (rows.length > MOST_ROWS_OF_A_GRANT) return `${shared}. Give each grant its own.`;
  const result = joined(rows.map(({ cells }) => cells));
  if ('cells' in result) return undefined;
  const columns = listed(result.differing.map((pointer) => source.columnOf(pointer)));
  return `${shared} but differ in ${columns}. Give each grant its own identifier, or make the rows agree.`;
}
