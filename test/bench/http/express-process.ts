import 'reflect-metadata';
import { Body, Controller, Get, type INestApplication, Module, Post, type ValidationPipe } from '@nestjs/common';
import type { AbstractHttpAdapter, NestFactory as Factory } from '@nestjs/core';
import { AwardGrant } from '../../../apps/borough/src/grants/award-grant.command.js';
import { asProcess } from '../as-process.js';
import { fromPeers } from '../peers.js';
import { httpConfig } from './http.config.js';
import { PlainGrants } from './plain-grants.js';

/** Nest on Express as its documents have it: its own ValidationPipe, and the same class that our command is checked by. */
const { port, databaseUrl, peersFolder } = httpConfig();
const grants = new PlainGrants(databaseUrl);

@Controller('grants')
class PlainController {
  @Get()
  list() {
    return grants.list();
  }

  @Post()
  award(@Body() command: AwardGrant) {
    return grants.award(command);
  }
}

@Module({ controllers: [PlainController] })
class PlainModule {}

const { NestFactory } = await fromPeers<{ NestFactory: typeof Factory }>(peersFolder, '@nestjs/core');
const common = await fromPeers<{ ValidationPipe: typeof ValidationPipe }>(peersFolder, '@nestjs/common');
const express = await fromPeers<{ ExpressAdapter: new () => AbstractHttpAdapter }>(peersFolder, '@nestjs/platform-express');
const app: INestApplication = await NestFactory.create(PlainModule, new express.ExpressAdapter(), { logger: ['error'] });
app.useGlobalPipes(new common.ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
await app.listen(port, '127.0.0.1');
asProcess({});
