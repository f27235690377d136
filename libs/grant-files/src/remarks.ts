import { LIMITS } from './limits.js';
import type { Remark } from './grant-row.js';

type Kind = Remark['kind'];

/** What each remark says. The checks are those of 360Giving's own tool (standards.md 3.5), and what this reader altered or left out. */
const SENTENCES = {
  'windows-1252': ['changed', 'The file is not UTF-8 and was read as Windows-1252. Check letters with accents, £ and long dashes.'],
  'personal-data-dropped': ['changed', 'Contact names, e-mail addresses and phone numbers were not taken: they are personal data.'],
  'email-left-out': ['changed', 'A text beside the title and description holds an e-mail address and was left out.'],
  'value-left-out': ['changed', 'A value that does not have the form of its column was left out'],
  'identifier-spaces': ['changed', 'Spaces or small letters in an identifier were replaced.'],
  'company-number-padded': ['changed', 'A company number with seven digits got its leading zero back.'],
  'linked-charity': ['changed', 'The suffix of a linked charity was dropped from a charity number.'],
  'charity-number-shape': ['accuracy', 'A charity number does not have 6 or 7 digits and was left out.'],
  'company-number-shape': ['accuracy', 'A company number does not have 8 characters and was left out.'],
  'duration-altered': ['changed', 'A duration of part of a month was rounded up, or one of 0 months left out.'],
  'local-identifier': ['changed', 'The recipient has no identifier and gets a local one.'],
  'identifier-from-number': ['changed', 'The recipient’s identifier was made from its charity or company number.'],
  'title-as-description': ['changed', 'The description is empty; the title was used.'],
  'rows-joined': ['changed', 'Several rows tell one grant without contradicting each other and were read as one.'],
  'zero-amount': ['accuracy', 'The amount awarded is £0.'],
  'unknown-register': ['accuracy', 'An identifier names a register that is not known here.'],
  'garbled-text': ['accuracy', 'A text holds � where a letter was lost. Look it up in the original.'],
  'more-than-one-funder': ['accuracy', 'The file holds grants of more than one funder.'],
  'award-in-future': ['accuracy', 'The award date is in the future.'],
  'planned-far-ahead': ['accuracy', 'A planned date is more than 12 years ahead.'],
  'actual-far-ahead': ['accuracy', 'An actual date is more than 5 years ahead.'],
  'actual-start-after-end': ['accuracy', 'The actual start is after the actual end.'],
  'long-ago': ['accuracy', 'A date is more than 25 years ago.'],
  'one-identifier-two-names': ['accuracy', 'One identifier has more than one name in the file.'],
  'one-name-two-identifiers': ['accuracy', 'One name has more than one identifier in the file.'],
  'local-recipient-identifier': ['usefulness', 'The recipient’s identifier was made by a funder: other data cannot be matched with it.'],
  'local-funder-identifier': ['usefulness', 'The funder’s identifier was made by a publisher: other data cannot be matched with it.'],
  'no-register-number': ['usefulness', 'The recipient has neither a charity nor a company number.'],
  'no-recipient-place': ['usefulness', 'The recipient has neither a postcode nor a geographic code.'],
  'no-programme': ['usefulness', 'No grant programme is named.'],
  'no-beneficiary-location': ['usefulness', 'No place of benefit is named.'],
  'title-is-description': ['usefulness', 'The title and the description are the same.'],
  'long-title': ['usefulness', 'The title is longer than 140 characters.'],
  'no-last-modified': ['usefulness', 'It is not said when the grant’s record was last changed.'],
  'no-data-source': ['usefulness', 'No data source is named.'],
  'no-duration': ['usefulness', 'Neither planned dates nor a duration are given.'],
  'location-without-code': ['usefulness', 'A place of benefit has a name but no geographic code.'],
  'beneficiary-without-recipient-place': ['usefulness', 'The place of benefit is given, but not where the recipient is.'],
  'recipient-without-beneficiary-place': ['usefulness', 'Where the recipient is is given, but not the place of benefit.'],
} as const satisfies Record<string, readonly [Kind, string]>;

export type RemarkCode = keyof typeof SENTENCES;

/** Remarks that are kept apart by column; beyond, they are counted without their column. */
const MOST_KINDS = 200;

interface Counted {
  readonly code: RemarkCode;
  readonly where: string;
  count: number;
  readonly rows: number[];
}

/** The names that go with each identifier in a file, and the identifiers with each name. */
class Pairs {
  private readonly names = new Map<string, string>();
  private readonly identifiers = new Map<string, string>();

  /** Says which of the two checks a pair fails, against the first pair seen with its identifier or name. */
  add(identifier: string, name: string): RemarkCode[] {
    const firstName = this.names.get(identifier) ?? name;
    const key = name.toLowerCase();
    const firstIdentifier = this.identifiers.get(key) ?? identifier;
    this.names.set(identifier, firstName);
    this.identifiers.set(key, firstIdentifier);
    return [
      ...(firstName === name ? [] : (['one-identifier-two-names'] as const)),
      ...(firstIdentifier === identifier ? [] : (['one-name-two-identifiers'] as const)),
    ];
  }
}

/** Counts what is worth saying about a file's rows. What it keeps is bounded by the kinds of remarks and columns, not by the rows. */
export class Remarks {
  private readonly counted = new Map<string, Counted>();
  private readonly pairs = new Pairs();
  private firstFunder: string | undefined;

  /** Notes something about a row; `where` is the column for remarks that are counted by column. */
  add(code: RemarkCode, row: number, where = ''): void {
    const place = this.counted.size < MOST_KINDS ? where : '';
    const key = `${code}\n${place}`;
    const found = this.counted.get(key) ?? { code, where: place, count: 0, rows: [] };
    this.counted.set(key, found);
    if (found.rows.at(-1) === row) return;
    found.count += 1;
    if (found.rows.length < LIMITS.remarkRows) found.rows.push(row);
  }

  /** Notes something about the whole file. */
  addForFile(code: RemarkCode): void {
    this.counted.set(code, { code, where: '', count: 0, rows: [] });
  }

  /** Compares a row's organisations with those of the rows before. */
  addOrganisations(row: number, recipient: { identifier?: string; name: string }, funder: { identifier: string; name: string }): void {
    this.firstFunder ??= funder.identifier;
    if (funder.identifier !== this.firstFunder) this.add('more-than-one-funder', row);
    const found = [
      ...this.pairs.add(funder.identifier, funder.name),
      ...(recipient.identifier === undefined ? [] : this.pairs.add(recipient.identifier, recipient.name)),
    ];
    for (const code of found) this.add(code, row);
  }

  /** All remarks: what was changed first, then what to check, then what others will miss. */
  list(): Remark[] {
    const order: readonly Kind[] = ['changed', 'accuracy', 'usefulness'];
    return [...this.counted.values()]
      .map(({ code, where, count, rows }) => {
        const [kind, sentence] = SENTENCES[code];
        return { code, kind, sentence: where === '' ? sentence : `${sentence}: ${where}.`, count, rows: [...rows] };
      })
      .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  }
}
