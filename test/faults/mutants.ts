import type { FaultPoint } from '../../libs/events/src/fault-points.js';

/** A piece of the pipe's compiled code that is replaced. */
export interface Edit {
  /** Below libs/events/src, compiled. */
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

const applier = 'feed/applier.js';
const feed = 'feed/borough-feed.js';
const checkedEvent = 'feed/checked-event.js';
const heads = 'feed/heads.js';
const shares = 'feed/shares.js';
const publisher = 'stream/publisher.js';
const pipe = 'borough-pipe.js';

/** The safeguards of the pipe, each taken out. */
export const EDITS: Readonly<Record<string, readonly Edit[]>> = {
  'no compare-and-set': [{ file: applier, from: 'and epoch = $7 and position = $8', to: 'and epoch = $7 and $8::bigint is not null' }],
  'no shares': [
    {
      file: shares,
      from: 'const most = fairShare(this.boroughs.length, rows[0]?.instances ?? 1);',
      to: 'const most = this.boroughs.length;',
    },
    { file: shares, from: 'if (taken.rows[0]?.held) kept.push(borough);', to: 'kept.push(borough);' },
  ],
  'position committed before the rows': [
    {
      file: applier,
      from: 'await this.move(em, borough, from, to);\n        pass(',
      to: 'await this.move(this.em.fork(), borough, from, to);\n        pass(',
    },
  ],
  'own cursor': [
    {
      file: publisher,
      from: 'this.sent = await this.lastInStream();',
      to: 'this.sent = globalThis.ownCursor ?? await this.lastInStream();',
    },
    { file: publisher, from: 'if (count > 0) pass(', to: 'globalThis.ownCursor = this.sent;\n                    if (count > 0) pass(' },
  ],
  'no gap check': [
    { file: checkedEvent, from: 'if (event.position > next || run.length === most) {', to: 'if (run.length === most) {' },
    { file: checkedEvent, from: 'next += 1;', to: 'next = event.position + 1;' },
    {
      file: checkedEvent,
      from: '!isWhole || Number(envelope.sequence) !== position || hash !== envelope.chainhash',
      to: 'false',
    },
    { file: feed, from: 'while(this.place.position < last && !this.stopping.signal.aborted){', to: 'while(false){' },
  ],
  'head not compared': [
    { file: feed, from: 'this.head?.position ?? 0,\n            this.place.position', to: '0, this.place.position' },
    {
      file: feed,
      from: 'while(this.place.position < last && !this.stopping.signal.aborted){',
      to: 'while(this.stream.count > 0 && this.place.position < last){',
    },
  ],
  'signature not seen': [{ file: heads, from: '!isSignedBy(this.keysOf(head.borough), text, signature)', to: 'false' }],
  'two sequencers': [{ file: pipe, from: 'if (rows[0]?.held) return true;', to: 'return true;' }],
};

/** Taken out of the boroughs' databases and not of the code. */
export const NO_KEY = 'no key on position';

/** A pipe without some of its safeguards, and whether the checks must find it out. */
export interface Mutant {
  readonly lacks: readonly string[];
  readonly isCaught: boolean;
  /** The faults that would show it. */
  readonly kinds: readonly string[];
  readonly points: readonly FaultPoint[];
}

const LOSSES = ["the broker's disk wiped", 'the tail of the streams lost'];

const without = (lacks: readonly string[], isCaught: boolean, kinds: readonly string[], points: readonly FaultPoint[] = []): Mutant => ({
  lacks,
  isCaught,
  kinds,
  points,
});

/** Where two layers guard against the same loss, either alone must be enough, and without both it must be found out. */
export const MUTANTS: readonly Mutant[] = [
  without(['no compare-and-set'], false, ['link to the broker cut']),
  without(['no shares'], false, ['link to the broker cut']),
  without(['no shares', 'no compare-and-set'], true, ['link to the broker cut']),
  without(['position committed before the rows'], true, ['link to the broker cut'], ['position moved', 'rows written']),
  without(['own cursor'], false, LOSSES),
  without(['no gap check'], false, LOSSES),
  without(['own cursor', 'no gap check'], true, LOSSES),
  without(['head not compared'], false, LOSSES),
  without(['own cursor', 'head not compared'], true, LOSSES),
  without(['signature not seen'], true, ['false heads']),
  without(['two sequencers'], false, ['kill -9 of the broker']),
  without([NO_KEY], false, ['kill -9 of the active borough']),
  without(['two sequencers', NO_KEY], true, ['kill -9 of the broker']),
];

export const nameOf = ({ lacks }: Mutant): string => lacks.join(' and ');
