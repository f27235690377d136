import { ApiModule } from '#api';
import type { Clock } from '#clock';
import { DatabaseModule } from '#database';
import { PipeModule } from '#events';
import { IdentityModule, KeptSession, RoleDirectory } from '#identity';
import { loggerModule, ObserveModule } from '#observe';
import { PagesModule } from '#pages';
import type { DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { BrokeringEntry } from './brokering/brokering-entry.entity.js';
import { BrokeringModule } from './brokering/brokering.module.js';
import { ChangeAlert } from './change-alerts/change-alert.entity.js';
import { ChangeAlertsModule } from './change-alerts/change-alerts.module.js';
import { CoChairsModule } from './co-chairs/co-chairs.module.js';
import { TwoKeyAct } from './two-keys/two-key-act.entity.js';
import { TwoKeysModule } from './two-keys/two-keys.module.js';
import { BoroughRoles } from './access/borough-roles.js';
import { RoleAssignment } from './access/role-assignment.entity.js';
import { CompactDocument } from './compacts/compact-document.entity.js';
import { CompactVersion } from './compacts/compact-version.entity.js';
import { CompactPagesModule } from './compacts/compact-pages.module.js';
import { CommitmentCasesModule } from './commitment-cases/commitment-cases.module.js';
import { Concern } from './concerns/concern.entity.js';
import { ConcernsModule } from './concerns/concerns.module.js';
import { Consent } from './consents/consent.entity.js';
import { ConsentsModule } from './consents/consents.module.js';
import type { BoroughConfig } from './borough.config.js';
import { ConsultationAnswer } from './consultations/answer.entity.js';
import { Consultation } from './consultations/consultation.entity.js';
import { ConsultationsModule } from './consultations/consultations.module.js';
import { DeclarationsModule } from './declarations/declarations.module.js';
import { DiscussionModule } from './discussion/discussion.module.js';
import { DiscussionPost } from './discussion/discussion-post.entity.js';
import { DiscussionTopic } from './discussion/discussion-topic.entity.js';
import { DepartmentsModule } from './departments/departments.module.js';
import { DraftsModule } from './drafts/drafts.module.js';
import { KeptDraft } from './drafts/kept-draft.entity.js';
import { Grant } from './grants/grant.entity.js';
import { GrantPagesModule } from './grants/grant-pages.module.js';
import { GrantsModule } from './grants/grants.module.js';
import { PaymentHold } from './grants/payment-hold.entity.js';
import { Variation } from './grants/variation.entity.js';
import { BoroughReadiness, GroundModule } from './ground.module.js';
import { HistoryModule } from './history/history.module.js';
import { HomeModule } from './home/home.module.js';
import { MailModule } from './mail/mail.module.js';
import { MappingsModule } from './mappings/mappings.module.js';
import { Organisation } from './organisations/organisation.entity.js';
import { OrganisationPagesModule } from './organisations/organisation-pages.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { MarkRound } from './marks/mark-round.entity.js';
import { MarksModule } from './marks/marks.module.js';
import { PeopleModule } from './people/people.module.js';
import { Programme } from './programmes/programme.entity.js';
import { ProgrammeLevel } from './programmes/programme-level.entity.js';
import { ProgrammePagesModule } from './programmes/programme-pages.module.js';
import { ProgrammesModule } from './programmes/programmes.module.js';
import { PublicationModule } from './publication/publication.module.js';
import { PublishModule } from './publication/publish.module.js';
import { ReadsModule } from './reads/reads.module.js';
import { SignatoriesModule } from './signatories/signatories.module.js';
import { Signatory } from './signatories/signatory.entity.js';
import { ACCOUNT_PAGES, NAVIGATION, statementOf } from './statement.js';
import { StatusModule } from './status/status.module.js';
import { TodayModule } from './today/today.module.js';

const entities = [
  Organisation,
  Programme,
  ProgrammeLevel,
  Grant,
  Variation,
  PaymentHold,
  RoleAssignment,
  TwoKeyAct,
  Consent,
  CompactDocument,
  CompactVersion,
  Signatory,
  Consultation,
  ConsultationAnswer,
  MarkRound,
  ChangeAlert,
  BrokeringEntry,
  DiscussionTopic,
  DiscussionPost,
  Concern,
  KeptSession,
  KeptDraft,
];

/** The program of one borough: the list of its features, on the ground they share. */
export class BoroughModule {
  static async forRoot(config: BoroughConfig, clock?: Clock): Promise<DynamicModule> {
    const { borough, databaseUrl, nats, headSeed, headIntervalMilliseconds, identity } = config;
    const pipe = { borough: borough.code, source: borough.publicUrl, databaseUrl, nats, headSeed, headIntervalMilliseconds };
    return {
      module: BoroughModule,
      imports: [
        GroundModule.forRoot(borough, clock),
        await DatabaseModule.forRoot({ url: databaseUrl, entities }),
        loggerModule(borough.code, config.logLevel),
        ObserveModule.forRoot(borough.code, BoroughReadiness),
        PipeModule.forBorough(pipe, [PublicationModule]),
        IdentityModule.forRoot({
          ...identity,
          code: borough.code,
          publicUrl: borough.publicUrl,
          rolesGivenBy: `${borough.contact.role} of ${borough.body.name}`,
          roles: { provide: RoleDirectory, useClass: BoroughRoles },
        }),
        pages(config),
        ApiModule,
        MailModule.forRoot(config.mail),
        HistoryModule,
        AccessModule,
        TwoKeysModule,
        CoChairsModule,
        ConsentsModule,
        DraftsModule,
        DepartmentsModule,
        OrganisationsModule,
        ProgrammesModule,
        GrantsModule,
        PublicationModule,
        HomeModule,
        OrganisationPagesModule,
        ProgrammePagesModule,
        GrantPagesModule,
        ConsultationsModule,
        MappingsModule,
        DeclarationsModule,
        CompactPagesModule,
        SignatoriesModule,
        CommitmentCasesModule.forRoot(config.looksForCases),
        MarksModule.forRoot(config.looksForCases),
        ChangeAlertsModule,
        BrokeringModule,
        DiscussionModule.forRoot(config.looksForCases),
        TodayModule,
        ConcernsModule,
        PublishModule,
        ReadsModule,
        PeopleModule,
        StatusModule,
      ],
    };
  }
}

function pages({ borough, identity }: BoroughConfig): DynamicModule {
  return PagesModule.forRoot({
    serviceName: `Local Compact of ${borough.name}`,
    code: borough.code,
    isHttps: borough.publicUrl.startsWith('https:'),
    viewingAs: borough.name,
    templateFolders: [import.meta.dirname],
    navigation: NAVIGATION,
    accountPages: ACCOUNT_PAGES,
    statement: statementOf(borough),
    formTargets: identity.issuers.map(({ issuer }) => new URL(issuer).origin),
  });
}
