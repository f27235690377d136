import { NotFound } from '#errors';
import { ParkedEvents, type SetAsideEvent } from '#events';
import { Public } from '#identity';
import { instant, plural } from '#pages';
import { Controller, Get, Param, Render } from '@nestjs/common';
import { BoroughsService } from './boroughs.service.js';
import { whySetAside } from './set-aside-item.js';

/** Where a record of a kind stands at its borough. */
const RECORD_PATHS: Record<string, string> = { grants: '/grants/', organisations: '/organisations/', programmes: '/programmes/' };

/** What of a borough's facts could not be taken. */
@Public()
@Controller('status')
export class SetAsideController {
  constructor(
    private readonly boroughs: BoroughsService,
    private readonly parked: ParkedEvents,
  ) {}

  @Get(':borough/set-aside')
  @Render('boroughs/set-aside.njk')
  async page(@Param('borough') code: string) {
    if (!this.boroughs.all.some((borough) => borough.code === code)) throw new NotFound('There is no such borough here.');
    const { counts, newest } = await this.parked.of(code);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return {
      code,
      name: this.boroughs.nameOf(code),
      total,
      shown: newest.length < total ? `The newest ${newest.length} of ${plural(total, 'fact')}` : plural(total, 'fact'),
      rows: newest.map((event) => this.row(code, event)),
    };
  }

  private row(code: string, { position, type, subject, kind, at }: SetAsideEvent) {
    const [feature = '', fact = ''] = type.split('.');
    const path = RECORD_PATHS[feature];
    return [
      { text: String(position) },
      { text: fact === '' ? 'Unknown' : fact.charAt(0).toUpperCase() + fact.slice(1).replaceAll('-', ' ') },
      { text: subject || 'Unknown', href: path && subject ? this.boroughs.ownPage(code, `${path}${subject}`) : null },
      { text: whySetAside(kind) },
      { text: instant(at) },
    ];
  }
}
