import { dateInWords, firstDayOf } from '#clock';
import { type Commitment, catalogueOf, measureInWords, ownBesideNetwork, RELATION_WORDS, ruleOf } from '#commitments';
import type { CompactClause, MappedRelation, MappingAgreedV1, Measure } from '#contracts';
import { InvalidInput, type InputError } from '#errors';
import type { ProposeMapping } from './mappings.commands.js';

/** The version of the Compact that a mapping is of. */
export interface MappedVersion {
  readonly versionId: string;
  readonly inForceFrom: string;
  readonly clauses: readonly Pick<CompactClause, 'clauseId'>[];
}

/** The kinds of acts that need both co-chairs. */
export const AGREE = 'mappings.agree';
export const END = 'mappings.end';

/** What both chairs are asked to agree on. */
export type MappingToAgree = Omit<MappingAgreedV1, 'mappingId' | 'agreedOn'>;

/** A proposal, with the version of the catalogue whose words whoever proposed it had before them. */
export type Proposal = ProposeMapping & { readonly catalogueVersion: string };

type Faults = readonly (InputError | false | undefined)[];

/** The relations whose promise can be checked, where the rule takes a number. */
const MEASURED: readonly MappedRelation[] = ['same', 'stronger', 'weaker', 'overlaps'];
const PARTS = { shared: 'what both say', onlyHere: 'what this clause alone says', onlyNetwork: 'what the network alone asks' } as const;

/**
 * The mapping that would be agreed. `version` is the one that is named, where it was adopted and is of the Compact itself.
 * @throws InvalidInput with everything that is wrong.
 */
export function mappingFrom(proposal: Proposal, version: MappedVersion | null): MappingToAgree {
  const { commitmentId, catalogueVersion } = proposal;
  const commitment = catalogueOf(catalogueVersion).commitments.find(({ id }) => id === commitmentId);
  if (!commitment) throw wrong('commitmentId', `There is no ${commitmentId} in the catalogue. Choose one of its commitments.`);
  if (!version)
    throw wrong('versionId', 'Choose a version of the Compact itself that was adopted. Drafts and codes of practice do not count.');
  const { from } = mappingOf(proposal, version);
  const faults = [
    ...clauseFaults(proposal, version),
    ...measureFaults(proposal, commitment),
    ...partFaults(proposal),
    from < firstDayOf(version.inForceFrom) && dayFault(version),
  ].filter((fault) => typeof fault === 'object');
  const [first, ...rest] = faults;
  if (first) throw new InvalidInput([first, ...rest]);
  return mappingOf(proposal, version);
}

/** A proposal as the mapping that it asks for. */
export function mappingOf(proposal: Proposal, { versionId, inForceFrom }: MappedVersion): MappingToAgree {
  const { commitmentId, catalogueVersion, relation, shared = '', onlyHere = '', onlyNetwork = '' } = proposal;
  const measure = measureOf(proposal);
  return {
    commitmentId,
    catalogueVersion,
    versionId,
    clauseIds: [...new Set(proposal.clauseIds)],
    relation,
    ...(measure && { measure }),
    ...(relation === 'overlaps' && { shared, onlyHere, onlyNetwork }),
    rationale: proposal.rationale.trim(),
    from: proposal.from ?? firstDayOf(inForceFrom),
  };
}

const wrong = (field: string, message: string): InvalidInput => new InvalidInput([{ field, message }]);

const dayFault = ({ inForceFrom }: MappedVersion): InputError => ({
  field: 'from',
  message: `The version is in force from ${dateInWords(firstDayOf(inForceFrom))}. Choose that day or a later one.`,
});

function measureOf({ number, unit, moreDaysOverHolidays }: ProposeMapping): Measure | null {
  if (number === undefined || unit === undefined) return null;
  return { number, unit, ...(moreDaysOverHolidays !== undefined && { moreDaysOverHolidays }) };
}

function clauseFaults({ clauseIds, relation }: ProposeMapping, { clauses }: MappedVersion): Faults {
  const field = 'clauseIds';
  if (relation === 'silent')
    return [
      clauseIds.length > 0 && { field, message: 'It is silent only where no clause deals with it. Choose no clause, or say otherwise.' },
    ];
  if (clauseIds.length === 0) return [{ field, message: 'Choose the clauses that deal with it. Where there is none, it is silent.' }];
  const isUnknown = clauseIds.some((id) => !clauses.some(({ clauseId }) => clauseId === id));
  return [isUnknown && { field, message: 'Choose clauses of this version only.' }];
}

function measureFaults(proposal: ProposeMapping, commitment: Commitment): Faults {
  const measure = measureOf(proposal);
  const { number, unit, moreDaysOverHolidays, relation } = proposal;
  const rule = commitment.rule === null ? null : ruleOf(commitment.rule);
  const units = rule?.units ?? [];
  const isNamed = number !== undefined || unit !== undefined || moreDaysOverHolidays !== undefined;
  if (units.length === 0 || !MEASURED.includes(relation)) {
    const why = units.length === 0 ? 'This commitment is not counted' : `“${RELATION_WORDS[relation].text}” has no number`;
    return [isNamed && { field: 'number', message: `${why}. Leave number and unit out.` }];
  }
  if (number === undefined)
    return [{ field: 'number', message: 'Enter the number that the clause names. Where it names none, say so above.' }];
  if (measure === null || !units.includes(measure.unit))
    return [{ field: 'unit', message: `This commitment is counted in ${units.join(' or ')}. Choose the unit of the clause.` }];
  const isLonger = moreDaysOverHolidays !== undefined && rule?.id !== 'R-CONS';
  if (isLonger) return [{ field: 'moreDaysOverHolidays', message: 'Only a consultation is longer over holidays. Leave this out.' }];
  const beside = rule && commitment.measure && ownBesideNetwork(rule, measure, commitment.measure);
  if (!beside || relation === 'overlaps' || relation === beside) return [];
  const [own, network] = [measureInWords(measure), measureInWords(commitment.measure ?? measure)];
  const is = RELATION_WORDS[beside].text.toLowerCase();
  return [
    {
      field: 'relation',
      message: `The clause names ${own}, the network asks for ${network}: that is the ${is}. Say so, or correct the number.`,
    },
  ];
}

function partFaults(proposal: ProposeMapping): Faults {
  return (Object.keys(PARTS) as (keyof typeof PARTS)[]).map((field) => {
    if (proposal.relation !== 'overlaps')
      return proposal[field] !== undefined && { field, message: 'Only an overlap has parts. Take this out, or choose “Overlaps”.' };
    return (
      proposal[field] === undefined && { field, message: `Write out ${PARTS[field]}: an overlap says what is shared and what is not.` }
    );
  });
}
