import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { Borough } from '../borough.js';
import { COMMITMENT_CHOICES, RaiseForm } from './concern-forms.js';
import { KIND_CHOICES, WAY_CHOICES } from './concern-kinds.js';
import { raisedLines } from './concern-on-page.js';
import { RaisingService } from './raising.service.js';

/** The choices of the fields. */
export const raiseFields = ({ departments, body }: Pick<Borough, 'departments' | 'body'>) => ({
  kinds: KIND_CHOICES,
  ways: WAY_CHOICES,
  commitments: COMMITMENT_CHOICES,
  respondents: [
    ...departments.map(({ key, name }) => ({ value: key, text: `${name}, ${body.name}` })),
    { divider: 'or' },
    { value: 'other', text: 'Another public body' },
  ],
});

/** Raising a concern by somebody who is signed in: for the own organisation, or for another as a champion or infrastructure officer. */
@Requires('concerns.raise')
@Controller('concerns/raise')
export class RaiseConcernController {
  constructor(
    private readonly raising: RaisingService,
    private readonly borough: Borough,
  ) {}

  @Get()
  @Render('concerns/new.njk')
  page(@WorkingAs() { role, heldFor }: Actor) {
    return { ...raiseFields(this.borough), isSignedIn: true, isPossible: true, forWhom: role === 'representative' ? heldFor?.name : null };
  }

  @Post()
  @FormPage('concerns/new.njk')
  @Render('concerns/check.njk')
  check(@Body() form: RaiseForm) {
    const { respondentName } = this.raising.checked(RaiseForm.said(form));
    return {
      lines: raisedLines(RaiseForm.said(form), respondentName),
      typed: form,
      sendTo: '/concerns/raise/send',
      changeAt: '/concerns/raise/change',
    };
  }

  /** Back to the form with all that was typed: it stands in no address and in no database. */
  @Post('change')
  @FormPage('concerns/new.njk')
  @Render('concerns/new.njk')
  change(@Body() form: RaiseForm, @WorkingAs() actor: Actor) {
    return { ...this.page(actor), values: form };
  }

  @Post('send')
  @FormPage('concerns/new.njk')
  @Redirect()
  async send(@Body() form: RaiseForm, @WorkingAs() actor: Actor) {
    const reference = await this.raising.raise(actor, RaiseForm.said(form));
    return { url: `/concerns/raised?reference=${reference}` };
  }
}
