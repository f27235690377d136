import type { SampleGrant } from './content.js';

/** A grant that was cut or ended, in as few words as the promise of notice asks for. */
export interface ChangedGrant {
  readonly reference: string;
  readonly title: string;
  readonly organisation: string;
  readonly programme: string;
  readonly awardedOn: string;
  readonly from: string;
  readonly until: string;
  readonly pounds: number;
  readonly becomes: 'reduced' | 'ended';
  readonly newPounds: number;
  readonly effectiveOn: string;
  readonly receivedOn: string;
  readonly madePublicOn: string;
  readonly reason: string;
}

/** Grants of a borough with the one change that each had, told and public. */
export function changedGrants(prefix: string, changes: readonly ChangedGrant[]): SampleGrant[] {
  return changes.map(({ reference, title, organisation, programme, awardedOn, from, until, pounds, ...change }) => ({
    identifier: `${prefix}-${reference}`,
    title: `${title} (sample)`,
    description: `${title}, before and after one change of its sum. (sample)`,
    organisation,
    programme,
    amountAwardedPence: pounds * 100,
    awardedOn,
    startsOn: from,
    endsOn: until,
    acts: [
      {
        act: change.becomes,
        command: {
          amountPence: change.newPounds * 100,
          effectiveOn: change.effectiveOn,
          toldInWritingOn: change.receivedOn,
          receivedOn: change.receivedOn,
          madePublicOn: change.madePublicOn,
          reason: `${change.reason} (sample)`,
        },
      },
    ],
  }));
}
