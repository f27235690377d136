import type {
  AliasAddedV1,
  IdentifierAddedV1,
  IdentifierRemovedV1,
  OrganisationRef,
  OrganisationRegisteredV1,
  OrganisationRenamedV1,
} from '#contracts';
import { InvalidInput } from '#errors';
import { inOrderOfPreference, isLocal, readOrganisationIdentifier } from '#grant-files';
import { defineEntity, p } from '@mikro-orm/core';
import {
  AliasKnown,
  IdentifierKnown,
  IdentifierUnknown,
  NameInUse,
  OnlyIdentifier,
  TooManyAliases,
  TooManyIdentifiers,
} from './organisation.errors.js';

export const MOST_IDENTIFIERS = 20;
export const MOST_ALIASES = 50;

const OrganisationSchema = defineEntity({
  name: 'Organisation',
  tableName: 'organisations',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    /** The one it is published under. */
    identifier: p.text(),
    identifiers: p.array(),
    aliases: p.array(),
    /** GSS code of the area it works in. */
    areaCode: p.text().nullable(),
    version: p.integer().version(),
  },
});

export interface Registration {
  readonly name: string;
  readonly identifiers: readonly string[];
  readonly aliases?: readonly string[];
  readonly areaCode?: string | undefined;
}

/** Two spellings that differ only in case, accents written apart, or spaces are one name. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').toLocaleLowerCase('en-GB').replaceAll(/\s+/g, ' ').trim();
}

export class Organisation extends OrganisationSchema.class {
  /** Refuses an identifier whose form is wrong. Whether another organisation has it is for the database to say. */
  static register(id: string, { name, identifiers, aliases = [], areaCode }: Registration) {
    const own = [...new Set(identifiers.map((identifier) => Organisation.read(identifier, 'identifiers')))];
    const [preferred] = inOrderOfPreference(own);
    if (preferred === undefined)
      throw new InvalidInput([{ field: 'identifiers', message: 'Give at least one identifier, like GB-CHC-1164883.' }]);
    const organisation = new Organisation();
    organisation.id = id;
    organisation.name = name.trim();
    organisation.identifiers = own;
    organisation.identifier = preferred;
    organisation.aliases = [];
    for (const alias of aliases) if (!organisation.goesBy(alias)) organisation.aliases.push(alias.trim());
    organisation.areaCode = areaCode ?? null;
    return { organisation, registered: organisation.registered() };
  }

  rename(name: string): OrganisationRenamedV1 {
    const next = name.trim();
    if (next === this.name) throw new NameInUse(this.name);
    const previousName = this.name;
    this.aliases = this.aliases.filter((alias) => alias !== next);
    if (!this.aliases.includes(previousName)) this.aliases.push(previousName);
    this.name = next;
    return { organisationId: this.id, name: next, previousName };
  }

  addAlias(alias: string): AliasAddedV1 {
    if (this.goesBy(alias)) throw new AliasKnown(alias.trim());
    if (this.aliases.length >= MOST_ALIASES) throw new TooManyAliases(MOST_ALIASES);
    this.aliases = [...this.aliases, alias.trim()];
    return { organisationId: this.id, alias: alias.trim() };
  }

  /** It is published under the better known of its identifiers from now on, which need not be the new one. */
  addIdentifier(identifier: string): IdentifierAddedV1 {
    const added = Organisation.read(identifier, 'identifier');
    if (this.identifiers.includes(added)) throw new IdentifierKnown(added);
    if (this.identifiers.length >= MOST_IDENTIFIERS) throw new TooManyIdentifiers(MOST_IDENTIFIERS);
    this.identifiers = [...this.identifiers, added];
    this.identifier = inOrderOfPreference([this.identifier, added])[0] ?? this.identifier;
    return { organisationId: this.id, added, identifier: this.identifier };
  }

  /** Takes back what was recorded by mistake. It must be known by another identifier, or nobody could tell which organisation it is. */
  removeIdentifier(removed: string): IdentifierRemovedV1 {
    if (!this.identifiers.includes(removed)) throw new IdentifierUnknown(removed);
    const others = this.identifiers.filter((identifier) => identifier !== removed);
    const [preferred] = inOrderOfPreference(others);
    if (preferred === undefined) throw new OnlyIdentifier(removed);
    this.identifiers = others;
    this.identifier = preferred;
    return { organisationId: this.id, removed, identifier: preferred };
  }

  /** Whether this is its name or one of its aliases, whatever the case. */
  goesBy(name: string): boolean {
    const folded = foldedName(name);
    return [this.name, ...this.aliases].some((known) => foldedName(known) === folded);
  }

  /** Known only under an identifier that a publisher made itself. */
  isLocal(): boolean {
    return isLocal(this.identifier);
  }

  ref(): OrganisationRef {
    return { organisationId: this.id, identifier: this.identifier, name: this.name };
  }

  private registered(): OrganisationRegisteredV1 {
    const { id, identifier, name, identifiers, aliases, areaCode } = this;
    return { organisationId: id, identifier, name, identifiers, aliases, ...(areaCode ? { areaCode } : {}) };
  }

  /** The same organisation is always written the same: register in capitals, company numbers with their noughts. */
  private static read(identifier: string, field: string): string {
    const read = readOrganisationIdentifier(identifier.trim());
    if ('reason' in read) throw new InvalidInput([{ field, message: read.reason }]);
    return read.value.identifier;
  }
}
OrganisationSchema.setClass(Organisation);
