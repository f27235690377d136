import { Controller, Get, type DynamicModule, Res } from '@nestjs/common';
import { HealthCheck, HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import { Public } from '#identity';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { Metrics } from './metrics.js';

/** One thing that must answer before the service can do its work. */
export abstract class ReadinessChecks {
  /** Settles when all is well; throws with a sentence that says what is not. By name, such as `database`. */
  abstract readonly checks: Readonly<Record<string, () => Promise<void>>>;
}

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: ReadinessChecks,
  ) {}

  /** The program runs. */
  @Public()
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** The program can do its work. */
  @Public()
  @Get('ready')
  @HealthCheck()
  ready() {
    return this.health.check(
      Object.entries(this.readiness.checks).map(([name, check]) => async () => {
        const indicator = this.indicators.check(name);
        try {
          await check();
          return indicator.up();
        } catch (error) {
          return indicator.down({ message: (error as Error).message });
        }
      }),
    );
  }
}

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** Everything that is measured, for Prometheus. */
  @Public()
  @Get()
  async read(@Res({ passthrough: true }) reply: { header(name: string, value: string): void }): Promise<string> {
    reply.header('content-type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}

/** /health/live, /health/ready and /metrics. `imports` bring the program's ReadinessChecks. */
export class ObserveModule {
  static forRoot(
    service: string,
    readiness: { new (...args: never[]): ReadinessChecks },
    imports: DynamicModule['imports'] = [],
  ): DynamicModule {
    const registry = new Registry();
    registry.setDefaultLabels({ service });
    // A program in which nothing happens spends most of its time on waking up for this: ten times a second, and not a hundred times.
    collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
    return {
      module: ObserveModule,
      global: true,
      imports: [TerminusModule.forRoot({ logger: false }), ...imports],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: Metrics, useValue: new Metrics(registry) },
        { provide: ReadinessChecks, useClass: readiness },
      ],
      exports: [Metrics],
    };
  }
}
