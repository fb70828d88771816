/**
 * A span for each request, as the continuation of the client's trace (the header `traceparent`). It is active in all that
 * answers the request, so every record has its ids, in whatever file it is logged.
 *
 * @opentelemetry/instrumentation-http does the same for a whole program; here it is a hook, so that one sees it.
 */
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const tracer = trace.getTracer('shop')
const spans = new WeakMap<FastifyRequest, Span>()

export function traceRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const parent = propagation.extract(context.active(), request.headers)
    const name = `${request.method} ${request.routeOptions.url ?? 'no such page'}`
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent)
    spans.set(request, span)
    context.with(trace.setSpan(parent, span), done)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request)
    span?.setAttribute('http.response.status_code', reply.statusCode)
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
    done()
  })
}
