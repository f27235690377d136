import type { Page } from '#api';
import { NotFound } from '#errors';
import { Injectable } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import type { ConsultationInFull, ConsultationItem } from './consultation-item.js';
import type { ConsultationsQuery } from './consultations-query.js';
import { ConsultationsQueries } from './consultations.queries.js';

@Injectable()
export class ConsultationsService {
  constructor(
    private readonly queries: ConsultationsQueries,
    private readonly boroughs: BoroughsService,
  ) {}

  /** Those that can be answered now first. */
  async page(query: ConsultationsQuery): Promise<Page<ConsultationItem>> {
    this.boroughs.refuseUnknown(query.borough);
    return this.queries.page(query);
  }

  /** @throws NotFound where the borough told of no such consultation. */
  async one(borough: string, consultationId: string): Promise<ConsultationInFull> {
    const found = await this.queries.one(borough, consultationId);
    if (found) return found;
    throw new NotFound(`${this.boroughs.nameOf(borough)} has published no such consultation. Open Consultations to see them all.`);
  }
}
