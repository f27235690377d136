import { AliasAddedV1, IdentifierAddedV1, type OrganisationRef, OrganisationRegisteredV1 } from '#contracts';
import type { Ids } from '#clock';
import { InvalidInput } from '#errors';
import type { Fact } from '#events';
import { MOST_ALIASES, MOST_IDENTIFIERS, Organisation } from './organisation.entity.js';

/** An organisation as a file names it: all its identifiers, at least one, and a name that may be spelled otherwise elsewhere. */
export interface NamedOrganisation {
  readonly identifiers: readonly string[];
  readonly name: string;
}

/** An identifier that is an organisation's own. */
export interface Claim {
  readonly identifier: string;
  readonly organisationId: string;
}

/**
 * Finds the organisation behind each name of a file by any of its identifiers, or enters it. The name that was there first stays; other
 * spellings become aliases, and further identifiers are added. Nothing is written here: it says what is to be written and told.
 */
export class OrganisationMatching {
  readonly registered: Organisation[] = [];
  readonly altered = new Set<Organisation>();
  readonly claims: Claim[] = [];
  readonly facts: Fact[] = [];
  private readonly byIdentifier = new Map<string, Organisation>();

  constructor(
    known: readonly Organisation[],
    private readonly ids: Ids,
  ) {
    for (const organisation of known) for (const identifier of organisation.identifiers) this.byIdentifier.set(identifier, organisation);
  }

  /** The organisation, or a sentence that says why it cannot be told which one is meant. */
  match(named: NamedOrganisation): OrganisationRef | string {
    const found = this.find(named.identifiers);
    const [first, second] = found;
    if (first && second) {
      const names = `${first.name} and ${second.name}`;
      return `${named.identifiers.join(' and ')} belong to different organisations here: ${names}. Check the numbers.`;
    }
    try {
      const organisation = first ?? this.register(named);
      if (first) this.complete(first, named);
      return organisation.ref();
    } catch (error) {
      if (error instanceof InvalidInput) return error.message;
      throw error;
    }
  }

  private find(identifiers: readonly string[]): Organisation[] {
    return [...new Set(identifiers.flatMap((identifier) => this.byIdentifier.get(identifier) ?? []))];
  }

  private register({ name, identifiers }: NamedOrganisation): Organisation {
    const { organisation, registered } = Organisation.register(this.ids.next(), { name, identifiers });
    this.registered.push(organisation);
    this.facts.push({ contract: OrganisationRegisteredV1, subject: organisation.id, data: registered });
    for (const identifier of organisation.identifiers) this.claim(identifier, organisation);
    return organisation;
  }

  private complete(organisation: Organisation, { name, identifiers }: NamedOrganisation): void {
    for (const identifier of identifiers) {
      if (organisation.identifiers.includes(identifier) || organisation.identifiers.length >= MOST_IDENTIFIERS) continue;
      const added = organisation.addIdentifier(identifier);
      this.claim(identifier, organisation);
      this.altered.add(organisation);
      this.facts.push({ contract: IdentifierAddedV1, subject: organisation.id, data: added });
    }
    if (organisation.goesBy(name) || organisation.aliases.length >= MOST_ALIASES) return;
    this.altered.add(organisation);
    this.facts.push({ contract: AliasAddedV1, subject: organisation.id, data: organisation.addAlias(name) });
  }

  private claim(identifier: string, organisation: Organisation): void {
    this.byIdentifier.set(identifier, organisation);
    this.claims.push({ identifier, organisationId: organisation.id });
  }
}
