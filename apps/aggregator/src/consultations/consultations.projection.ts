import { ConsultationPublishedV1 } from '#contracts';
import { FeedContext, type FeedEvent, Forgets, Projection } from '#events';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { forgetRows } from '../forget-rows.js';
import { writeConsultations } from './consultations.rows.js';

/** The consultations of each borough, each as it was told last. */
@Controller()
export class ConsultationsProjection {
  @Projection('consultations-1', [ConsultationPublishedV1])
  async apply(@Payload() run: FeedEvent<ConsultationPublishedV1>[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await writeConsultations(await transaction, borough, run);
  }

  @Forgets('consultations-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await forgetRows(await transaction, borough, 'consultations');
  }
}
