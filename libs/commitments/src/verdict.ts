/**
 * What a rule says of a case (domain.md 2.0). `met-explained`: not as promised, and the reason that the promise asks for is on file.
 * `exempt`: a ground is recorded on which it does not apply. `not-assessable`: something is not recorded. `not-due`: its day is to come.
 * It is an indicator, never a finding of breach.
 */
export const VERDICTS = ['met', 'met-explained', 'not-met', 'exempt', 'not-assessable', 'not-due'] as const;
export type VerdictValue = (typeof VERDICTS)[number];

/** How each reads on a page. */
export const VERDICT_WORDS: Readonly<Record<VerdictValue, string>> = {
  met: 'Kept',
  'met-explained': 'Kept with an explanation',
  'not-met': 'Not kept',
  exempt: 'Does not apply',
  'not-assessable': 'Could not be checked',
  'not-due': 'Not due yet',
};

/** What is worth saying beside a verdict, and changes nothing of it. */
export const MARKS = ['late-reason', 'reopened', 'over-holidays', 'before-election', 'partial', 'moved-to-contract'] as const;
export type Mark = (typeof MARKS)[number];

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  'late-reason': 'The reason was given late',
  reopened: 'Closed and opened again; the longest time without a gap counts',
  'over-holidays': 'Runs over August or the turn of the year',
  'before-election': 'Runs into the time before an election',
  partial: 'Firm for more than a year and less than promised',
  'moved-to-contract': 'Moved to a contract with the same organisation, not ended',
};

export interface Verdict {
  readonly value: VerdictValue;
  /** Why, in a sentence, with the two values that clash where it is not kept, and then the words of each mark. */
  readonly says: string;
  readonly marks: readonly Mark[];
}

type Making = (says: string, ...marks: readonly (Mark | false)[]) => Verdict;

const making =
  (value: VerdictValue): Making =>
  (says, ...given) => {
    const marks = given.filter((mark) => mark !== false);
    return { value, says: [says, ...marks.map((mark) => `${MARK_WORDS[mark]}.`)].join(' '), marks };
  };

export const [met, metExplained, notMet, exempt, notDue] = [
  making('met'),
  making('met-explained'),
  making('not-met'),
  making('exempt'),
  making('not-due'),
];

/** Names what is not recorded. */
export const notAssessable = (...missing: readonly string[]): Verdict => making('not-assessable')(`Not recorded: ${missing.join(', ')}.`);
