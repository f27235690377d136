import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Borough } from '../borough.js';
import { OpenProgramme } from './open-programme.command.js';
import { ProgrammesService } from './programmes.service.js';

/** Opening a programme under one of the officer's departments. */
@Requires('programmes.open')
@Controller('programmes/open')
export class OpenProgrammeController {
  constructor(
    private readonly programmes: ProgrammesService,
    private readonly borough: Borough,
  ) {}

  @Get()
  @Render('programmes/open-programme.njk')
  page(@WorkingAs() actor: Actor) {
    return { departments: this.borough.departments.filter(({ key }) => actor.may('programmes.open', key)) };
  }

  @Post()
  @FormPage('programmes/open-programme.njk')
  @Redirect()
  async submit(@Body() form: OpenProgramme, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    const programmeId = await this.programmes.open(actor, form);
    tellNext(reply, `The programme ${form.title} is open.`);
    return { url: `/programmes/${programmeId}` };
  }
}
