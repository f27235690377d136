import type { Role } from '#identity';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { IdentitySettings } from '../../deploy/local/identity/settings.js';
import { signedToken } from '../../deploy/local/identity/token.js';
import { type DemonstrationPerson, rolesToGive } from '../../deploy/local/people.js';
import { OwnProcess, tailOf } from '../../deploy/local/processes.js';
import { type Secrets, secretsOf } from '../../deploy/local/secrets.js';
import { type LocalPlan, type LocalService, servicesOf } from '../../deploy/local/services.js';

/** Valid whichever way a clock is put wrong. */
const TOKEN_VALID_FOR = '12 hours';

export interface OfficersSettings {
  readonly plan: LocalPlan;
  readonly secrets: Secrets;
  readonly people: readonly DemonstrationPerson[];
  readonly folder: string;
  readonly boroughsFolder: string;
  readonly inherited: NodeJS.ProcessEnv;
}

/** Who works in the boroughs: their identity provider, their roles and their tokens. No faults are put into it. */
export class Officers {
  private identity: OwnProcess | null = null;
  private readonly identitySettings: IdentitySettings;

  constructor(private readonly settings: OfficersSettings) {
    const { plan, secrets, boroughsFolder } = settings;
    const { url: issuer, port } = plan.identity;
    const clients = servicesOf(plan).map(({ code: id, name, url }) => ({ id, name, url, secret: secretsOf(secrets, id).clientSecret }));
    this.identitySettings = { issuer, port, clients, key: secrets.identityKey, cookieKey: secrets.identityCookieKey, boroughsFolder };
  }

  async start(): Promise<void> {
    const { folder, inherited } = this.settings;
    const [file, logFile] = [join(folder, 'identity.json'), join(folder, 'identity.log')];
    await writeFile(file, JSON.stringify(this.identitySettings), { mode: 0o600 });
    const env = { ...inherited, IDENTITY_FILE: file };
    this.identity = await OwnProcess.start(process.execPath, [resolve('dist/deploy/local/identity/main.js')], { env, logFile });
  }

  /** `env` is that of the borough's own programs. */
  async giveRoles(service: LocalService, env: NodeJS.ProcessEnv): Promise<void> {
    const { people, folder } = this.settings;
    const { issuer } = this.identitySettings;
    const roles = rolesToGive(people, issuer, service.code);
    const [file, logFile] = [join(folder, `${service.code}.roles.json`), join(folder, `${service.code}-give-role.log`)];
    await writeFile(file, JSON.stringify(roles));
    const script = join(service.programs, 'give-role.js');
    const program = await OwnProcess.start(process.execPath, [script, '--file', file], { env, logFile });
    const { code } = await program.ended;
    if (code !== 0) throw new Error(`Roles could not be given in ${service.code}:\n${await tailOf(logFile)}`);
  }

  /** A bearer token of who holds a role for the whole of a borough. */
  async token(borough: string, role: Role = 'funding-officer'): Promise<string> {
    const officer = this.settings.people.find(({ roles }) => roles.length === 1 && roles[0].borough === borough && roles[0].role === role);
    if (!officer) throw new Error(`There is no ${role} in ${borough}.`);
    return signedToken(this.identitySettings, officer, borough, TOKEN_VALID_FOR);
  }

  async stop(): Promise<void> {
    await this.identity?.stop('SIGKILL');
  }
}
