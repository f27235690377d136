import { NotFound } from '#errors';
import { ParkedEvents, type SetAsideEvent } from '#events';
import { Public } from '#identity';
import { instant, plural } from '#pages';
import { Controller, Get, Param, Render } from '@nestjs/common';
import { BoroughsService } from './boroughs.service.js';

/** Why an event is set aside, for whoever reads the figures it is not in. */
const WHY: Record<string, string> = {
  waits: 'An earlier fact of the same record is set aside, so this one waits.',
  newer: 'The borough’s program is newer than ours: we do not know this kind of fact yet.',
  'not-in-form': 'A value in it is not in the form that was agreed.',
  'not-applied': 'We could not store it. The fault is ours.',
  misaddressed: 'It was told under an address that does not fit it.',
  unreadable: 'We could not read it.',
};

/** Where a record of a kind stands at its borough. */
const RECORD_PATHS: Record<string, string> = { grants: '/grants/', organisations: '/organisations/', programmes: '/programmes/' };

/** What of a borough's facts could not be taken. The technical words stay with the borough's officers and in our log. */
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
      { text: WHY[kind] ?? 'We could not take it.' },
      { text: instant(at) },
    ];
  }
}
