import { addDays, dateInWords, daysBetween } from '#clock';
import { CONSULTATION_KINDS, type ConsultationKind, IsCivilDate, type Measure } from '#contracts';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { after, measureInWords } from '../measure.js';
import { measured, type Rule } from '../rule.js';
import { exempt, type Mark, met, metExplained, notAssessable, notDue, notMet, type Verdict } from '../verdict.js';

/** When it was decided that answers may come for longer, and until when. */
export class ConsultationExtension {
  @IsCivilDate() readonly madeOn!: string;
  @IsCivilDate() readonly closesOn!: string;
}

/** A consultation, as far as its length goes. */
export class ConsultationFacts {
  @IsIn(CONSULTATION_KINDS) readonly kind!: ConsultationKind;
  /** The first whole day on which answers were taken. */
  @IsCivilDate() readonly opensOn!: string;
  /** The last day, as it was first said. */
  @IsCivilDate() readonly closesOn!: string;
  /** On the last day answers were taken until five in the afternoon at least. Where not, that day does not count. */
  @IsBoolean() readonly openUntilFive!: boolean;
  /** Made before it closed, an extension makes it longer; made after, it opens it again. In the order they were made. */
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ConsultationExtension)
  readonly extensions!: readonly ConsultationExtension[];
  /** When the reason for a shorter time was published; null where none was. */
  @IsOptional() @IsCivilDate() readonly reasonPublishedOn?: string | null;
  /** Of an informal or statutory one: the ground is recorded on which the length does not apply. */
  @IsBoolean() readonly groundRecorded!: boolean;
  @IsOptional() @IsCivilDate() readonly withdrawnOn?: string | null;
  /** The first day of the time before an election that it ran into. */
  @IsOptional() @IsCivilDate() readonly electionPeriodFrom?: string | null;
}

/** The days that say how long it takes answers. */
export type ConsultationDays = Pick<ConsultationFacts, 'opensOn' | 'closesOn' | 'openUntilFive' | 'extensions'>;

/** A stretch without a gap, from the first day to the last that counts. */
interface Stretch {
  readonly from: string;
  readonly to: string;
}

/**
 * R-CONS (undertaking 2.4b): a formal written consultation is open for so long, or says when it opens why not. Days are counted from the
 * first day to the last; the longest stretch without a gap counts.
 */
export const CONSULTATION: Rule<ConsultationFacts> = {
  id: 'R-CONS',
  version: 1,
  says: 'A formal written consultation was open for so long without a gap, or the reason for less was published by the day it opened.',
  facts: ConsultationFacts,
  units: ['weeks', 'days', 'months'],
  stronger: 'more',
  decidedOn: ({ opensOn }) => opensOn,
  judge(facts, asked, today) {
    const measure = measured(this, asked);
    if (facts.withdrawnOn) return notAssessable(`a length, since it was withdrawn on ${dateInWords(facts.withdrawnOn)}`);
    if (facts.kind !== 'formal-written' && facts.groundRecorded)
      return exempt(`It was ${facts.kind}, and the ground is recorded on which its length was another.`);
    const stretches = stretchesOf(facts);
    const end = stretches.at(-1)?.to ?? facts.closesOn;
    if (today <= end) return notDue(`Open until ${dateInWords(end)}.`);
    const longest = longestOf(stretches);
    return verdictOn(facts, { longest, measure, marks: marksOf(facts, stretches, longest) });
  },
};

interface Judged {
  readonly longest: Stretch;
  readonly measure: Measure;
  readonly marks: readonly Mark[];
}

function verdictOn({ reasonPublishedOn, opensOn }: ConsultationFacts, { longest, measure, marks }: Judged): Verdict {
  const days = lengthOf(longest);
  const needed = neededFor(longest, measure);
  const length = `Open from ${dateInWords(longest.from)} to ${dateInWords(longest.to)}: ${days} ${days === 1 ? 'day' : 'days'}`;
  if (days >= needed) return met(`${length}.`, ...marks);
  const clash = `${length}; the promise is ${measureInWords(measure)}, which is ${needed}`;
  if (reasonPublishedOn === undefined) return notAssessable(`whether a reason was published (${clash})`);
  if (reasonPublishedOn === null) return notMet(`${clash}. No reason was published.`, ...marks);
  if (reasonPublishedOn <= opensOn) return metExplained(`${clash}. The reason was published with it.`, ...marks);
  return metExplained(`${clash}. The reason was published on ${dateInWords(reasonPublishedOn)}.`, 'late-reason', ...marks);
}

/** In the order of time: each extension makes the last one longer, or begins another. */
function stretchesOf({ opensOn, closesOn, openUntilFive, extensions }: ConsultationDays): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let [from, to] = [opensOn, closesOn];
  for (const extension of extensions) {
    if (extension.madeOn > to) {
      stretches.push({ from, to });
      from = extension.madeOn;
    }
    to = extension.closesOn;
  }
  return [...stretches, { from, to }].map((stretch) => (openUntilFive ? stretch : { ...stretch, to: addDays(stretch.to, -1) }));
}

const neededFor = (stretch: Stretch, measure: Measure): number =>
  daysBetween(stretch.from, after(stretch.from, measure)) + moreDays(stretch, measure);

const lengthOf = ({ from, to }: Stretch): number => daysBetween(from, to);

const longestOf = (stretches: readonly Stretch[]): Stretch =>
  stretches.reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one));

/** For how many days, by what is said today, it takes answers without a gap. */
export const daysOpen = (days: ConsultationDays): number => lengthOf(longestOf(stretchesOf(days)));

/** For how many days a measure asks of it to take answers, when it does. */
export const daysAsked = (days: ConsultationDays, measure: Measure): number => neededFor(longestOf(stretchesOf(days)), measure);

function marksOf({ electionPeriodFrom }: ConsultationFacts, stretches: readonly Stretch[], longest: Stretch): readonly Mark[] {
  const marks: (Mark | false)[] = [
    stretches.length > 1 && 'reopened',
    runsOverHolidays(longest) && 'over-holidays',
    Boolean(electionPeriodFrom && electionPeriodFrom <= longest.to) && 'before-election',
  ];
  return marks.filter((mark) => mark !== false);
}

const moreDays = (stretch: Stretch, { moreDaysOverHolidays = 0 }: Measure): number =>
  runsOverHolidays(stretch) ? moreDaysOverHolidays : 0;

/** Whether any of August, or of 20 December to 4 January, lies in it. */
function runsOverHolidays({ from, to }: Stretch): boolean {
  const years = [Number(from.slice(0, 4)) - 1, Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return years.some((year) =>
    [
      [`${year}-08-01`, `${year}-08-31`],
      [`${year}-12-20`, `${year + 1}-01-04`],
    ].some(([first = '', last = '']) => from <= last && to >= first),
  );
}
