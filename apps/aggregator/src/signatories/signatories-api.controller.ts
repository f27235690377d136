import { ListQuery, ListRoute, type Page } from '#api';
import { IsText } from '#contracts';
import { Public } from '#identity';
import { AsList } from '#pages';
import { Controller, Query } from '@nestjs/common';
import { ArrayMaxSize } from 'class-validator';
import { SignatoriesService } from './signatories.service.js';
import { CompactSignatoryItem, SIGNATORY_COLUMNS } from './signatory-item.js';

class SignatoriesQuery extends ListQuery {
  /** Codes of boroughs; may be repeated. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
}

@Public()
@Controller('api/v1')
export class SignatoriesApiController {
  constructor(private readonly signatories: SignatoriesService) {}

  @ListRoute('compact-signatories', {
    summary: 'Who signed the Compact of each borough, by borough and name, and how each stands today.',
    item: CompactSignatoryItem,
    csv: SIGNATORY_COLUMNS,
  })
  async list(@Query() { borough, ...asked }: SignatoriesQuery): Promise<Page<CompactSignatoryItem>> {
    return this.signatories.page(borough, asked);
  }
}
