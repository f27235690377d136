import { Clock, dateInWords, impreciseDateInWords } from '#clock';
import { STANDING_WORDS, standingsUntil } from '#commitments';
import { COMPACT_STANDINGS, type CompactStanding, IsText } from '#contracts';
import { type Actor, actorsWith, type Person, Public, Requires, SignedIn, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordHistory } from '../history/record-history.service.js';
import { MappingsQueries } from '../mappings/mappings.queries.js';
import { RecordId } from '../record-id.js';
import { CHECK_IN_WORDS, checkInsInWords } from './check-ins-in-words.js';
import { CheckInsQueries } from './check-ins.queries.js';
import { DOCUMENT_ACTS, VERSION_ACTS } from './compact-acts.js';
import { BeginDocument, BeginVersion, type ChangeStanding } from './compacts.commands.js';
import { CompactsQueries, type CompactVersionView, type DocumentOnPage, type SaidStandingView, writerOf } from './compacts.queries.js';
import { CompactsService } from './compacts.service.js';
import { differenceOf } from './difference.js';
import { nextStepsOf } from './next-steps.js';
import { ADOPTED_STATES, VERSION_STATE_WORDS, WRITABLE } from './version-states.js';

const STANDING_CHOICES: Readonly<Record<CompactStanding, string>> = {
  'under-review': 'It is under review. What is in force stays in force',
  'national-meanwhile': 'The national Compact is used meanwhile',
  inactive: 'Nobody works by it any more',
  active: 'It is worked by again, or the review ended without a new version',
};

class StandingForm implements ChangeStanding {
  @IsIn(COMPACT_STANDINGS, { message: 'Choose how the Compact stands' }) standing!: CompactStanding;
  @IsDateParts({ what: 'the day from which it stands so' }) from!: string;
  @IsOptional() @IsDateParts({ what: 'the day on which it is looked at again' }) reviewDueOn?: string;
  @IsText(1000, { message: 'Say why, in up to 1,000 characters' }) reason!: string;
}

/** The Compact as it is read: what is in force, its versions, and what changed between two of them. */
@Controller('compact')
export class CompactsPageController {
  constructor(
    private readonly queries: CompactsQueries,
    private readonly checkIns: CheckInsQueries,
    private readonly compacts: CompactsService,
    private readonly mappings: MappingsQueries,
    private readonly recordHistory: RecordHistory,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  @Render('compacts/compact.njk')
  async page(@SignedIn() person: Person | null, @Query('history') shown?: string) {
    const writer = writerOf(person);
    const { compact, codes, standing, documentIds } = await this.queries.all(writer);
    const { reviewDueOn } = standing;
    return {
      standing: STANDING_WORDS[standing.state],
      compact: compact && this.inWords(compact),
      codes: codes.map((code) => this.inWords(code)),
      standings: standingRows(compact?.versions ?? [], await this.queries.saidStandings(), this.clock.today()),
      checkIns: await this.checkInsOnPage(),
      review: reviewInWords(reviewDueOn, compact?.inForce ?? null, this.clock.today()),
      isOverdue: reviewDueOn !== null && reviewDueOn < this.clock.today(),
      tags: compact?.inForce ? await this.mappings.tagsOf(compact.inForce.id) : {},
      mayWrite: writer !== null,
      mayDecide: actorsWith(person, 'compacts.decide').length > 0,
      history: documentIds.length > 0 && (await this.recordHistory.onPage(documentIds, DOCUMENT_ACTS, { seesAll: writer !== null }, shown)),
    };
  }

  @Get('versions/:versionId')
  @Public()
  @Render('compacts/version.njk')
  async version(@RecordId('versionId', 'version') versionId: string, @SignedIn() person: Person | null, @Query('history') shown?: string) {
    const writer = writerOf(person);
    const { document, version } = await this.queries.version(writer, versionId);
    const mayDecide = actorsWith(person, 'compacts.decide').length > 0;
    return {
      document,
      version,
      state: VERSION_STATE_WORDS[version.state].text,
      facts: factsOf(version),
      tags: await this.mappings.tagsOf(versionId),
      isPublic: ADOPTED_STATES.includes(version.state) || version.state === 'consulting' || version.state === 'analysing',
      mayWrite: writer !== null && WRITABLE.includes(version.state),
      steps: mayDecide ? nextStepsOf(version, { chairs: actorsWith(person, 'compacts.propose-withdrawal').length > 0 }) : [],
      others: document.versions.filter(({ id }) => id !== versionId).map(({ id, label }) => ({ id, label })),
      history: await this.recordHistory.onPage(versionId, VERSION_ACTS, { seesAll: writer !== null }, shown),
    };
  }

  @Get('versions/:versionId/difference/:otherId')
  @Public()
  @Render('compacts/difference.njk')
  async difference(
    @RecordId('versionId', 'version') versionId: string,
    @RecordId('otherId', 'version') otherId: string,
    @SignedIn() person: Person | null,
  ) {
    const writer = writerOf(person);
    const [{ version }, { version: other }] = [await this.queries.version(writer, versionId), await this.queries.version(writer, otherId)];
    const differences = differenceOf(other.clauses, version.clauses);
    return {
      version,
      other,
      differences,
      changed: differences.filter(({ is }) => is === 'changed').length,
      added: differences.filter(({ is }) => is === 'added').length,
      removed: differences.filter(({ is }) => is === 'removed').length,
    };
  }

  @Get('begin')
  @Requires('compacts.decide')
  @Render('compacts/begin-document.njk')
  async beginPage(@WorkingAs() actor: Actor) {
    const { compact } = await this.queries.all(actor);
    return { hasCompact: compact !== null };
  }

  @Post('begin')
  @Requires('compacts.decide')
  @FormPage('compacts/begin-document.njk', 'beginPage')
  @Redirect()
  async begin(@Body() form: BeginDocument, @WorkingAs() actor: Actor) {
    return { url: `/compact/documents/${await this.compacts.beginDocument(actor, form)}/begin` };
  }

  @Get('documents/:documentId/begin')
  @Requires('compacts.draft')
  @Render('compacts/begin-version.njk')
  async versionPage(@RecordId('documentId', 'document') documentId: string, @WorkingAs() actor: Actor) {
    const document = await this.queries.document(actor, documentId);
    return { document, inForceId: document.inForce?.id ?? '' };
  }

  @Post('documents/:documentId/begin')
  @Requires('compacts.draft')
  @FormPage('compacts/begin-version.njk', 'versionPage')
  @Redirect()
  async beginVersion(
    @RecordId('documentId', 'document') documentId: string,
    @Body() form: BeginVersion,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id = await this.compacts.beginVersion(actor, documentId, form);
    tellNext(reply, 'The version is begun. Write its clauses, and ask the other side to write, too.');
    return { url: `/compact/versions/${id}` };
  }

  @Get('standing')
  @Requires('compacts.decide')
  @Render('compacts/standing.njk')
  standingPage() {
    return { choices: Object.entries(STANDING_CHOICES).map(([value, text]) => ({ value, text })) };
  }

  @Post('standing')
  @Requires('compacts.decide')
  @FormPage('compacts/standing.njk', 'standingPage')
  @Redirect()
  async changeStanding(@Body() form: StandingForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.compacts.changeStanding(actor, form);
    tellNext(reply, 'It is recorded, and told to the network.');
    return { url: '/compact' };
  }

  /** Null where nothing was ever recorded of them. */
  private async checkInsOnPage() {
    const lines = await this.checkIns.lines();
    if (lines.length === 0) return null;
    const rows = lines.toReversed().map(({ kind, day, note }) => [{ text: dateInWords(day) }, { text: CHECK_IN_WORDS[kind], hint: note }]);
    return { says: checkInsInWords(lines, await this.checkIns.standing(), this.clock.today()), rows };
  }

  private inWords({ id, title, versions, inForce }: DocumentOnPage) {
    const rows = versions.map((version) => [
      { text: version.label, href: `/compact/versions/${version.id}` },
      { text: VERSION_STATE_WORDS[version.state].text },
      { text: version.inForceFrom === null ? 'Not yet' : impreciseDateInWords(version.inForceFrom) },
      { text: version.adoptedBy ?? 'Nobody yet' },
      { text: String(version.readability.words), hint: longInWords(version) },
    ]);
    return { id, title, rows, inForce };
  }
}

const longInWords = ({ readability: { sentences, longSentences } }: CompactVersionView): string =>
  `${longSentences} of ${sentences} sentences are longer than 25 words`;

/** How it stood over time, the latest first. Where nothing was said of it, the versions tell as much. */
function standingRows(versions: readonly CompactVersionView[], said: readonly SaidStandingView[], today: string) {
  const adopted = versions.flatMap(({ inForceFrom, ...version }) =>
    inForceFrom ? [{ ...version, versionId: version.id, inForceFrom }] : [],
  );
  const standings = standingsUntil(today, adopted, said);
  if (standings.every((one) => one.said === null)) return [];
  return standings
    .toReversed()
    .map(({ from, state, inForce, said: then }) => [
      { text: impreciseDateInWords(from) },
      { text: STANDING_WORDS[state], hint: then?.reason },
      { text: inForce?.label ?? 'None' },
    ]);
}

/** Null where nothing is in force that could be reviewed. */
function reviewInWords(dueOn: string | null, inForce: CompactVersionView | null, today: string): string | null {
  if (dueOn !== null) return `Review ${dueOn < today ? 'was due' : 'is due'} on ${dateInWords(dueOn)}`;
  return inForce ? 'No day was agreed for its review' : null;
}

function factsOf(version: CompactVersionView) {
  const { adoptedBy, adoptedOn, inForceFrom, reviewDueOn, opensOn, closesOn, presentedTo, presentedOn, reason, draftedBy } = version;
  const facts: (readonly [string, string | null])[] = [
    ['In force from', inForceFrom && impreciseDateInWords(inForceFrom)],
    ['Adopted', adoptedBy && `By ${adoptedBy}, ${adoptedOn ? impreciseDateInWords(adoptedOn) : 'no day recorded'}`],
    ['Review agreed for', adoptedBy && (reviewDueOn ? dateInWords(reviewDueOn) : 'No day was agreed')],
    ['Consultation', opensOn && closesOn && `${dateInWords(opensOn)} to ${dateInWords(closesOn)}`],
    ['Presented', presentedTo && presentedOn && `To ${presentedTo}, ${dateInWords(presentedOn)}`],
    ['Returned or abandoned because', reason],
    ['Written by', draftedBy && draftedBy.length > 0 ? draftedBy.map((side) => `the ${side} side`).join(' and ') : null],
    ['Length', `${version.readability.words} words in ${version.clauses.length} clauses; ${longInWords(version)}`],
  ];
  return facts.flatMap(([text, value]) => (value ? [{ text, value }] : []));
}
