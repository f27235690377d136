import { BoroughQuestions } from '#events';
import { type HeldRole, isRole, RoleDirectory, type RoleAndReach } from '#identity';
import { plainToInstance, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, IsString, MaxLength, ValidateNested, validateSync } from 'class-validator';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { BOROUGHS } from '../boroughs/boroughs.service.js';

const ANSWERS_WITHIN_MILLISECONDS = 1_500;
/** A role that ends in a borough ends here at most so much later (design.md section 5). */
const KEPT_MILLISECONDS = 60_000;
/** Where a borough did not answer, it is asked again soon. */
const INCOMPLETE_KEPT_MILLISECONDS = 5_000;
const MOST_PEOPLE = 10_000;
const MOST_ROLES = 200;

class HeldForTold {
  @IsIn(['department', 'body', 'organisation']) kind!: 'department' | 'body' | 'organisation';
  @IsString() @MaxLength(100) key!: string;
  @IsOptional() @IsString() @MaxLength(300) name?: string | null;
}

class RoleTold {
  @IsString() @MaxLength(100) role!: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => HeldForTold) heldFor!: HeldForTold | null;
}

/** What a borough answers. */
class RolesTold {
  @IsArray() @ArrayMaxSize(MOST_ROLES) @ValidateNested({ each: true }) @Type(() => RoleTold) roles!: RoleTold[];
}

/**
 * Who may see what here is for the boroughs to say: each is asked what the person holds there, and the answer is kept for a minute.
 * Nothing is written down. A borough that does not answer gives no role, so that what is public is all that shows of it.
 */
@Injectable()
export class RolesInBoroughs extends RoleDirectory {
  private readonly logger = new Logger(RolesInBoroughs.name);
  private readonly kept = new LRUCache<string, Promise<readonly HeldRole[]>>({ max: MOST_PEOPLE, ttl: KEPT_MILLISECONDS });

  constructor(
    @Inject(BOROUGHS) private readonly boroughs: readonly { readonly code: string; readonly name: string }[],
    private readonly questions: BoroughQuestions,
  ) {
    super();
  }

  /** All that the boroughs say, each role with its borough. */
  override async rolesOf(issuer: string, subject: string): Promise<readonly HeldRole[]> {
    const key = JSON.stringify([issuer, subject]);
    const known = this.kept.get(key);
    if (known) return known;
    const asked = this.ask(key, issuer, subject);
    this.kept.set(key, asked);
    return asked;
  }

  private async ask(key: string, issuer: string, subject: string): Promise<readonly HeldRole[]> {
    const answers = await Promise.all(this.boroughs.map((borough) => this.askOne(borough, { issuer, subject })));
    const roles = answers.flatMap((told) => told ?? []);
    if (answers.includes(null)) this.kept.set(key, Promise.resolve(roles), { ttl: INCOMPLETE_KEPT_MILLISECONDS });
    return roles;
  }

  private async askOne({ code, name }: { code: string; name: string }, asked: object): Promise<HeldRole[] | null> {
    try {
      const answer = await this.questions.ask(code, 'access.read', asked, ANSWERS_WITHIN_MILLISECONDS);
      return rolesIn(answer).map((role) => ({ ...role, borough: { code, name }, name: '' }));
    } catch (error) {
      this.logger.warn({ borough: code, fault: (error as Error).message }, 'a borough did not say who may see what');
      return null;
    }
  }
}

/** What was told, checked; a role that only a newer borough knows is left out. @throws Error for what is no answer. */
function rolesIn(answer: unknown): RoleAndReach[] {
  const told = plainToInstance(RolesTold, answer);
  if (!(told instanceof RolesTold) || validateSync(told).length > 0) throw new Error('The answer cannot be understood');
  return told.roles.flatMap(({ role, heldFor }) => (isRole(role) ? [{ role, heldFor: heldFor ?? null }] : []));
}
