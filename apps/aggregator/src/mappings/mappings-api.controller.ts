import { decodeCursor, ListQuery, ListRoute, page, type Page } from '#api';
import { IsCommitmentId, IsText } from '#contracts';
import { Public } from '#identity';
import { AsList } from '#pages';
import { Controller, Query } from '@nestjs/common';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { MAPPING_COLUMNS, MappingItem } from './mapping-item.js';
import { MappingsService } from './mappings.service.js';

class MappingsQuery extends ListQuery {
  /** Codes of boroughs. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  /** A commitment of the catalogue, such as N-07. */
  @IsOptional() @IsCommitmentId() commitment?: string;
}

@Public()
@Controller('api/v1')
export class MappingsApiController {
  constructor(private readonly mappings: MappingsService) {}

  @ListRoute('mappings', {
    summary: 'What both chairs of each borough agreed, by borough, the latest first; also what holds no more.',
    item: MappingItem,
    csv: MAPPING_COLUMNS,
  })
  async list(@Query() { borough, commitment, limit, cursor }: MappingsQuery): Promise<Page<MappingItem>> {
    const items = await this.mappings.all(borough, commitment);
    const [of, after] = decodeCursor(cursor, 'text', 'uuid') ?? [];
    const from = items.findIndex((item) => item.borough === of && item.mappingId === after) + 1;
    return page(items.slice(from), limit, (item) => [item.borough, item.mappingId]);
  }
}
