import 'reflect-metadata';
import { useApi } from '#api';
import { BoroughRequestServer } from '#events';
import { Logger } from '#observe';
import { usePages } from '#pages';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { boroughConfig, WrongConfiguration } from './borough.config.js';
import { BoroughModule } from './borough.module.js';
import { keepGrantFilesWhole } from './grants/takes-grant-file.js';

async function start(): Promise<void> {
  const config = boroughConfig();
  const adapter = new FastifyAdapter({ forceCloseConnections: 'idle' });
  const app = await NestFactory.create<NestFastifyApplication>(await BoroughModule.forRoot(config), adapter, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  await usePages(app);
  keepGrantFilesWhole(app);
  const { borough, port } = config;
  useApi(app, {
    title: `Grants of ${borough.name}`,
    description: `What ${borough.body.name} records and publishes of its grants to voluntary and community organisations.`,
    audience: borough.publicUrl,
  });
  app.connectMicroservice({ strategy: app.get(BoroughRequestServer) });
  await app.startAllMicroservices();
  await app.listen(port, '0.0.0.0');
}

try {
  await start();
} catch (error) {
  if (!(error instanceof WrongConfiguration)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
