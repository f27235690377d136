import { PagesModule, usePages } from '#pages';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule, useApi } from './index.js';

const pages = PagesModule.forRoot({
  serviceName: 'Grants of Westminster',
  code: 'westminster',
  templateFolders: [],
  navigation: [],
  statement: { bodyName: 'City of Westminster', contact: { role: 'Compact team' }, personalData: [] },
});

/** A program of these controllers, of which the API is not made yet. */
export async function programWith(...controllers: Type[]): Promise<NestFastifyApplication> {
  const module = { module: class Sample {}, imports: [ApiModule, pages], controllers };
  const program = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
  await usePages(program);
  return program;
}

/** @throws Error where a class that it answers with does not say who may see a field. */
export const describeApi = (program: NestFastifyApplication): void =>
  useApi(program, { title: 'Grants of Westminster', description: 'What is granted to whom.', audience: 'http://127.0.0.1:4002' });

/** A program of these controllers that answers. Who asked for it closes it. */
export async function sampleApi(...controllers: Type[]): Promise<NestFastifyApplication> {
  const program = await programWith(...controllers);
  describeApi(program);
  await program.init();
  await program.getHttpAdapter().getInstance().ready();
  return program;
}
