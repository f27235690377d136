import { pounds } from '#pages';
import type { ActsInWords } from '../history/record-history.service.js';

type Changes = Readonly<Record<string, unknown>>;

const year = ({ financialYear }: Changes): string => (typeof financialYear === 'string' ? ` for ${financialYear}` : '');
const sum = (word: string, pence: unknown): string => (typeof pence === 'number' ? ` ${word} ${pounds(pence)}` : '');

/** What is done to programmes, in words. */
export const PROGRAMME_ACTS: ActsInWords = {
  opened: { says: () => 'Opened the programme', everyoneSees: 'the act' },
  'level set': { says: (changes) => `Set the level${year(changes)}${sum('to', changes['to'])}`, everyoneSees: 'the act' },
  'level changed': {
    says: (changes) => `Changed the level${year(changes)}${sum('from', changes['from'])}${sum('to', changes['to'])}`,
    everyoneSees: 'the act and why',
  },
  'level protected': { says: (changes) => `Pledged to protect the level${year(changes)}`, everyoneSees: 'the act' },
  erased: { says: () => 'Erased a part of the history' },
};
