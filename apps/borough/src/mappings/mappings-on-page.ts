import { dateInWords } from '#clock';
import {
  CATALOGUE,
  type Commitment,
  networkMeasureInWords,
  type OwnPromise,
  ownMeasureInWords,
  RELATION_WORDS,
  ruleOf,
  THEMES,
  type AgreedMapping,
  NOT_MAPPED,
} from '#commitments';
import { NotFound } from '#errors';
import type { Side } from '#identity';
import type { MappedClause, MappingsOnPage, MappingView, ProposedMappingView } from './mappings.queries.js';

const SIDE_WORDS: Readonly<Record<Side, { readonly by: string; readonly other: string }>> = {
  council: { by: 'the council', other: 'the voluntary sector' },
  sector: { by: 'the voluntary sector', other: 'the council' },
};

/** What waits for the second key says so: it is inert. */
export const waitingInWords = ({ proposedSide }: Pick<ProposedMappingView, 'proposedSide'>, proposed = 'Proposed'): string =>
  `${proposed} by ${SIDE_WORDS[proposedSide].by}: it decides nothing until ${SIDE_WORDS[proposedSide].other} confirms it`;

const agreedInWords = ({ agreedOn, proposedSide }: Pick<MappingView, 'agreedOn' | 'proposedSide'>): string =>
  `${dateInWords(agreedOn)}. Proposed by ${SIDE_WORDS[proposedSide].by}, confirmed by ${SIDE_WORDS[proposedSide].other}`;

/** @throws NotFound for what the catalogue does not have. */
export function commitmentOf(id: string): Commitment {
  const commitment = CATALOGUE.commitments.find((one) => one.id === id);
  if (!commitment) throw new NotFound('There is no such commitment in the catalogue. Open Commitments to see all of them.');
  return commitment;
}

const clausesInWords = (clauses: readonly MappedClause[]): string =>
  clauses.map(({ number, heading }) => `clause ${number}${heading ? ` (${heading})` : ''}`).join(', ');

/** The commitments of the catalogue by what they are about, each with what the Compact in force says of it. */
export function themesOnPage(mappings: MappingsOnPage, ownPromiseOf: (commitmentId: string) => OwnPromise<AgreedMapping>) {
  return THEMES.map((theme) => ({
    theme,
    rows: CATALOGUE.commitments
      .filter((commitment) => commitment.theme === theme)
      .map((commitment) => rowOf(commitment, mappings, ownPromiseOf(commitment.id))),
  })).filter(({ rows }) => rows.length > 0);
}

function rowOf(commitment: Commitment, { agreed, proposed, inForce }: MappingsOnPage, own: OwnPromise<AgreedMapping>) {
  const { id, title, question } = commitment;
  const waiting = proposed.find(({ commitmentId, versionId }) => commitmentId === id && versionId === inForce?.versionId);
  const holds = 'mapping' in own ? agreed.find((one) => one.id === own.mapping.mappingId) : undefined;
  return [
    { text: `${id} ${title}`, href: `/commitments/${id}`, hint: question },
    { ...saidCell(own, holds), ...(waiting && { content: `. ${waitingInWords(waiting, holds ? 'Another is proposed' : 'Proposed')}` }) },
    { text: holds ? ownMeasureInWords(holds) : 'Nothing agreed' },
    { text: networkMeasureInWords(commitment) },
    holds ? { text: agreedInWords(holds), hint: holds.rationale } : { text: 'Not yet' },
  ];
}

function saidCell({ state }: OwnPromise<AgreedMapping>, holds: MappingView | undefined) {
  if (state === 'no-compact') return { text: RELATION_WORDS['no-compact'].text };
  if (!holds) return { text: NOT_MAPPED };
  return { text: RELATION_WORDS[holds.relation].text, ...(holds.clauses.length > 0 && { hint: `In ${clausesInWords(holds.clauses)}` }) };
}

/** A mapping as its parts and their words, agreed or proposed. */
export function factsOf(mapping: MappingView | ProposedMappingView, commitment: Commitment) {
  const { relation, clauses, shared, onlyHere, onlyNetwork, versionLabel, rationale, from } = mapping;
  const facts: (readonly [string, string | null])[] = [
    ['Relation', `${RELATION_WORDS[relation].text}: ${RELATION_WORDS[relation].means}`],
    ['Where', clauses.length > 0 ? `Version ${versionLabel}, ${clausesInWords(clauses)}` : `Version ${versionLabel} deals with it nowhere`],
    ['Measure here', ownMeasureInWords(mapping)],
    ['Measure of the network', networkMeasureInWords(commitment)],
    ['What both say', shared],
    ['What the borough alone says', onlyHere],
    ['What the network alone asks', onlyNetwork],
    ['Why', rationale],
    ['Decides', `For what happened from ${dateInWords(from)} on`],
    ['Agreed', 'agreedOn' in mapping ? agreedInWords(mapping) : null],
  ];
  return facts.flatMap(([text, value]) => (value ? [{ text, value }] : []));
}

/** The commitment itself, as the network agreed it. */
export function catalogueFactsOf({ question, oneCase, why, sources, rule, anchors, measure, isCase }: Commitment) {
  const facts: (readonly [string, string | null])[] = [
    ['Question', question],
    ['Why it matters', why],
    ['One case', oneCase],
    ['Checked', rule === null ? 'By marks that both chairs give, each by itself first' : `${ruleOf(rule).says} (${rule})`],
    ['Measure of the network', networkMeasureInWords({ measure, rule })],
    ['Marks', anchors && anchors.map((anchor, mark) => `${mark}: ${anchor}`).join('. ')],
    ['Kept apart', isCase ? 'Its cases are confidential, and counted nowhere outside the borough' : null],
    ['Source', sources.join(', ')],
    ['Catalogue', `Version ${CATALOGUE.version}, agreed on ${dateInWords(CATALOGUE.agreedOn)}`],
  ];
  return facts.flatMap(([text, value]) => (value ? [{ text, value }] : []));
}

/** What was agreed of one commitment over time, the latest first. */
export function overTimeOf(agreed: readonly MappingView[]) {
  return agreed
    .toReversed()
    .map((mapping) => [
      { text: `Version ${mapping.versionLabel}`, hint: mapping.clauses.length > 0 ? `In ${clausesInWords(mapping.clauses)}` : '' },
      { text: RELATION_WORDS[mapping.relation].text, hint: ownMeasureInWords(mapping) },
      { text: dateInWords(mapping.from) },
      { text: stateInWords(mapping), ...(mapping.endedBecause && { hint: mapping.endedBecause }) },
      { text: agreedInWords(mapping), hint: mapping.rationale },
    ]);
}

function stateInWords({ state, replacedFrom, endedOn }: MappingView): string {
  if (endedOn !== null) return `Ended on ${dateInWords(endedOn)}, as if it had never been`;
  if (state === 'replaced') return 'Another was agreed in its place';
  return replacedFrom === null ? 'It counts' : `It counts until another does, from ${dateInWords(replacedFrom)}`;
}
