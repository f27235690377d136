import { Answers, ListRoute, type Page } from '#api';
import { Public } from '#identity';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { CONSULTATION_COLUMNS, ConsultationInFull, ConsultationItem } from './consultation-item.js';
import { ConsultationsQuery } from './consultations-query.js';
import { ConsultationsService } from './consultations.service.js';

@Public()
@Controller('api/v1')
export class ConsultationsApiController {
  constructor(private readonly consultations: ConsultationsService) {}

  @ListRoute('consultations', {
    summary: 'The consultations of all boroughs: those that are open by their last day, those to come, then the others, the latest first.',
    item: ConsultationItem,
    csv: CONSULTATION_COLUMNS,
  })
  async list(@Query() query: ConsultationsQuery): Promise<Page<ConsultationItem>> {
    return this.consultations.page(query);
  }

  @Get('consultations/:borough/:consultationId')
  @ApiOperation({ summary: 'One consultation with its extensions, its reasons and its outcome.' })
  @Answers(200, ConsultationInFull, 'The consultation.')
  async one(
    @Param('borough') borough: string,
    @Param('consultationId', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) consultationId: string,
  ): Promise<ConsultationInFull> {
    return this.consultations.one(borough, consultationId);
  }
}
