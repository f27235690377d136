import { createHash } from 'node:crypto';

/** Chance that begins with a seed: the same seed gives the same numbers (xoshiro128**, its state from SHA-256). */
export class Chance {
  private readonly state: Uint32Array;

  constructor(seed: string) {
    const digest = createHash('sha256').update(seed, 'utf8').digest();
    this.state = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
  }

  /** From 0, less than 1. */
  next(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.state;
    const product = Math.imul(b, 5);
    const drawn = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const turned = d ^ b;
    this.state.set([a ^ turned, b ^ c ^ a, c ^ a ^ (b << 9), (turned << 11) | (turned >>> 21)]);
    return drawn / 2 ** 32;
  }

  /** A whole number from `least`, less than `beyond`. */
  between(least: number, beyond: number): number {
    return least + Math.floor(this.next() * (beyond - least));
  }

  /** True in so many of a hundred cases. */
  percent(share: number): boolean {
    return this.next() * 100 < share;
  }

  /** @throws RangeError where there is nothing to pick from. */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.between(0, from.length)];
    if (picked === undefined) throw new RangeError('There is nothing to pick from');
    return picked;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((each) => ({ each, at: this.next() }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ each }) => each);
  }
}
