import { RELATION_WORDS } from '#commitments';
import type { MappedRelation } from '#contracts';
import type { ActsInWords } from '../history/record-history.service.js';

type Changes = Readonly<Record<string, unknown>>;

const relationIn = ({ relation }: Changes): string => RELATION_WORDS[relation as MappedRelation]?.text ?? 'a relation that is not recorded';
const versionIn = ({ version }: Changes): string => (typeof version === 'string' ? ` of version ${version}` : '');

/** What is done to a mapping, in words. All of it was told to the network, with its reason. */
export const MAPPING_ACTS: ActsInWords = {
  'mapping agreed': {
    says: (changes) => `Confirmed for the second side: “${relationIn(changes)}”${versionIn(changes)}`,
    everyoneSees: 'the act and why',
  },
  'mapping ended': {
    says: (changes) => `Confirmed for the second side that it holds no more: “${relationIn(changes)}”${versionIn(changes)}`,
    everyoneSees: 'the act and why',
  },
  erased: { says: () => 'Erased a part of the history' },
};
