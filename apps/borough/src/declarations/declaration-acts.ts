import { PROVISION_WORDS } from '#commitments';
import type { ProvisionState } from '#contracts';
import type { ActsInWords } from '../history/record-history.service.js';

type Changes = Readonly<Record<string, unknown>>;

const stateIn = ({ state }: Changes): string => PROVISION_WORDS[state as ProvisionState]?.text ?? 'a state that is not recorded';

/** What both chairs agreed about publishing, in words. All of it was told to the network, with its reason. */
export const DECLARATION_ACTS: ActsInWords = {
  'hold agreed': {
    says: () => 'Confirmed for the second side that nothing newly adverse is published for a time',
    everyoneSees: 'the act and why',
  },
  'hold ended': { says: () => 'Confirmed for the second side that the hold is over', everyoneSees: 'the act and why' },
  'provision agreed': { says: (changes) => `Confirmed for the second side: “${stateIn(changes)}”`, everyoneSees: 'the act and why' },
  erased: { says: () => 'Erased a part of the history' },
};
