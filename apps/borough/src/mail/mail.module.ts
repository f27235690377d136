import type { DynamicModule } from '@nestjs/common';
import { Borough } from '../borough.js';
import { MailMetrics } from './mail-metrics.js';
import { MailSender } from './mail-sender.service.js';
import { MailServer } from './mail-server.js';
import type { MailSettings } from './mail.settings.js';
import { OutgoingMail } from './outgoing-mail.service.js';

/** Mail that leaves the borough. Every feature may leave some; without settings, none is sent. */
export class MailModule {
  static forRoot(settings?: MailSettings): DynamicModule {
    const server = { provide: MailServer, inject: [Borough], useFactory: ({ body }: Borough) => new MailServer(body.name, settings) };
    return { module: MailModule, global: true, providers: [server, OutgoingMail, MailSender, MailMetrics], exports: [OutgoingMail] };
  }
}
