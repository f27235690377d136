import { type Person, RequiresSignIn, SignedIn } from '#identity';
import { Controller, Get, Header, Render, StreamableFile, UnauthorizedException } from '@nestjs/common';
import { Readable } from 'node:stream';
import { People } from './people.service.js';

/** What is held about the person who is signed in, for that person alone. */
@RequiresSignIn()
@Controller('account/data')
export class OwnDataPageController {
  constructor(private readonly people: People) {}

  @Get()
  @Render('pages/own-data.njk')
  async page(@SignedIn() person: Person | null) {
    const parts = await this.people.heldAbout(themselves(person));
    return { rows: parts.map(({ title, records }) => [{ text: title }, { text: String(records) }]), keepsActs: true };
  }

  @Get('download')
  @Header('cache-control', 'no-store')
  download(@SignedIn() person: Person | null): StreamableFile {
    const disposition = 'attachment; filename="what-is-held-about-you.json"';
    return new StreamableFile(Readable.from(this.people.export(themselves(person))), { type: 'application/json', disposition });
  }
}

function themselves(person: Person | null): Person {
  if (!person) throw new UnauthorizedException();
  return person;
}
