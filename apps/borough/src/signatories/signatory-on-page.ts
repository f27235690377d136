import { dateInWords } from '#clock';
import { SIGNATORY_STATE_WORDS, type SignatoryState } from '#commitments';
import type { SignatoryEnding, SignatorySide } from '#contracts';
import type { SignatoryView } from './signatories.queries.js';

export const SIDE_WORDS: Readonly<Record<SignatorySide, string>> = {
  council: 'Public body',
  sector: 'Voluntary and community sector',
};

export const ENDING_WORDS: Readonly<Record<SignatoryEnding, string>> = {
  succeeded: 'Another body took its place',
  dissolved: 'It was dissolved, and none took its place',
};

/** What is to be known of how it stands, besides the word for it. */
function stateHint({ state, reaffirmBy }: SignatoryView): string {
  if (!reaffirmBy) return '';
  return state === 'lapsed' ? `It did not sign by ${dateInWords(reaffirmBy)}` : `Until ${dateInWords(reaffirmBy)}`;
}

export function leftInWords({ withdrawnOn, endedAs, endedOn, successor }: SignatoryView): string {
  if (endedAs && endedOn) return `${dateInWords(endedOn)}: ${successor ? `${successor} took its place` : 'dissolved'}`;
  return withdrawnOn ? `${dateInWords(withdrawnOn)}, by its own notice` : '';
}

/** A row of the table of signatories: body, sector, signed, by, left. */
export function signatoryCells(view: SignatoryView) {
  const { id, name, side, state, versionLabel, signedOn, signedAs } = view;
  const signed = versionLabel && signedOn ? `Version ${versionLabel}, ${dateInWords(signedOn)}` : 'Not yet';
  return [
    { text: name, href: `/signatories/${id}` },
    { text: SIDE_WORDS[side] },
    { text: signed, tag: SIGNATORY_STATE_WORDS[state], hint: stateHint(view) },
    { text: signedAs ?? 'Nobody yet' },
    { text: leftInWords(view) || 'No' },
  ];
}

/** What is known of one, line by line. */
export function factsOf(view: SignatoryView) {
  const { side, organisationId, identifier, invitedOn, signatures, confirmedOn, contact, suspendedOn, suspendedBecause } = view;
  const signed = signatures.map(({ versionLabel, signedOn, signedAs }, at) => [
    at === 0 ? 'Signed' : 'Re-affirmed',
    `Version ${versionLabel}, ${dateInWords(signedOn)}, as ${signedAs}`,
  ]);
  const facts: (readonly (string | null | undefined)[])[] = [
    ['Sector', SIDE_WORDS[side]],
    ['Identifier', identifier, organisationId && `/organisations/${organisationId}`],
    ['Invited', invitedOn && dateInWords(invitedOn)],
    ...signed,
    ['Confirmed by the group', confirmedOn ? dateInWords(confirmedOn) : signatures.length > 0 ? 'Not yet' : null],
    ['Has to sign the newer version', stateHint(view)],
    ['Contact', contact, contact && `mailto:${contact}`],
    ['Suspended since', suspendedOn && dateInWords(suspendedOn)],
    ['Suspended because', suspendedBecause],
    ['Left', leftInWords(view)],
  ];
  return facts.flatMap(([text, value, href]) => (text && value ? [{ text, value, ...(href && { href }) }] : []));
}

interface Next {
  readonly path: string;
  readonly text: string;
}

const SIGN = { path: 'pledge', text: 'Record that it signed' };
const CONFIRM = { path: 'confirm', text: 'Confirm it for the group' };
const REAFFIRM = { path: 'reaffirm', text: 'Record that it signed the newer version' };
const CORRECT = { path: 'correct', text: 'Correct its signature' };
const CONTACT = { path: 'contact', text: 'Change its contact' };
const WITHDRAW = { path: 'withdraw', text: 'Record that it left by its own notice' };
const END = { path: 'end', text: 'Record that the body is no more' };

const STEPS: Readonly<Record<SignatoryState, readonly Next[]>> = {
  invited: [SIGN, CONTACT, { path: 'withdraw', text: 'Record that it does not sign' }, END],
  pledged: [CONFIRM, CORRECT, CONTACT, WITHDRAW, END],
  active: [REAFFIRM, CORRECT, CONTACT, WITHDRAW, END],
  'reaffirm-due': [REAFFIRM, CORRECT, CONTACT, WITHDRAW, END],
  lapsed: [REAFFIRM, CORRECT, CONTACT, WITHDRAW, END],
  suspended: [CORRECT, CONTACT, WITHDRAW, END],
  withdrawn: [CORRECT],
  succeeded: [CORRECT],
  dissolved: [CORRECT],
};

const SUSPEND = { path: 'suspend', text: 'Propose to suspend it' };
const END_SUSPENSION = { path: 'end-suspension', text: 'Propose to end its suspension' };

/** The links to what can be recorded next. */
export function nextStepsOf({ id, state, signatures }: SignatoryView, may: { readonly decide: boolean; readonly suspend: boolean }) {
  const recorded = may.decide ? STEPS[state].filter((step) => step !== CORRECT || signatures.length > 0) : [];
  const counts = state === 'active' || state === 'reaffirm-due' || state === 'lapsed';
  const suspension = state === 'suspended' ? [END_SUSPENSION] : counts ? [SUSPEND] : [];
  return [...recorded, ...(may.suspend ? suspension : [])].map(({ path, text }) => ({ href: `/signatories/${id}/${path}`, text }));
}
