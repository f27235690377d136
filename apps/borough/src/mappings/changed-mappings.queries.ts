import { RELATION_WORDS } from '#commitments';
import { startOf } from '#clock';
import { Injectable } from '@nestjs/common';
import type { ChangedSince } from '../changed-since.js';
import { MappingsQueries, type MappingView } from './mappings.queries.js';

/** Mappings that both chairs agreed, or ended. */
@Injectable()
export class ChangedMappings {
  constructor(private readonly mappings: MappingsQueries) {}

  /** The latest first. */
  async since(day: string): Promise<ChangedSince[]> {
    const { agreed } = await this.mappings.all('borough');
    const lines = agreed.flatMap((mapping, place) => {
      const before = agreed
        .slice(0, place)
        .findLast((one) => isOfSame(one, mapping) && (one.endedOn ?? mapping.agreedOn) >= mapping.agreedOn);
      return [
        ...(mapping.agreedOn >= day
          ? [lineOf(mapping, 'A mapping was agreed', before ? wordsOf(before) : 'Not mapped', wordsOf(mapping))]
          : []),
        ...(mapping.endedOn && mapping.endedOn >= day
          ? [lineOf({ ...mapping, agreedOn: mapping.endedOn }, 'A mapping was ended', wordsOf(mapping), 'Not mapped')]
          : []),
      ];
    });
    return lines.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  }
}

const isOfSame = (one: MappingView, other: MappingView): boolean =>
  one.commitmentId === other.commitmentId && one.versionId === other.versionId;

const wordsOf = ({ relation }: MappingView): string => RELATION_WORDS[relation].text;

function lineOf({ commitmentId, agreedOn, versionLabel, clauses }: MappingView, what: string, before: string, now: string): ChangedSince {
  const [clause] = clauses;
  const text = clause ? `Clause ${clause.number} of version ${versionLabel}` : `Version ${versionLabel}`;
  return { commitmentId, what, before, now, because: { text, href: `/commitments/${commitmentId}` }, at: startOf(agreedOn).toISOString() };
}
