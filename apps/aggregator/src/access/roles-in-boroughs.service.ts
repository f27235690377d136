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
/** A borough that did not answer is asked again after this time. */
const SILENT_MILLISECONDS = 10_000;
const MOST_KEPT = 50_000;
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
  /** By borough and person. */
  private readonly kept = new LRUCache<string, Promise<HeldRole[]>>({ max: MOST_KEPT, ttl: KEPT_MILLISECONDS });
  private readonly silent = new LRUCache<string, true>({ max: 1_000, ttl: SILENT_MILLISECONDS });

  constructor(
    @Inject(BOROUGHS) private readonly boroughs: readonly { readonly code: string; readonly name: string }[],
    private readonly questions: BoroughQuestions,
  ) {
    super();
  }

  /** All that the boroughs say, each role with its borough. */
  override async rolesOf(issuer: string, subject: string): Promise<readonly HeldRole[]> {
    const roles = await Promise.all(this.boroughs.map((borough) => this.rolesIn(borough, { issuer, subject })));
    return roles.flat();
  }

  /** A borough that did not answer is left alone for a while, so that nobody's pages wait for it again and again. */
  private rolesIn(borough: { readonly code: string; readonly name: string }, person: object): Promise<HeldRole[]> {
    const { code, name } = borough;
    const key = JSON.stringify([code, person]);
    const known = this.kept.get(key);
    if (known) return known;
    if (this.silent.has(code)) return Promise.resolve([]);
    const asked = this.questions
      .ask(code, 'access.read', person, ANSWERS_WITHIN_MILLISECONDS)
      .then((answer) => rolesIn(answer).map((role) => ({ ...role, borough: { code, name }, name: '' })))
      .catch((error: Error) => {
        this.kept.delete(key);
        if (!this.silent.has(code)) this.logger.warn({ borough: code, fault: error.message }, 'a borough did not say who may see what');
        this.silent.set(code, true);
        return [];
      });
    this.kept.set(key, asked);
    return asked;
  }
}

/** What was told, checked; a role that only a newer borough knows is left out. @throws Error for what is no answer. */
function rolesIn(answer: unknown): RoleAndReach[] {
  const told = plainToInstance(RolesTold, answer);
  if (!(told instanceof RolesTold) || validateSync(told).length > 0) throw new Error('The answer cannot be understood');
  // What says nothing of its reach reaches nothing: a newer borough may call it otherwise.
  return told.roles.flatMap(({ role, heldFor }) => (isRole(role) && heldFor !== undefined ? [{ role, heldFor }] : []));
}
