import { dateInWords, daysBetween } from '#clock';
import { number, plural } from '#pages';
import type { Usefulness } from '../grants/usefulness.queries.js';
import { PUBLISHED_TYPES, type PublishedType } from './confirm-complete.command.js';

/** Something to look after: what it is, how it stands in a sentence, and whether it is done; null where that cannot be known now. */
export interface Task {
  readonly title: string;
  readonly says: string;
  readonly isDone: boolean | null;
  /** Where it is looked after, where there is such a place. */
  readonly href?: string;
}

/** One of the three duties of a publisher, the strongest first. */
export interface Duty {
  readonly title: string;
  readonly says: string;
  readonly tasks: readonly Task[];
}

/** How the last test of the export went. */
export interface Tested {
  readonly says: string;
  readonly isDone: boolean;
}

/** What the tasks are read from. */
export interface PublishFigures {
  readonly today: string;
  readonly complete: Readonly<Record<string, { readonly completeTo: string; readonly agreedDays: number } | null>>;
  /** The facts that the hub refused; null where it cannot be asked now. */
  readonly refused: number | null;
  /** The last financial year that is over. */
  readonly lastYear: string;
  readonly usefulness: Usefulness;
  /** What only officers know; null for everybody else. */
  readonly officers: { readonly heldBack: number; readonly tested: Tested } | null;
}

export const TITLES: Record<PublishedType, string> = {
  grants: 'Grants',
  programmes: 'Programmes',
  organisations: 'Organisations',
  compacts: 'The Compact and its codes',
  commitments: 'Mappings to the network’s commitments',
  consultations: 'Consultations',
};

/** The publish check as a task list: agreed to publish, expected, and what can be done besides. Pure. */
export function dutiesOf(figures: PublishFigures): Duty[] {
  return [
    {
      title: 'Agreed to publish',
      says: 'What this borough has promised the others.',
      tasks: [...PUBLISHED_TYPES.map((type) => completeTask(type, figures)), takenTask(figures)],
    },
    { title: 'Expected', says: 'What the law and the 360Giving standard ask of a council.', tasks: expectedTasks(figures) },
    { title: 'Can', says: 'What makes the records more use to others. Nothing here is overdue.', tasks: usefulTasks(figures.usefulness) },
  ];
}

function completeTask(type: PublishedType, { complete, today }: PublishFigures): Task {
  const [told, title, href] = [complete[type], `Keep ${type} complete`, `#${type}`];
  if (!told) return { title, href, isDone: false, says: 'Nothing is published yet, so others cannot tell a gap from nothing to say.' };
  const { completeTo, agreedDays } = told;
  const days = daysBetween(completeTo, today);
  const isDone = days <= agreedDays;
  const since = `Complete to ${dateInWords(completeTo)}, ${days <= 0 ? 'today' : `${plural(days, 'day')} ago`}`;
  const todo = isDone ? '' : ' Record what is missing, or say that nothing new came.';
  return { title, href, isDone, says: `${since}. Agreed: at least every ${plural(agreedDays, 'day')}.${todo}` };
}

function takenTask({ refused, officers }: PublishFigures): Task {
  const title = 'See that the hub takes it';
  if (refused === null) {
    return { title, isDone: null, says: 'The hub cannot be asked now. Nothing is lost: what waits here leaves when the link is back.' };
  }
  if (refused === 0) return { title, isDone: true, says: 'The hub has refused nothing.' };
  const says = `The hub has refused ${plural(refused, 'fact')}, so others do not see ${refused === 1 ? 'it' : 'them'}.`;
  return { title, isDone: false, says, ...(officers && { href: '#refused' }) };
}

function expectedTasks({ lastYear, usefulness: { ownInYear }, officers }: PublishFigures): Task[] {
  const file: Task = {
    title: `Publish the grants of ${lastYear}`,
    isDone: ownInYear > 0,
    says:
      ownInYear > 0
        ? `The yearly file of the Transparency Code holds ${plural(ownInYear, 'grant')} of the borough’s own money.`
        : `The yearly file of the Transparency Code is empty: no grant of the borough’s own money was recorded for ${lastYear}.`,
    href: ownInYear > 0 ? `/api/v1/grants/transparency-code/${lastYear.replace('/', '-')}.csv` : officers ? '/grants/import' : '/grants',
  };
  if (!officers) return [file];
  const { heldBack, tested } = officers;
  const held: Task = {
    title: 'Let changes out that are held back',
    isDone: heldBack === 0,
    says:
      heldBack === 0
        ? 'No change is held back.'
        : `${plural(heldBack, 'change')} held back by our own rule: the organisation is to know first, and the decision is to be public.`,
    ...(heldBack > 0 && { href: '/#waiting' }),
  };
  return [file, { title: 'Pass the 360Giving test', href: '/publish/test', ...tested }, held];
}

function usefulTasks(useful: Usefulness): Task[] {
  const { grants, withoutProgramme, withoutEndDate, overYears, withoutYears, organisations, withoutNumber } = useful;
  const task = (title: string, lack: string, missing: number, all: number, of: string, lacks: readonly [one: string, many: string]) => {
    if (all === 0) return [];
    const says = missing === 0 ? `Nothing is missing in ${of}.` : `${number(missing)} of ${of} ${missing === 1 ? lacks[0] : lacks[1]}.`;
    return [{ title, says, isDone: missing === 0, ...(missing > 0 && { href: `/grants?lacks=${lack}` }) }];
  };
  const longGrants = `${plural(overYears, 'grant')} that ${overYears === 1 ? 'runs' : 'run'} over several financial years`;
  const byUs = 'only a number that a publisher made itself';
  return [
    ...task('Name the programme of each grant', 'programme', withoutProgramme, grants, plural(grants, 'grant'), [
      'names no programme',
      'name no programme',
    ]),
    ...task('Say when each grant ends', 'end-date', withoutEndDate, grants, plural(grants, 'grant'), [
      'has no end date',
      'have no end date',
    ]),
    ...task('Say what each year comes to', 'amounts-by-year', withoutYears, overYears, longGrants, [
      'has no amounts by year',
      'have no amounts by year',
    ]),
    ...task(
      'Give organisations their registered number',
      'organisation-number',
      withoutNumber,
      organisations,
      plural(organisations, 'organisation'),
      [`has ${byUs}`, `have ${byUs}`],
    ),
  ];
}
