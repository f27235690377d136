import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { People } from './people.service.js';

/** The data protection officer erases a person who left, having seen what goes and what stays. */
@Requires('people.erase')
@Controller('people/:roleId/erase')
export class ErasePersonController {
  constructor(private readonly people: People) {}

  @Get()
  @Render('people/erase-person.njk')
  async page(@RecordId('roleId', 'role') roleId: string) {
    const person = await this.people.byRole(roleId);
    const parts = await this.people.heldAbout(person);
    const held = parts.filter(({ records }) => records > 0);
    return {
      erased: { name: person.name, subject: person.subject },
      rows: held.map(({ title, records, staysBecause }) => [
        { text: title },
        { text: String(records) },
        { text: staysBecause ?? 'Is erased' },
      ]),
    };
  }

  @Post()
  @FormPage('people/erase-person.njk')
  @Redirect()
  async erase(@RecordId('roleId', 'role') roleId: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.people.erase(actor, roleId);
    tellNext(reply, 'The person is erased. What they did stays on record, without who did it.');
    return { url: '/roles?held=ended' };
  }
}
