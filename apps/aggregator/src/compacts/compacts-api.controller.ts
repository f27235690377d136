import { Answers, ListQuery, ListRoute, type Page } from '#api';
import { IsText } from '#contracts';
import { Public } from '#identity';
import { AsList } from '#pages';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { ArrayMaxSize } from 'class-validator';
import { AdoptionWithdrawalItem, COMPACT_COLUMNS, CompactItem, CompactVersionItem, WITHDRAWAL_COLUMNS } from './compact-item.js';
import { CompactsService } from './compacts.service.js';

class CompactsQuery extends ListQuery {
  /** Codes of boroughs. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
}

@Public()
@Controller('api/v1')
export class CompactsApiController {
  constructor(private readonly compacts: CompactsService) {}

  @ListRoute('compacts', { summary: 'How the Compact of each borough stands today, by borough.', item: CompactItem, csv: COMPACT_COLUMNS })
  async list(@Query() { borough }: CompactsQuery): Promise<Page<CompactItem>> {
    return { items: await this.compacts.all(borough), next: null };
  }

  @ListRoute('compacts/:borough/adoption-withdrawals', {
    summary: 'The adoptions that a borough recorded wrongly and took back, the latest first.',
    item: AdoptionWithdrawalItem,
    csv: WITHDRAWAL_COLUMNS,
  })
  async withdrawals(@Param('borough') borough: string): Promise<Page<AdoptionWithdrawalItem>> {
    return { items: await this.compacts.withdrawals(borough), next: null };
  }

  @Get('compacts/:borough/versions/:versionId')
  @ApiOperation({ summary: 'One adopted version with its clauses.' })
  @Answers(200, CompactVersionItem, 'The version.')
  async version(
    @Param('borough') borough: string,
    @Param('versionId', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) versionId: string,
  ): Promise<CompactVersionItem> {
    return this.compacts.version(borough, versionId);
  }
}
