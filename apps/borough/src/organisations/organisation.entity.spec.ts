import { AliasAddedV1, IdentifierAddedV1, IdentifierRemovedV1, OrganisationRegisteredV1, OrganisationRenamedV1 } from '#contracts';
import { Organisation } from './organisation.entity.js';
import { AliasKnown, IdentifierKnown, IdentifierUnknown, NameInUse, OnlyIdentifier } from './organisation.errors.js';

const { organisationId, name, identifiers, aliases, areaCode } = OrganisationRegisteredV1.sample;
const register = (given = {}) => Organisation.register(organisationId, { name, identifiers, aliases, areaCode, ...given });

describe('an organisation', () => {
  test('is registered under the better known of its identifiers', () => {
    expect(register().registered).toEqual(OrganisationRegisteredV1.sample);
    expect(register({ identifiers: ['GB-COH-1234567', 'gb-chc-1000000'] }).registered).toMatchObject({
      identifier: 'GB-CHC-1000000',
      identifiers: ['GB-COH-01234567', 'GB-CHC-1000000'],
    });
  });

  test('keeps the name before as an alias when it is renamed, and its name is none', () => {
    const { organisation } = register();

    expect(organisation.rename(OrganisationRenamedV1.sample.name)).toEqual(OrganisationRenamedV1.sample);
    expect(organisation.aliases).toEqual(['Example Luncheon Club', 'Example Lunch Club']);
    organisation.rename('Example Lunch Club');
    expect(organisation.aliases).toEqual(['Example Luncheon Club', 'Example Community Kitchen']);
    expect(() => organisation.rename('Example Lunch Club')).toThrow(NameInUse);
  });

  test('is known by further names, but not by the same one twice, whatever its case', () => {
    const { organisation } = register();

    expect(organisation.addAlias('The Lunch Club')).toEqual(AliasAddedV1.sample);
    expect(() => organisation.addAlias('the  lunch CLUB')).toThrow(AliasKnown);
    expect(() => organisation.addAlias('Example lunch club')).toThrow(AliasKnown);
  });

  test('gets further identifiers, and is published under the best of them', () => {
    const { organisation } = register({ identifiers: ['GB-CHC-1000000'] });
    expect(organisation.addIdentifier('GB-COH-1234567')).toEqual(IdentifierAddedV1.sample);
    expect(() => organisation.addIdentifier('GB-COH-01234567')).toThrow(IdentifierKnown);

    const local = register({ identifiers: ['360G-westminster-org-lunch'] }).organisation;
    expect(local.isLocal()).toBe(true);
    expect(local.addIdentifier('GB-COH-01234567').identifier).toBe('GB-COH-01234567');
    expect(local.isLocal()).toBe(false);
  });

  test('loses an identifier that was a mistake, and is published under the best that is left, but never its only one', () => {
    const { organisation } = register();
    expect(organisation.removeIdentifier('GB-COH-01234567')).toEqual(IdentifierRemovedV1.sample);
    expect(organisation.identifiers).toEqual(['GB-CHC-1000000']);
    expect(() => organisation.removeIdentifier('GB-COH-01234567')).toThrow(IdentifierUnknown);
    expect(() => organisation.removeIdentifier('GB-CHC-1000000')).toThrow(OnlyIdentifier);

    const published = register().organisation;
    expect(published.removeIdentifier('GB-CHC-1000000').identifier).toBe('GB-COH-01234567');
    expect(published.ref().identifier).toBe('GB-COH-01234567');
  });

  test('is refused without an identifier, or with one of a wrong form', () => {
    expect(() => register({ identifiers: [] })).toThrow('Give at least one identifier');
    expect(() => register({ identifiers: ['GB-CHC-12345'] })).toThrow('GB-CHC-1164883');
  });
});
