import { barChart, dotStrip, stepLines } from '#charts';
import { ApiModule } from '#api';
import { Clock, SystemClock } from '#clock';
import { DatabaseModule } from '#database';
import { FeedModule, LIVE } from '#events';
import { IdentityModule, type IdentityConfig, KeptSession, RoleDirectory } from '#identity';
import { loggerModule, ObserveModule } from '#observe';
import { PagesModule, type PagesOptions } from '#pages';
import type { DynamicModule } from '@nestjs/common';
import { OwnDataModule } from './access/own-data.module.js';
import { RolesInBoroughs } from './access/roles-in-boroughs.service.js';
import type { AggregatorConfig } from './aggregator.config.js';
import type { BoroughFile } from './boroughs/borough-files.js';
import { BoroughsModule } from './boroughs/boroughs.module.js';
import { ComparisonModule } from './comparison/comparison.module.js';
import { CompactsModule } from './compacts/compacts.module.js';
import { LearningModule } from './concerns/learning.module.js';
import { ConsultationsModule } from './consultations/consultations.module.js';
import { GrantChangesModule } from './grant-changes/grant-changes.module.js';
import { GrantsModule } from './grants/grants.module.js';
import { DatabaseReadiness } from './home/database-readiness.js';
import { HomeModule } from './home/home.module.js';
import { MappingsModule } from './mappings/mappings.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { ProgrammesModule } from './programmes/programmes.module.js';
import { SignatoriesModule } from './signatories/signatories.module.js';

const SERVICE = 'aggregator';

const pages: PagesOptions = {
  serviceName: 'Local Compacts across boroughs',
  code: SERVICE,
  templateFolders: [import.meta.dirname],
  charts: { barChart, dotStrip, stepLines },
  navigation: [
    { text: 'Compare', href: '/compare' },
    { text: 'Compacts', href: '/compacts' },
    { text: 'Consultations', href: '/consultations' },
    { text: 'Learning', href: '/learning' },
    { text: 'Grants', href: '/grants' },
    { text: 'Grant changes', href: '/grant-changes' },
    { text: 'Programmes', href: '/programmes' },
    { text: 'Organisations', href: '/organisations' },
    { text: 'Boroughs', href: '/boroughs' },
    { text: 'Data status', href: '/status' },
  ],
  accountPages: [{ text: 'What is held about you', href: '/account/data' }],
  statement: {
    bodyName: 'the boroughs of the network',
    contact: { role: 'the office of the network', email: 'compact-network@boroughs.example' },
    personalData: [
      'This service shows what boroughs have published, and keeps nothing about people who read it without signing in.',
      'Of who signs in: their name and sign-in at the identity provider, for as long as they are signed in.',
      'What they may see is asked of the boroughs, and not written down.',
    ],
  },
};

export interface AggregatorParts {
  readonly boroughs: readonly BoroughFile[];
  readonly databaseUrl: string;
  readonly schemas?: readonly string[] | undefined;
  readonly clock: Clock;
  readonly publicUrl?: string;
  /** Gives FeedStatus to all, and BoroughQuestions where people sign in. */
  readonly feed: DynamicModule;
  /** Where people sign in; absent where nobody does. */
  readonly identity?: IdentityConfig | undefined;
}

/** Which set of projections the program keeps, and the schemas that its tables are looked up in. */
export interface KeptSet {
  readonly projectionSet: string;
  readonly schemas?: readonly string[];
}

/** The list of features, and what they stand on. */
export class AggregatorModule {
  static forRoot(
    { nats, boroughs, headKeys, databaseUrl, logLevel, publicUrl, identity }: AggregatorConfig,
    set: KeptSet = { projectionSet: LIVE },
  ): Promise<DynamicModule> {
    const feed = FeedModule.forAggregator({
      nats,
      databaseUrl,
      projectionSet: set.projectionSet,
      boroughs: boroughs.map(({ code }) => ({ code, headKeys: headKeys.get(code) ?? [] })),
    });
    const parts = { boroughs, databaseUrl, schemas: set.schemas, clock: new SystemClock(), feed, publicUrl, identity };
    return this.of(parts, [loggerModule(SERVICE, logLevel)]);
  }

  static async of(parts: AggregatorParts, more: DynamicModule[] = []): Promise<DynamicModule> {
    const { boroughs, databaseUrl, schemas, clock, feed, publicUrl = '', identity } = parts;
    const formTargets = identity?.issuers.map(({ issuer }) => new URL(issuer).origin) ?? [];
    return {
      module: AggregatorModule,
      imports: [
        ...more,
        { module: ClockModule, global: true, providers: [{ provide: Clock, useValue: clock }], exports: [Clock] },
        await DatabaseModule.forRoot({ url: databaseUrl, entities: identity ? [KeptSession] : [], ...(schemas ? { schemas } : {}) }),
        feed,
        ObserveModule.forRoot(SERVICE, DatabaseReadiness),
        PagesModule.forRoot({ ...pages, isHttps: publicUrl.startsWith('https:'), formTargets }),
        ...(identity ? [signIn(identity, publicUrl), OwnDataModule] : []),
        ApiModule,
        BoroughsModule.forRoot(boroughs),
        OrganisationsModule,
        ProgrammesModule,
        GrantsModule,
        GrantChangesModule,
        CompactsModule,
        MappingsModule,
        ComparisonModule,
        ConsultationsModule,
        SignatoriesModule,
        LearningModule,
        HomeModule,
      ],
    };
  }
}

class ClockModule {}

/** Who may see what, the boroughs say. */
function signIn(identity: IdentityConfig, publicUrl: string): DynamicModule {
  return IdentityModule.forRoot({
    ...identity,
    code: SERVICE,
    publicUrl,
    rolesGivenBy: 'your borough',
    roles: { provide: RoleDirectory, useClass: RolesInBoroughs },
  });
}
