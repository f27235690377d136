import { Public } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
import { BoroughsService, RECORD_TYPES } from '../boroughs/boroughs.service.js';

@Public()
@Controller()
export class HomeController {
  constructor(private readonly boroughs: BoroughsService) {}

  @Get()
  @Render('home/home.njk')
  async page() {
    return { strip: await this.boroughs.strip(RECORD_TYPES) };
  }
}
