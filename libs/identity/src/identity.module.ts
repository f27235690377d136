import { type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccountController } from './account.controller.js';
import { BearerTokens } from './bearer.js';
import { Gate } from './gate.js';
import { Issuers } from './issuer.js';
import { KeptSessions } from './kept-sessions.js';
import { LogoutTokens } from './logout-tokens.js';
import { KnownIssuers, NoRoles, RoleDirectory, SessionStore } from './ports.js';
import { RateLimits } from './rate-limits.js';
import { RouteCheck } from './route-check.js';
import { Sessions } from './sessions.js';
import { type IdentityOptions, IdentitySettings } from './settings.js';
import { SignInController } from './sign-in.controller.js';
import { SignInFlows } from './sign-in-flow.js';
import { SignOutController } from './sign-out.controller.js';
import { WorkingAsController } from './working-as.controller.js';

export interface IdentityModuleOptions extends IdentityOptions {
  /** Provides {@link RoleDirectory}; left out, nobody holds a role. */
  readonly roles?: Provider<RoleDirectory>;
  /** Provides {@link SessionStore}; left out, sessions are kept in the service's database: {@link KeptSessions}. */
  readonly sessions?: Provider<SessionStore>;
  /** Modules that these providers, and Clock, come from, where they are not global. */
  readonly imports?: ModuleMetadata['imports'];
}

/** Signing in, sessions, tokens, and the gate before every route of the program. Throws a sentence where an option cannot be used. */
export class IdentityModule {
  static forRoot({ roles, sessions, imports = [], ...options }: IdentityModuleOptions): DynamicModule {
    return {
      module: IdentityModule,
      global: true,
      imports: [DiscoveryModule, ...imports],
      controllers: [SignInController, SignOutController, AccountController, WorkingAsController],
      providers: [
        { provide: IdentitySettings, useValue: new IdentitySettings(options) },
        { provide: KnownIssuers, useValue: { addresses: options.issuers.map(({ issuer }) => issuer) } },
        roles ?? { provide: RoleDirectory, useClass: NoRoles },
        sessions ?? { provide: SessionStore, useClass: KeptSessions },
        Sessions,
        Issuers,
        BearerTokens,
        LogoutTokens,
        SignInFlows,
        RateLimits,
        Gate,
        RouteCheck,
      ],
      exports: [KnownIssuers, RoleDirectory, SessionStore],
    };
  }
}
