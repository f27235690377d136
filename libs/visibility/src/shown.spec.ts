import { contracts, GrantYear, schemaOfClass } from '#contracts';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { furtherOf, Label, type Labelled, LABELS, labelsOf, maySee, shown, unlabelledOf } from './index.js';

@Label('case')
class Hold {
  @IsString() readonly reason!: string;
  @Label('sealed') @IsString() readonly bid!: string;
}

@Label('public')
class Seen {
  @IsString() readonly title!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: readonly GrantYear[];
  @Label('network') @IsOptional() @IsString() readonly plan?: string | null;
}

class Kept extends Seen {
  @Label('borough') @IsInt() readonly waiting!: number;
  @Label('case') @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Hold) readonly holds!: readonly Hold[] | null;
}

class Forgotten extends Seen {
  @IsString() readonly note!: string;
  @ValidateNested() @Type(() => Forgotten) readonly former!: Forgotten | null;
}

const YEAR = { financialYear: '2026/27', amountPence: 100, commitment: 'firm' as const };
const KEPT: Kept = { title: 'Lunches', years: [YEAR], plan: 'a cut', waiting: 2, holds: [{ reason: 'an audit', bid: '£9' }] };

describe('what is shown', () => {
  test.each([
    ['public', { title: 'Lunches', years: [YEAR], plan: null, waiting: null, holds: null }],
    ['network', { title: 'Lunches', years: [YEAR], plan: 'a cut', waiting: null, holds: null }],
    ['borough', { title: 'Lunches', years: [YEAR], plan: 'a cut', waiting: 2, holds: null }],
    ['case', { title: 'Lunches', years: [YEAR], plan: 'a cut', waiting: 2, holds: [{ reason: 'an audit', bid: null }] }],
    ['sealed', KEPT],
  ] as const)('to who sees as far as %s', (clearance, seen) => {
    expect(shown(Kept, KEPT, clearance)).toEqual(seen);
  });

  test('is what the class declares, and nothing else that a row has, in its parts neither', () => {
    const row = { ...KEPT, years: [{ ...YEAR, note: 'mine' }], email: 'person@example.org' };
    expect(JSON.stringify(shown(Seen, row, 'sealed'))).toBe(JSON.stringify({ title: 'Lunches', years: [YEAR], plan: 'a cut' }));
  });

  test('leaves out what the row does not have', () => {
    expect(Object.keys(shown(Seen, { title: 'Lunches', years: [] }, 'public'))).toEqual(['title', 'years']);
  });

  test('keeps to the borough what nobody labelled', () => {
    const row = { title: 'Lunches', years: [], note: 'mine', former: null };
    expect(shown(Forgotten, row, 'network')).toMatchObject({ note: null });
    expect(shown(Forgotten, row, 'borough')).toMatchObject({ note: 'mine' });
  });

  test('remembers of what class it is', () => {
    expect(shown(Kept, KEPT, 'public')).toBeInstanceOf(Kept);
  });
});

describe('labels', () => {
  test('of a class speak for its own fields, not for those of a class that extends it', () => {
    expect(unlabelledOf(Kept)).toEqual([]);
    expect(unlabelledOf(Forgotten)).toEqual(['Forgotten.note', 'Forgotten.former']);
  });

  test('are in an order: each sees what is before', () => {
    expect(LABELS.map((label) => LABELS.filter((other) => maySee(label, other)).length)).toEqual([1, 2, 3, 4, 5]);
    expect([furtherOf('case', 'public'), furtherOf('public', 'borough')]).toEqual(['case', 'borough']);
  });

  test.each(contracts.map((contract) => [contract.type, contract] as const))(
    'leave nothing in the fact %s that is not public',
    (_, fact) => {
      const view = fact as unknown as Labelled;
      expect([...labelsOf(view)].filter(([, label]) => label !== 'public')).toEqual([]);
      expect([...labelsOf(view).keys()].toSorted()).toEqual(Object.keys(schemaOfClass(view, '').properties as object).toSorted());
      expect(unlabelledOf(view)).toEqual([]);
    },
  );
});
