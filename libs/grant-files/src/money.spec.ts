import * as fc from 'fast-check';
import { LARGEST_PENCE } from '#contracts';
import { LIMITS } from './limits.js';
import { poundsText, readPence } from './money.js';

describe('an amount in pounds', () => {
  test.each([
    ['1250', 125_000],
    ['1250.5', 125_050],
    ['1250.50', 125_050],
    ['1250.500', 125_050],
    ['1,250.50', 125_050],
    ['£1250', 125_000],
    ['£ 1,250,000.01', 125_000_001],
    ['0', 0],
    ['0.10', 10],
    ['007', 700],
    ['1.15', 115],
    ['100000000000', LIMITS.pence],
  ])('%s is %i pence', (text, pence) => {
    expect(readPence(text)).toEqual({ value: pence });
  });

  test.each([
    ['-5', /below zero/],
    ['1250.505', /parts of a penny/],
    ['1.25e3', /shortened number/],
    ['1e3', /shortened number/],
    ['(1,250)', /without brackets/],
    ['1250,50', /decimal comma/],
    ['1.250,50', /decimal comma/],
    ['12,50,000', /not an amount/],
    ['1 250', /not an amount/],
    ['.50', /not an amount/],
    ['about 1250', /not an amount/],
    ['NaN', /not an amount/],
    ['100000000000.01', /more than £100,000,000,000/],
    ['9'.repeat(400), /more than £100,000,000,000/],
  ])('%s is refused with what to write', (text, reason) => {
    expect(readPence(text)).toEqual({ reason: expect.stringMatching(reason) as string });
  });

  test('a difference may be below zero', () => {
    expect(readPence('-500.25', { signed: true })).toEqual({ value: -50_025 });
    expect(readPence('-0', { signed: true })).toEqual({ value: 0 });
  });

  test('pence survive being written as pounds and read again, to the last penny', () => {
    fc.assert(
      fc.property(fc.integer({ min: -LIMITS.pence, max: LIMITS.pence }), (pence) => {
        const text = poundsText(pence);
        expect(readPence(text, { signed: true })).toEqual({ value: pence });
        expect(Number(text)).toBe(pence / 100);
      }),
    );
  });

  test('the largest sum is the one that the contracts take', () => {
    expect(LIMITS.pence).toBe(LARGEST_PENCE);
  });
});
