import * as fc from 'fast-check';
import {
  identifierLike,
  identifiersOf,
  inOrderOfPreference,
  isKnownScheme,
  localIdentifierFor,
  numbersLike,
  readCharityNumber,
  readCompanyNumber,
  readGrantIdentifier,
  readOrganisationIdentifier,
  partsOf,
} from './identifiers.js';

describe('a grant’s identifier', () => {
  test.each(['360G-traffordmbc-VSG1342', '360G-ACW-2009112505', '360G-westminster-2026-0001'])('%s is taken as it stands', (identifier) => {
    expect(readGrantIdentifier(identifier)).toEqual({ value: { identifier } });
  });

  test('spaces become _ and the beginning gets its capital, which is told', () => {
    expect(readGrantIdentifier('360g-westminster-lunch club 1')).toEqual({
      value: { identifier: '360G-westminster-lunch_club_1', altered: 'spaces' },
    });
  });

  test.each([
    ['360G-westminster-1\n2', /line break/],
    ['360G-westminster-2026/1', /slash/],
    ['VSG1342', /not a grant’s identifier/],
    ['360G-westminster', /not a grant’s identifier/],
    ['360G--1', /not a grant’s identifier/],
    [`360G-w-${'1'.repeat(200)}`, /longer than 200/],
  ])('%j is refused', (identifier, reason) => {
    expect(readGrantIdentifier(identifier)).toEqual({ reason: expect.stringMatching(reason) as string });
  });
});

describe('an organisation’s identifier', () => {
  test.each([
    ['GB-CHC-1164883', 'GB-CHC-1164883', undefined],
    ['GB-CHC-216250', 'GB-CHC-216250', undefined],
    ['gb-chc-1164883', 'GB-CHC-1164883', undefined],
    ['GB-CHC-1164883-2', 'GB-CHC-1164883', 'linked-charity'],
    ['GB-COH-09668396', 'GB-COH-09668396', undefined],
    ['GB-COH-rc000766', 'GB-COH-RC000766', undefined],
    ['GB-COH-9668396', 'GB-COH-09668396', 'padded'],
    ['GB-CHC- 1164883', 'GB-CHC-1164883', 'spaces'],
    ['GB-SC-SC042386', 'GB-SC-SC042386', undefined],
    ['GB-NIC-100019', 'GB-NIC-100019', undefined],
    ['GB-EDU-100500', 'GB-EDU-100500', undefined],
    ['GB-NHS-RJ1', 'GB-NHS-RJ1', undefined],
    ['GB-LAE-KEC', 'GB-LAE-KEC', undefined],
    ['GB-PPON-PMQG-9965-CHZR', 'GB-PPON-PMQG-9965-CHZR', undefined],
    ['US-EIN-12-3456789', 'US-EIN-12-3456789', undefined],
    ["360G-trafford-st_hilda's_church", "360G-trafford-st_hilda's_church", undefined],
    ['360G-westminster-lunch club', '360G-westminster-lunch_club', 'spaces'],
  ])('%s is read as %s', (text, identifier, altered) => {
    expect(readOrganisationIdentifier(text)).toEqual({ value: altered ? { identifier, altered } : { identifier } });
  });

  test.each([
    ['GB-CHC-12345', /form of GB-CHC/],
    ['GB-CHC-11648831', /form of GB-CHC/],
    ['GB-COH-123456', /form of GB-COH.*8 characters/],
    ['GB-SC-042386', /form of GB-SC/],
    ['GB-LAE-E09000033', /form of GB-LAE/],
    ['1164883', /Write GB-CHC-1164883 if it is a charity number/],
    ['09668396', /Write GB-COH-09668396 if it is a company number/],
    ['Example Lunch Club', /not an identifier of an organisation/],
    ['360G-', /not complete/],
    ['GB-CHC-116/4883', /slash/],
  ])('%s is refused', (text, reason) => {
    expect(readOrganisationIdentifier(text)).toEqual({ reason: expect.stringMatching(reason) as string });
  });

  test('registers of the field are known, GB-PPON among them', () => {
    expect(['GB-PPON-PMQG-9965-CHZR', 'GB-MPR-1', 'GB-REV-XT1', '360G-a-b'].every(isKnownScheme)).toBe(true);
    expect(isKnownScheme('GB-ZZZ-1')).toBe(false);
  });
});

describe('numbers of registers', () => {
  test.each([
    ['1146179', '1146179'],
    ['216250', '216250'],
    ['1146179-1', '1146179'],
    ['SC042386', 'SC042386'],
    ['12345', undefined],
    ['n/a', undefined],
  ])('charity number %s is read as %s', (text, number) => {
    expect(readCharityNumber(text)).toBe(number);
  });

  test.each([
    ['07962245', '07962245'],
    ['7962245', '07962245'],
    ['rc000766', 'RC000766'],
    ['796224', undefined],
    ['pendingg', undefined],
  ])('company number %s is read as %s', (text, number) => {
    expect(readCompanyNumber(text)).toBe(number);
  });

  test('all identifiers of a recipient are told once, the one to prefer first', () => {
    const recipient = { identifier: 'GB-COH-07962245', charityNumber: '1146179', companyNumber: '07962245' };
    expect(identifiersOf(recipient)).toEqual(['GB-CHC-1146179', 'GB-COH-07962245']);
    expect(identifiersOf({ identifier: '360G-a-b', charityNumber: 'NI100019' })).toEqual(['GB-NIC-100019', '360G-a-b']);
    expect(identifiersOf({})).toEqual([]);
  });

  test.each([
    [['GB-COH-09668396', 'GB-CHC-1164883'], 'GB-CHC-1164883'],
    [['360G-a-b', 'GB-PPON-PMQG'], 'GB-PPON-PMQG'],
    [['GB-PPON-PMQG', 'GB-COH-09668396'], 'GB-COH-09668396'],
    [['GB-COH-00000002', 'GB-COH-00000001'], 'GB-COH-00000002'],
  ])('of %p the one to publish is %s', (identifiers, preferred) => {
    expect(inOrderOfPreference(identifiers)[0]).toBe(preferred);
  });
});

describe('what was typed to find an organisation', () => {
  test.each([
    ['1234567', ['1234567', '01234567']],
    ['01234567', ['01234567']],
    [' 01 234 567 ', ['01234567']],
    ['12345', ['12345', '00012345']],
    ['116 4883', ['1164883', '01164883']],
    ['SC042386', ['sc042386']],
    ['NI 100019', ['ni100019', '100019']],
    ['Lunch Club', ['lunchclub']],
  ])('%p may mean the numbers %p', (typed, numbers) => {
    expect(numbersLike(typed)).toEqual(numbers);
  });

  test.each([
    ['gb-coh-1234567', 'GB-COH-01234567'],
    ['GB-COH-01 234 567', 'GB-COH-01234567'],
    [' GB-CHC-116 4883 ', 'GB-CHC-1164883'],
    ['GB-SC-sc042386', 'GB-SC-SC042386'],
    ['360g-a-b', '360G-a-b'],
    [' Lunch Club ', 'Lunch Club'],
  ])('%p may mean the identifier %s', (typed, identifier) => {
    expect(identifierLike(typed)).toBe(identifier);
  });
});

const identifierFor = (name: string): string => localIdentifierFor('360G-westminster-org', name);

describe('a local identifier', () => {
  test('is the borough’s prefix and the letters of the name', () => {
    expect(identifierFor('Example Lunch Club')).toBe('360G-westminster-org-examplelunchclub');
  });

  test.each([
    ['G-Force', 'G- Force'],
    ['G-Force', 'g force'],
    ['St. John’s Centre', "St Johns' Centre"],
    ['Arts & Crafts', 'Arts and Crafts'],
    ['Café Nobles', 'CAFE  NOBLES'],
  ])('%s and %s are the same organisation', (one, other) => {
    expect(identifierFor(one)).toBe(identifierFor(other));
  });

  test('is an identifier that an import takes, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (name) => {
        const identifier = identifierFor(name);
        expect(readOrganisationIdentifier(identifier)).toEqual({ value: { identifier } });
        expect(identifier.length).toBeLessThanOrEqual(200);
      }),
    );
  });

  test('does not depend on case, spaces or punctuation', () => {
    const names = fc.array(fc.stringMatching(/^[A-Za-z0-9]{1,12}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(names, fc.constantFrom(' ', '-', '. ', "'", '  '), (words, between) => {
        expect(identifierFor(words.join(between).toUpperCase())).toBe(identifierFor(words.join(' ')));
      }),
    );
  });
});

describe('the parts of an identifier', () => {
  test.each([
    ['GB-CHC-1164883', 'GB-CHC', '1164883'],
    ['GB-SC-SC042386', 'GB-SC', 'SC042386'],
    ['GB-PPON-PMQG-9965-CHZR', 'GB-PPON', 'PMQG-9965-CHZR'],
    ['360G-trafford-be_active', '360G', 'trafford-be_active'],
  ])('%s is %s and %s', (identifier, scheme, number) => {
    expect(partsOf(identifier)).toEqual({ scheme, number });
  });
});
