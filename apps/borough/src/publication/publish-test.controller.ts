import { Requires } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
import { ExportTest } from './export-test.service.js';

/** The 360Giving test reads every public grant, so only officers start it. */
@Requires('publication.try')
@Controller('publish/test')
export class PublishTestController {
  constructor(private readonly exported: ExportTest) {}

  @Get()
  @Render('publication/publish-test.njk')
  page() {
    return this.exported.run();
  }
}
