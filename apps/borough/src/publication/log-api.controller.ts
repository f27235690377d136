import { Answers } from '#api';
import { NotFound } from '#errors';
import { BoroughPipe, EventLog, SIGNATURE_HEADER } from '#events';
import { Public } from '#identity';
import { Label } from '#visibility';
import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsObject, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Completenesses } from './completeness.service.js';

const LIMIT = 'limit must be a whole number from 1 to 500';
const AFTER = 'after must be a position: a whole number, nought or more';

export class LogAsked {
  /** The position after which to read. */
  @Type(() => Number) @IsInt({ message: AFTER }) @Min(0, { message: AFTER }) @Max(Number.MAX_SAFE_INTEGER, { message: AFTER }) after = 0;

  @Type(() => Number) @IsInt({ message: LIMIT }) @Min(1, { message: LIMIT }) @Max(500, { message: LIMIT }) limit = 100;
}

@Label('public')
class CompletenessView {
  /** By kind of record: `completeTo` is a day, `agreedDays` how many may pass without news. Null: nothing is published yet. */
  @IsObject() readonly items!: object;
}

const EVENT = { type: 'object', description: 'A CloudEvents 1.0 event, as it was published; its sequence is its position.' };

/** What the borough has told, for anyone to read and check. */
@Public()
@Controller('api/v1')
export class LogApiController {
  constructor(
    private readonly log: EventLog,
    private readonly pipe: BoroughPipe,
    private readonly completeness: Completenesses,
  ) {}

  @Get('log')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'Public events in the order of their positions.', description: 'Ask again with after = next.' })
  @ApiOkResponse({
    schema: { type: 'object', properties: { items: { type: 'array', items: EVENT }, next: { type: 'integer', nullable: true } } },
  })
  async read(@Query() { after, limit }: LogAsked): Promise<string> {
    const events = await this.log.read(after, limit);
    const next = events.length < limit ? null : after + events.length;
    return `{"items":[${events.join(',')}],"next":${next}}`;
  }

  @Get('log/head')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({
    summary: 'How far the log is, as the borough last told the network, byte for byte as it was signed.',
    description: `The header ${SIGNATURE_HEADER} has the signature (Ed25519, base64) over "compact head", a line feed and the body.`,
  })
  @ApiOkResponse({ schema: { type: 'object' } })
  head(@Res({ passthrough: true }) reply: FastifyReply): string {
    const { toldHead } = this.pipe;
    if (!toldHead) throw new NotFound('This borough has not told the network yet how far its log is. Ask again in some seconds.');
    void reply.header(SIGNATURE_HEADER, toldHead.signature);
    return toldHead.text;
  }

  @Get('completeness')
  @ApiOperation({ summary: 'Up to which day each kind of record is complete; null where nothing is published yet.' })
  @Answers(200, CompletenessView, 'The kinds of records.')
  async complete(): Promise<CompletenessView> {
    return { items: await this.completeness.read() };
  }
}
