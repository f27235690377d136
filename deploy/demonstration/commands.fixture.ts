import { AddStep, CloseEntry, OpenEntry } from '../../apps/borough/src/brokering/brokering.commands.js';
import { AnswerAlert, GiveAlert } from '../../apps/borough/src/change-alerts/change-alerts.commands.js';
import { SIDES } from '#identity';
import { plainToInstance } from 'class-transformer';
import { AdoptVersion, ChangeStanding, RecordCheckIn, WriteClause } from '../../apps/borough/src/compacts/compacts.commands.js';
import { BeginConsultation, RecordAnswer, RecordEarlierConsultation } from '../../apps/borough/src/consultations/consultations.commands.js';
import { ProposeHold, ProposeHoldEnd, ProposeProvision } from '../../apps/borough/src/declarations/declarations.commands.js';
import { AwardGrant } from '../../apps/borough/src/grants/award-grant.command.js';
import { ProposeMapping, ProposeMappingEnd } from '../../apps/borough/src/mappings/mappings.commands.js';
import { evidenceOf, GiveMark, ReplyToRound } from '../../apps/borough/src/marks/marks.commands.js';
import { RegisterOrganisation } from '../../apps/borough/src/organisations/register-organisation.command.js';
import { ConfirmSignatory, InviteBody, SignVersion, WithdrawSignatory } from '../../apps/borough/src/signatories/signatories.commands.js';
import { type BoroughContent, sumOf } from './content.js';

const SOME_ID = '01980000-0000-7000-8000-000000000000';

/** Everything that a borough’s API is sent to bring in a content, as it takes it. */
export function commandsIn(content: BoroughContent, today: string): object[] {
  const awards = content.grants.map(({ acts: _acts, programme: _programme, ...award }) =>
    plainToInstance(AwardGrant, { ...award, amountAwardedPence: sumOf(award) }),
  );
  const organisations = content.organisations.map(({ later: _later, ...organisation }) =>
    plainToInstance(RegisterOrganisation, organisation),
  );
  const versions = content.compact.documents.flatMap((document) => document.versions);
  const clauses = versions.flatMap((version) =>
    version.clauses.map(({ key: _key, ...clause }) => plainToInstance(WriteClause, { origin: 'new', ...clause })),
  );
  const adoptions = versions.flatMap(({ adoption, takenBack }) =>
    [adoption, takenBack?.adoption].flatMap((one) => (one ? [plainToInstance(AdoptVersion, one)] : [])),
  );
  const mappings = content.mappings.flatMap(({ version: _version, clauses: named, by: _by, isWaiting: _waits, ended, ...mapping }) => [
    plainToInstance(ProposeMapping, { ...mapping, versionId: SOME_ID, clauseIds: named.map(() => SOME_ID) }),
    ...(ended ? [plainToInstance(ProposeMappingEnd, ended)] : []),
  ]);
  const { earlier, now } = content.consultations;
  const consultations = [
    ...earlier.map((command) => plainToInstance(RecordEarlierConsultation, command)),
    ...now.map(({ asked }) => plainToInstance(BeginConsultation, asked)),
    ...now.flatMap(({ answers = [] }) => answers.map((answer) => plainToInstance(RecordAnswer, { ...answer, receivedOn: today }))),
  ];
  const signatories = content.signatories.flatMap(({ body, signed, reaffirmed, confirmedOn, withdrawnOn }) => [
    plainToInstance(InviteBody, body),
    ...[signed, reaffirmed].flatMap((one) => {
      if (!one) return [];
      const { version: _label, ...signature } = one;
      return [plainToInstance(SignVersion, { ...signature, versionId: SOME_ID })];
    }),
    ...(confirmedOn ? [plainToInstance(ConfirmSignatory, { confirmedOn })] : []),
    ...(withdrawnOn ? [plainToInstance(WithdrawSignatory, { withdrawnOn })] : []),
  ]);
  const declarations = [
    ...content.declarations.holds.flatMap(({ ended, ...hold }) => [
      plainToInstance(ProposeHold, hold),
      ...(ended ? [plainToInstance(ProposeHoldEnd, ended)] : []),
    ]),
    ...content.declarations.provisions.map(({ commitmentId: _of, ...provision }) => plainToInstance(ProposeProvision, provision)),
  ];
  const standings = content.compact.standings.map((standing) => plainToInstance(ChangeStanding, standing));
  const checkIns = content.compact.checkIns.map((line) => plainToInstance(RecordCheckIn, line));
  const marks = SIDES.flatMap((side) => Object.values(content.round?.marks[side] ?? {})).map((mark) => plainToInstance(GiveMark, mark));
  for (const mark of marks) evidenceOf(mark);
  const replies = Object.values(content.round?.replies ?? {}).map((reply) => plainToInstance(ReplyToRound, reply));
  const compact = [...clauses, ...adoptions, ...signatories, ...declarations, ...mappings, ...standings, ...checkIns];
  const alerts = content.alerts.flatMap(({ given, answered }) => [
    plainToInstance(GiveAlert, given),
    ...(answered ? [plainToInstance(AnswerAlert, answered)] : []),
  ]);
  const brokering = content.brokering.flatMap(({ opened, steps, closed }) => [
    plainToInstance(OpenEntry, opened),
    ...steps.map((step) => plainToInstance(AddStep, step)),
    ...(closed ? [plainToInstance(CloseEntry, closed)] : []),
  ]);
  return [...awards, ...organisations, ...compact, ...consultations, ...alerts, ...brokering, ...marks, ...replies];
}
