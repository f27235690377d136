import { type Person, RequiresSignIn, SignedIn } from '#identity';
import { Controller, Get, Header, Render, StreamableFile, UnauthorizedException } from '@nestjs/common';
import { OwnData } from './own-data.service.js';

/** What is held about the person who is signed in, for that person alone. */
@RequiresSignIn()
@Controller('account/data')
export class OwnDataController {
  constructor(private readonly data: OwnData) {}

  @Get()
  @Render('pages/own-data.njk')
  async page(@SignedIn() person: Person | null) {
    const { sessions } = await this.data.of(themselves(person));
    return { rows: [[{ text: 'Sign-ins; each ends by itself after twelve hours at most' }, { text: String(sessions.length) }]] };
  }

  @Get('download')
  @Header('cache-control', 'no-store')
  async download(@SignedIn() person: Person | null): Promise<StreamableFile> {
    const disposition = 'attachment; filename="what-is-held-about-you.json"';
    return new StreamableFile(Buffer.from(JSON.stringify(await this.data.of(themselves(person)))), {
      type: 'application/json',
      disposition,
    });
  }
}

function themselves(person: Person | null): Person {
  if (!person) throw new UnauthorizedException();
  return person;
}
