import 'reflect-metadata';
import { useApi } from '#api';
import { FeedServer } from '#events';
import { Logger } from '#observe';
import { usePages } from '#pages';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { aggregatorConfig } from './aggregator.config.js';
import { AggregatorModule } from './aggregator.module.js';

const DESCRIPTION = 'What the boroughs of the network have published, side by side. Everything may be read without signing in.';

async function start(): Promise<void> {
  const config = aggregatorConfig();
  const app = await NestFactory.create<NestFastifyApplication>(await AggregatorModule.forRoot(config), new FastifyAdapter(), {
    bufferLogs: true,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  await usePages(app);
  useApi(app, { title: 'Local Compacts across boroughs', description: DESCRIPTION, audience: config.publicUrl });
  app.connectMicroservice({ strategy: app.get(FeedServer) });
  await app.startAllMicroservices();
  await app.listen(config.port, '0.0.0.0');
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
