import 'reflect-metadata';
import type { GrantAwardedV1 } from '#contracts';
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, type MicroserviceOptions, Payload, Transport } from '@nestjs/microservices';
import { asProcess } from '../as-process.js';
import { bareConfig } from './bare.config.js';

/** A reader of events as the documents of Nest and MikroORM have it: a handler for each event, and a unit of work for each. */
const RowSchema = defineEntity({
  name: 'StockRow',
  tableName: 'stock_rows',
  properties: {
    borough: p.text().primary(),
    id: p.text().primary(),
    title: p.text().nullable(),
    amountPence: p.bigint('number').nullable(),
  },
});

class StockRow extends RowSchema.class {}
RowSchema.setClass(StockRow);

const { borough, databaseUrl, natsUrl } = bareConfig();

@Controller()
class StockRegister {
  constructor(private readonly orm: MikroORM) {}

  @EventPattern('grants.grant-awarded.v1')
  async awarded(@Payload() { grantId, title, amountAwardedPence }: GrantAwardedV1): Promise<void> {
    const em = this.orm.em.fork();
    em.create(StockRow, { borough, id: grantId, title, amountPence: amountAwardedPence });
    await em.flush();
  }
}

const orm = new MikroORM({ clientUrl: databaseUrl, entities: [StockRow] });
await orm.connect();

@Module({ controllers: [StockRegister], providers: [{ provide: MikroORM, useValue: orm }] })
class StockModule {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(StockModule, {
  logger: ['error'],
  transport: Transport.NATS,
  options: { servers: natsUrl },
});
await app.listen();
asProcess({});
