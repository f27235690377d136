import { DomainError, inLog, NotFound } from '#errors';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, type Type, UseFilters } from '@nestjs/common';
import { PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ExternalContextCreator, ModuleRef } from '@nestjs/core';
import { RouteParamsFactory } from '@nestjs/core/router/route-params-factory.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerWithFaultPage } from '../fault-page.js';
import { faultOf } from '../faults.js';
import type { PageRequest } from '../page-context.js';
import { inOrderOf, refusedForm } from './form-errors.js';

const params = new RouteParamsFactory();
const argumentsOf = {
  exchangeKeyForValue: (type: number, data: string, [req, res, next]: unknown[]) =>
    params.exchangeKeyForValue(type, data, { req, res, next } as never),
};

/**
 * Shows the page of a form again when its input is wrong (400) or a rule is broken (409): summary, message at the field, and
 * everything that was typed. The page's own model is made anew by the controller's method `model`, with its own parameters,
 * as when the page was first asked for.
 */
export function FormPage(template: string, model = 'page'): MethodDecorator {
  return (target, key, descriptor) => UseFilters(formPageFilter(template, target.constructor as Type, model))(target, key, descriptor);
}

/** The address at which a controller's page is read, with the parameters of a request; none where it is at no address of its own. */
function pageOf(controller: Type, model: string, params: Readonly<Record<string, string>>): string | undefined {
  const method = (controller.prototype as Record<string, object>)[model] ?? {};
  const within = Reflect.getMetadata(PATH_METADATA, method) as string | undefined;
  if (typeof within !== 'string') return undefined;
  const parts = [Reflect.getMetadata(PATH_METADATA, controller) as string, within].flatMap((path) => path.split('/')).filter(Boolean);
  return `/${parts.map((part) => (part.startsWith(':') ? encodeURIComponent(params[part.slice(1)] ?? '') : part)).join('/')}`;
}

function formPageFilter(template: string, controller: Type, model: string): Type<ExceptionFilter> {
  @Catch(DomainError)
  class FormPageFilter implements ExceptionFilter<DomainError> {
    private readonly logger = new Logger('Fault');

    constructor(
      private readonly modules: ModuleRef,
      private readonly contexts: ExternalContextCreator,
    ) {}

    async catch(error: DomainError, host: ArgumentsHost): Promise<void> {
      const [request, reply] = [host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>()];
      const fault = faultOf(error);
      if (error instanceof NotFound) return void answerWithFaultPage(reply, fault);
      const { body } = request;
      try {
        const again = await this.modelOf(request, reply);
        (request as PageRequest).pagePath = pageOf(controller, model, request.params as Record<string, string>);
        const refused = refusedForm(error, body);
        const isOne = refused.errorList.length < 2;
        const inOrder = isOne ? refused : inOrderOf(reply.textOf(template, { ...again, ...refused }), refused);
        void reply.code(fault.status).view(template, { ...again, ...inOrder });
      } catch (pageError) {
        this.answerWithout(reply, pageError);
      }
    }

    /** Where the page itself cannot be shown, that is what is answered. Nobody waits for a filter, so nothing may leave it. */
    private answerWithout(reply: FastifyReply, error: unknown): void {
      const fault = faultOf(error);
      if (fault.status >= 500) this.logger.error(inLog(error));
      answerWithFaultPage(reply, fault);
    }

    /** The controller's page method, run as Nest would run it for this request. */
    private async modelOf(request: FastifyRequest, reply: FastifyReply): Promise<object> {
      const instance = this.modules.get<Record<string, ((...args: unknown[]) => unknown) | undefined>>(controller, { strict: false });
      const method = instance[model];
      if (!method) throw new TypeError(`${controller.name} has no method ${model} that makes the model of ${template}`);
      const only = { guards: false, interceptors: false, filters: false };
      const run = this.contexts.create(instance, method, model, ROUTE_ARGS_METADATA, argumentsOf, undefined, undefined, only, 'http');
      return { ...((await run(request, reply, undefined)) as object) };
    }
  }
  return FormPageFilter;
}
