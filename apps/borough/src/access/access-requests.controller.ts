import { BOROUGH_REQUESTS } from '#events';
import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { BoroughRoles } from './borough-roles.js';

const LONGEST = 500;

/** Tells the aggregator, which keeps no roles, what a person who signs in there holds here. Nobody else can ask (messaging.md 2.3). */
@Controller()
export class AccessRequestsController {
  constructor(private readonly roles: BoroughRoles) {}

  /** The roles held now; none for a stranger, or where the question cannot be understood. No name leaves the borough. */
  @MessagePattern('access.read', BOROUGH_REQUESTS)
  async read(@Payload() { issuer, subject }: { issuer?: unknown; subject?: unknown }) {
    if (typeof issuer !== 'string' || typeof subject !== 'string' || issuer.length > LONGEST || subject.length > LONGEST)
      return { roles: [] };
    const held = await this.roles.rolesOf(issuer, subject);
    return { roles: held.map(({ role, heldFor }) => ({ role, heldFor })) };
  }
}
