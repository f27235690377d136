import 'reflect-metadata';
import { useApi } from '#api';
import { AggregatorRequestServer, FeedServer } from '#events';
import { Logger } from '#observe';
import { serverOptions, usePages } from '#pages';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { aggregatorConfig } from './aggregator.config.js';
import { AggregatorModule } from './aggregator.module.js';

const DESCRIPTION = 'What the boroughs of the network have published, side by side. Everything may be read without signing in.';

/** Runs until it is asked to stop; then it answers what it has begun, and ends. */
async function start(): Promise<void> {
  const config = aggregatorConfig();
  const module = await AggregatorModule.forRoot(config);
  const adapter = new FastifyAdapter(serverOptions(config));
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  await usePages(app);
  useApi(app, { title: 'Local Compacts across boroughs', description: DESCRIPTION, audience: config.publicUrl });
  app.connectMicroservice({ strategy: app.get(FeedServer) });
  app.connectMicroservice({ strategy: app.get(AggregatorRequestServer) });
  app.enableShutdownHooks();
  await app.startAllMicroservices();
  await app.listen(config.port, '0.0.0.0');
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
