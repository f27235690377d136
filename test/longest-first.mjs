import { createRequire } from 'node:module';

const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

/** Journeys begin first: they take minutes, and begun last they would leave one processor idle at the end of a run. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => isShort(one) - isShort(other));
  }
}

const isShort = ({ context }) => Number(context.config.displayName.name !== 'journeys');
