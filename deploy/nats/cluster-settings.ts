import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { settingsFor } from './server-version.js';

const IS_PUBLIC_KEY = /^U[A-Z2-7]{55}$/;
const isPort = (_target: object, name: string): void => {
  for (const decorate of [IsOptional(), IsInt(), Min(1), Max(65_535)]) decorate(_target, name);
};
const isPath = Matches(/^\/[^\0\n"]*$/, { message: 'must be a path that begins with /' });
const isPublicKey = Matches(IS_PUBLIC_KEY, { message: 'must be the public key of a NATS user; it begins with U, and a seed with SU' });

/** Where one server listens and keeps what it keeps. */
class Place {
  @IsOptional() @Matches(/^[0-9a-f.:[\]]+$/, { message: 'must be an address of the machine, like 0.0.0.0' }) listen?: string;
  @isPort clientPort?: number;
  @isPort clusterPort?: number;
  @isPort monitorPort?: number;
  @IsOptional() @isPath storeFolder?: string;
  @IsOptional() @isPath pidFile?: string;
}

/** One server; what it does not say of its place is as of all. */
class ClusterNode extends Place {
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'must be small letters, digits and hyphens, like nats-1' }) name!: string;
  @Matches(/^[a-zA-Z0-9.-]+$/, { message: 'must be the name that its certificate bears, like nats-1.compact.example' }) host!: string;
}

class Certificate {
  @isPath certFile!: string;
  @isPath keyFile!: string;
  @isPath caFile!: string;
}

class Users {
  @IsObject({ message: 'must name the public key of each borough, like "westminster: U…"' }) boroughs!: Record<string, string>;
  @isPublicKey aggregator!: string;
  @isPublicKey provisioner!: string;
}

/** What deploy/nats/cluster.yaml holds: public keys and paths, and no secret. */
export class ClusterFile extends Place {
  @Matches(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, { message: 'must be what "nats-server --version" says, like "2.9.10"' })
  serverVersion!: string;

  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'must be small letters, digits and hyphens, like compact-network' }) cluster!: string;
  @IsInt() @Min(1) @Max(100_000) maxFileGigabytes!: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(9)
  @ArrayUnique(({ name }: ClusterNode) => name, { message: 'must have a name of its own for each server' })
  @ValidateNested({ each: true })
  @Type(() => ClusterNode)
  nodes!: ClusterNode[];

  @ValidateNested() @Type(() => Certificate) tls!: Certificate;
  @ValidateNested() @Type(() => Certificate) clusterTls!: Certificate;
  @ValidateNested() @Type(() => Users) users!: Users;
}

const said = (errors: readonly ValidationError[], within = ''): string[] =>
  errors.flatMap(({ property, constraints, children }) => [
    ...Object.values(constraints ?? {}).map((message) => `${within}${property} ${message.replace(`${property} `, '')}`),
    ...said(children ?? [], `${within}${property}.`),
  ]);

/** Reads what an operator says of the servers. @throws Error that names all that is wrong with the file, and shows no value of it. */
export function readClusterFile(path: string): ClusterFile {
  const content: unknown = parse(readFileSync(path, 'utf8'));
  const file = plainToInstance(ClusterFile, typeof content === 'object' && !Array.isArray(content) ? (content ?? {}) : {});
  const parts = (['tls', 'clusterTls', 'users'] as const).filter((name) => typeof file[name] !== 'object' || file[name] === null);
  const wrong = said(validateSync(file, { whitelist: true, forbidNonWhitelisted: true }));
  const faults = [...parts.map((name) => `${name} is missing`), ...wrong.filter((fault) => !parts.some((name) => fault.startsWith(name)))];
  if (faults.length === 0) faults.push(...wrongKeys(file.users));
  if (faults.length > 0) throw new Error(`${path} cannot be taken.\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  settingsFor({ version: file.serverVersion, nodes: file.nodes.length });
  return file;
}

function wrongKeys({ boroughs, aggregator, provisioner }: Users): string[] {
  const keys = [...Object.values(boroughs), aggregator, provisioner];
  return [
    ...Object.entries(boroughs)
      .filter(([, key]) => typeof key !== 'string' || !IS_PUBLIC_KEY.test(key))
      .map(([code]) => `users.boroughs.${code} must be the public key of a NATS user; it begins with U, and a seed with SU`),
    ...(new Set(keys).size < keys.length ? ['users must each have a key of their own: whoever holds one key is one user'] : []),
  ];
}
