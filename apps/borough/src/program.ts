import { useApi } from '#api';
import type { Clock } from '#clock';
import { BoroughRequestServer } from '#events';
import { Logger } from '#observe';
import { serverOptions, usePages } from '#pages';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { BoroughConfig } from './borough.config.js';
import { BoroughModule } from './borough.module.js';
import { keepGrantFilesWhole } from './grants/takes-grant-file.js';

/** The program of one borough, made and not yet listening. */
export async function boroughProgram(config: BoroughConfig, clock?: Clock): Promise<NestFastifyApplication> {
  const { borough } = config;
  const adapter = new FastifyAdapter(serverOptions(config));
  const module = await BoroughModule.forRoot(config, clock);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  await usePages(app);
  keepGrantFilesWhole(app);
  useApi(app, {
    title: `Local Compact of ${borough.name}`,
    description: `What ${borough.body.name} records and publishes of its Compact, its consultations and its grants.`,
    audience: borough.publicUrl,
  });
  app.connectMicroservice({ strategy: app.get(BoroughRequestServer) });
  return app;
}
