import { Public } from '#identity';
import { date, instant, plural } from '#pages';
import { Controller, Get, Render } from '@nestjs/common';
import { BoroughsService, RECORD_TYPES, type BoroughStanding } from './boroughs.service.js';

@Public()
@Controller()
export class BoroughsController {
  constructor(private readonly boroughs: BoroughsService) {}

  @Get('boroughs')
  @Render('boroughs/boroughs.njk')
  async page() {
    const standings = await this.boroughs.standings();
    return { strip: await this.boroughs.strip(RECORD_TYPES), boroughs: standings.map(cardOf) };
  }

  @Get('status')
  @Render('boroughs/status.njk')
  async status() {
    const standings = await this.boroughs.standings();
    const sum = (figure: (standing: BoroughStanding) => number) => standings.reduce((total, standing) => total + figure(standing), 0);
    return {
      boroughs: standings.map(cardOf),
      hub: `${plural(
        sum(({ waiting }) => waiting),
        'record',
      )} waiting, ${plural(
        sum(({ missing }) => missing),
        'record',
      )} missing, ${plural(
        sum(({ parked }) => parked),
        'record',
      )} set aside`,
    };
  }
}

function cardOf({
  borough,
  state,
  sentence,
  position,
  publishedPosition,
  heardAt,
  appliedAt,
  parked,
  waiting,
  missing,
  fault,
  comparedAt,
  recordTypes,
}: BoroughStanding) {
  return {
    code: borough.code,
    name: borough.name,
    body: borough.body,
    placeCode: borough.placeCode,
    contact: borough.contact,
    publicUrl: borough.publicUrl,
    state,
    sentence,
    position: publishedPosition === null ? `${position} applied here` : `${position} applied here, of ${publishedPosition} published`,
    heard: heardAt ? instant(heardAt) : 'Never',
    applied: appliedAt ? instant(appliedAt) : 'Nothing applied yet',
    setAside: parked === 0 ? 'None' : `${plural(parked, 'record')}: we have to mend something before they can be shown`,
    compared: comparedAt ? `Equal on ${instant(comparedAt)}` : 'Not yet by this program; it is compared once a minute',
    isSetAside: parked > 0,
    waiting: `${plural(waiting, 'record')} waiting here, ${plural(missing, 'record')} not received`,
    fault,
    recordTypes: recordTypes.map((recordType) => ({
      name: recordType.name.charAt(0).toUpperCase() + recordType.name.slice(1),
      state: recordType.state,
      sentence: recordType.sentence,
      completeTo: recordType.completeTo ? date(recordType.completeTo) : 'Not published yet',
      agreed: plural(recordType.agreedDays, 'day'),
      usual: recordType.usualDays === null ? 'Too few days of publishing to tell' : plural(recordType.usualDays, 'day'),
    })),
  };
}
