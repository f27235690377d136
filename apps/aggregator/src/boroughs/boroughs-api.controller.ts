import { ListRoute, type Page } from '#api';
import { Public } from '#identity';
import { Controller } from '@nestjs/common';
import { boroughColumns, BoroughItem, boroughItemOf } from './borough-item.js';
import { BoroughsService, RECORD_TYPES } from './boroughs.service.js';

@Public()
@Controller('api/v1')
export class BoroughsApiController {
  constructor(private readonly boroughs: BoroughsService) {}

  @ListRoute('boroughs', {
    summary: 'Every borough of the network, by name, with how fresh its records are here. All in one part.',
    item: BoroughItem,
    csv: boroughColumns(RECORD_TYPES),
  })
  async list(): Promise<Page<BoroughItem>> {
    return { items: (await this.boroughs.standings()).map(boroughItemOf), next: null };
  }
}
