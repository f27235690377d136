import { type DynamicModule, Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { InputPipe } from './forms/input.pipe.js';
import { PAGES_OPTIONS, type PagesOptions } from './options.js';

/** Pages for one service: its options, and the one pipe that checks what people and programs send. */
@Module({})
export class PagesModule {
  static forRoot(options: PagesOptions): DynamicModule {
    return {
      module: PagesModule,
      providers: [
        { provide: PAGES_OPTIONS, useValue: options },
        { provide: APP_PIPE, useClass: InputPipe },
      ],
      exports: [PAGES_OPTIONS],
    };
  }
}
