/** The condition of a statement in SQL, part by part, with its bind parameters; more may be bound after it. */
export class Condition {
  readonly parameters: unknown[] = [];
  private readonly parts: string[] = [];

  /** Takes a value along and gives the place that stands for it. */
  readonly bind = (value: unknown): string => `$${this.parameters.push(value)}`;

  add(part: string): void {
    this.parts.push(`(${part})`);
  }

  /** A part for `add`. One value is an equality, so that an index that begins with the column also gives the order. */
  readonly isOneOf = (column: string, values: readonly string[], type: string): string =>
    values.length === 1 ? `${column} = ${this.bind(values[0])}::${type}` : `${column} = any(${this.bind(values)}::${type}[])`;

  get text(): string {
    return this.parts.join(' and ') || 'true';
  }
}
