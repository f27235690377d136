import { Answers, ListRoute, type Page } from '#api';
import { IsCivilDate } from '#contracts';
import { type Actor, type Person, Requires, RequiresSignIn, SignedIn, WorkingAs } from '#identity';
import { Label } from '#visibility';
import { Body, Controller, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { Reminders } from './reminders.service.js';
import { RemindCoChair } from './today.commands.js';
import { CHANGE_COLUMNS, ChangeView, TodayQueries, WAITING_COLUMNS, WaitingView } from './today.queries.js';

const MOST_CHANGES = 500;

class ChangesAsked {
  /** Eight weeks ago where it is left out. */
  @IsOptional() @IsCivilDate({ message: 'since must be a date like 2026-04-01' }) since?: string;
}

/** What came of a reminder. */
@Label('borough')
export class ReminderView {
  /** Whether a mail goes out; without one, it stands on the page of the other chair. */
  @IsBoolean() readonly isMailed!: boolean;
}

/** What waits, and what changed. */
@Controller('api/v1')
export class TodayApiController {
  constructor(
    private readonly queries: TodayQueries,
    private readonly reminders: Reminders,
  ) {}

  @RequiresSignIn()
  @ListRoute('today', {
    summary: 'What waits for whoever asks, for their co-chair, and what is to come; what is due first comes first.',
    item: WaitingView,
    csv: WAITING_COLUMNS,
  })
  async list(@SignedIn() person: Person): Promise<Page<WaitingView>> {
    return { items: await this.queries.waitingFor(person), next: null };
  }

  @Requires('results.read')
  @ListRoute('today/changes', {
    summary: 'What results and mappings are another than they were on a day, the latest first.',
    item: ChangeView,
    csv: CHANGE_COLUMNS,
  })
  async changes(@Query() { since }: ChangesAsked): Promise<Page<ChangeView>> {
    return { items: await this.queries.changedSince(since ?? this.queries.usualSince, MOST_CHANGES), next: null };
  }

  @Requires('reminders.send')
  @Post('today/reminders')
  @ApiOperation({ summary: 'Remind the co-chair of something that waits for them, of each thing once a day at most.' })
  @Answers(201, ReminderView, 'What came of it.')
  async remind(@Body() command: RemindCoChair, @SignedIn() person: Person, @WorkingAs() actor: Actor): Promise<ReminderView> {
    return { isMailed: await this.reminders.remind(person, actor, command) };
  }
}
