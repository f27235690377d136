import { financialYearStarting, firstDayOf } from '#clock';
import type { GrantYear } from '#contracts';
import type { AwardGrant } from '../../apps/borough/src/grants/award-grant.command.js';
import type { CorrectGrant } from '../../apps/borough/src/grants/correct-grant.command.js';
import type { EndGrant } from '../../apps/borough/src/grants/end-grant.command.js';
import type { HoldPayment } from '../../apps/borough/src/grants/hold-payment.command.js';
import type { IncreaseGrant } from '../../apps/borough/src/grants/increase-grant.command.js';
import type { MakeVariationPublic } from '../../apps/borough/src/grants/make-variation-public.command.js';
import type { ReduceGrant } from '../../apps/borough/src/grants/reduce-grant.command.js';
import type { WarnEarly } from '../../apps/borough/src/grants/warn-early.command.js';
import type { WithdrawGrant, WithdrawVariation } from '../../apps/borough/src/grants/withdraw.command.js';
import type { SampleAlert } from './alert-loader.js';
import type { SampleBrokering } from './brokering-loader.js';
import type { SampleCompact } from './compact-loader.js';
import type { SampleConsultations } from './consultation-loader.js';
import type { SampleDeclarations } from './declaration-loader.js';
import type { SampleMapping } from './mapping-loader.js';
import type { SampleConcern } from './concern-loader.js';
import type { SampleRound } from './mark-loader.js';
import type { SampleReply } from './reply-loader.js';
import type { SampleSignatory } from './signatory-loader.js';
import type { RemoveIdentifier } from '../../apps/borough/src/organisations/name-organisation.command.js';
import type { RegisterOrganisation } from '../../apps/borough/src/organisations/register-organisation.command.js';
import type { OpenProgramme } from '../../apps/borough/src/programmes/open-programme.command.js';
import type { ProtectLevel, SetLevel } from '../../apps/borough/src/programmes/set-level.command.js';

/** What was found out about an organisation after it was registered; the first identifier is how it is looked up. */
export interface SampleOrganisation extends RegisterOrganisation {
  readonly later?: {
    readonly alias?: string;
    readonly identifier?: string;
    readonly name?: string;
    /** One of the first identifiers turned out to be another's. */
    readonly notItsOwn?: RemoveIdentifier;
  };
}

export type SampleLevel = SetLevel | (ProtectLevel & { readonly financialYear: string });

/** A programme, and what was decided and pledged about its levels, in the order of deciding. */
export interface SampleProgramme extends OpenProgramme {
  readonly code: string;
  readonly levels: readonly SampleLevel[];
}

/**
 * An act on a grant after its award, by the word that the borough's history has for it. A publication and a withdrawn change are of the
 * last change.
 */
export type Act =
  | { readonly act: 'increased'; readonly command: IncreaseGrant }
  | { readonly act: 'reduced'; readonly command: ReduceGrant }
  | { readonly act: 'ended'; readonly command: EndGrant }
  | { readonly act: 'warned early'; readonly command: WarnEarly }
  | { readonly act: 'change made public'; readonly command: MakeVariationPublic }
  | { readonly act: 'change withdrawn'; readonly command: WithdrawVariation }
  | { readonly act: 'corrected'; readonly command: CorrectGrant }
  | { readonly act: 'withdrawn'; readonly command: WithdrawGrant }
  | { readonly act: 'payment hold recorded'; readonly command: HoldPayment };

/** A grant as it was awarded, its programme by code, and what happened to it, in order. Its sum may be left to its years. */
export interface SampleGrant extends Omit<AwardGrant, 'programmeId' | 'department' | 'amountAwardedPence' | 'identifier'> {
  readonly identifier: string;
  readonly programme: string;
  readonly amountAwardedPence?: number;
  readonly acts?: readonly Act[];
}

/** A 360Giving file as an officer would load it, with what is expected of it: nothing is left out unseen. */
export interface SampleFile {
  readonly fileName: string;
  readonly text: string;
  /** Grants that go in. */
  readonly grants: number;
  /** Rows that come back with their reasons. */
  readonly refusedRows: number;
}

/** All that one borough is to hold. */
export interface BoroughContent {
  readonly code: string;
  readonly organisations: readonly SampleOrganisation[];
  readonly programmes: readonly SampleProgramme[];
  readonly grants: readonly SampleGrant[];
  readonly compact: SampleCompact;
  /** In the order of recording. */
  readonly signatories: readonly SampleSignatory[];
  readonly declarations: SampleDeclarations;
  /** What departments tell the group of changes that are coming. */
  readonly alerts: readonly SampleAlert[];
  /** What the group brokers between organisations and public bodies. */
  readonly brokering: readonly SampleBrokering[];
  readonly mappings: readonly SampleMapping[];
  readonly consultations: SampleConsultations;
  /** What the chairs say to results, before these are published. */
  readonly replies: readonly SampleReply[];
  /** What the chairs mark; null where they have not begun to. */
  readonly round: SampleRound | null;
  /** What an organisation raises, and how far that is. */
  readonly concerns: readonly SampleConcern[];
  /** The first has bad rows; the second has those rows mended. */
  readonly files: readonly SampleFile[];
}

const yearsFrom = (commitment: GrantYear['commitment'], first: number, amounts: readonly number[]): GrantYear[] =>
  amounts.map((amountPence, index) => ({ financialYear: financialYearStarting(first + index), amountPence, commitment }));

/** Promised sums of one financial year after the other, from the one that starts in a calendar year. */
export const firm = (first: number, ...amountsPence: number[]): GrantYear[] => yearsFrom('firm', first, amountsPence);

/** The same for years that still need confirming. */
export const indicative = (first: number, ...amountsPence: number[]): GrantYear[] => yearsFrom('indicative', first, amountsPence);

/** The sum of a grant: as given, else what its years add up to. */
export function sumOf({ amountAwardedPence, years }: Pick<SampleGrant, 'amountAwardedPence' | 'years'>): number {
  return amountAwardedPence ?? (years ?? []).reduce((sum, { amountPence }) => sum + amountPence, 0);
}

const NOTICE_DAYS = ['toldInWritingOn', 'receivedOn', 'madePublicOn'];

const daysOfAct = ({ command }: Act): string[] =>
  Object.entries(command).flatMap(([field, day]) => (NOTICE_DAYS.includes(field) && typeof day === 'string' ? [day] : []));

/** The content as it stands on a day: what happens after it has not happened yet, nor what was built on that. */
export function asOf(content: BoroughContent, today: string): BoroughContent {
  const hasCome = (day: string | null | undefined): boolean => !day || day <= today;
  const upTo = <T>(items: readonly T[], come: (item: T) => boolean): T[] => {
    const ahead = items.findIndex((item) => !come(item));
    return ahead < 0 ? [...items] : items.slice(0, ahead);
  };
  const documents = content.compact.documents.map((document) => ({
    ...document,
    versions: upTo(document.versions, ({ adoption }) => hasCome(adoption && firstDayOf(adoption.adoptedOn))),
  }));
  const adopted = documents.filter(({ kind }) => kind === 'compact').flatMap(({ versions }) => versions.filter(({ adoption }) => adoption));
  return {
    ...content,
    compact: {
      documents,
      standings: upTo(content.compact.standings, ({ from }) => hasCome(from)),
      checkIns: upTo(content.compact.checkIns, ({ day }) => hasCome(day)),
    },
    signatories: content.signatories.flatMap((one) => signatoryAsOf(one, adopted, hasCome)),
    mappings: content.mappings.filter(({ version }) => adopted.some(({ label }) => label === version)),
    programmes: content.programmes.map((programme) => ({
      ...programme,
      levels: upTo(programme.levels, (level) => hasCome('pledge' in level ? level.pledgedOn : level.decidedOn)),
    })),
    consultations: {
      ...content.consultations,
      earlier: content.consultations.earlier.filter(({ closesOn, outcomePublishedOn }) => closesOn < today && hasCome(outcomePublishedOn)),
    },
    concerns: content.concerns.filter(({ raised }) => hasCome(raised.happenedOn)),
    replies: content.replies.filter(({ grant }) =>
      hasCome(
        content.grants
          .find(({ identifier }) => identifier === grant)
          ?.acts?.flatMap(daysOfAct)
          .at(-1),
      ),
    ),
    grants: content.grants
      .filter(({ awardedOn }) => hasCome(awardedOn))
      .map((grant) => ({ ...grant, acts: upTo(grant.acts ?? [], (act) => daysOfAct(act).every(hasCome)) })),
  };
}

/** What has happened by then of a body that was asked to sign; nothing where the version it signed first is not adopted yet. */
function signatoryAsOf(
  { body, signed, confirmedOn, reaffirmed, withdrawnOn }: SampleSignatory,
  adopted: readonly { readonly label: string }[],
  hasCome: (day: string | null | undefined) => boolean,
): SampleSignatory[] {
  const canSign = (signature: typeof signed) =>
    signature && hasCome(signature.signedOn) && adopted.some(({ label }) => label === signature.version) ? signature : undefined;
  const [first, later] = [canSign(signed), canSign(reaffirmed)];
  if (!hasCome(body.invitedOn) || (signed && !first && !body.invitedOn)) return [];
  if (!first) return [{ body }];
  const isConfirmed = confirmedOn && hasCome(confirmedOn);
  return [
    {
      body,
      signed: first,
      ...(isConfirmed && { confirmedOn }),
      ...(isConfirmed && later && { reaffirmed: later }),
      ...(withdrawnOn && hasCome(withdrawnOn) && { withdrawnOn }),
    },
  ];
}
