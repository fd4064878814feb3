import fastify from 'fastify'
import { send } from './calls.ts'
import { clockRoutes } from './clock.ts'
import { consoleRoutes, depositRoutes } from './console.ts'
import { faultRoutes } from './faults.ts'
import { faultPageRoutes } from './faults-page.ts'
import { kakaoPayProvider } from './kakaopay/provider.ts'
import { openLedger, paymentById, set } from './ledger.ts'
import { ledgerRoutes } from './ledger-view.ts'
import { portOneV1Provider } from './portone-v1/provider.ts'
import { portOneV2Provider } from './portone-v2/provider.ts'
import type { Provider, Sandbox } from './provider.ts'
import { endPendingRefunds } from './refunds.ts'
import { stripeProvider } from './stripe/provider.ts'
import { tossProvider } from './toss/provider.ts'
import { deliverDue, webhookRoutes } from './webhooks.ts'
import { windowRoutes } from './window.ts'

/** Every gateway that the sandbox plays. */
export const providers: readonly Provider[] = [
  kakaoPayProvider,
  portOneV1Provider,
  portOneV2Provider,
  // Before Stripe: it claims its part of `/v1`, and Stripe the rest.
  tossProvider,
  stripeProvider,
]

/**
 * Starts the sandbox: gateways that speak their real contracts over HTTP, payment windows for a
 * browser, and the truth of money for whoever wants to compare. It is a foreign system to the
 * product, with books of its own.
 *
 * @param ask.port     any free one unless told
 * @param ask.host     this machine only unless told
 * @param ask.folder   where its books are kept; in memory without one
 * @param ask.merchant where webhooks go: `http://localhost:4000`; nowhere unless told
 */
export async function startSandbox(ask: {
  port?: number
  host?: string
  folder?: string
  merchant?: string
}): Promise<{ url: string; close(): Promise<void> }> {
  const { port = 0, host = '127.0.0.1', folder, merchant } = ask
  const ledger = openLedger(folder)
  if (merchant) set(ledger, 'webhook-target', merchant)
  const server = fastify({
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true } },
  })
  // Without it, a page from anywhere could plant faults: only JSON needs a browser's permission.
  server.removeContentTypeParser('text/plain')

  let url = ''
  const sandbox: Sandbox = { ledger, inFlight: new Set(), url: () => url }
  for (const provider of providers) provider.routes(server, sandbox)
  server.setNotFoundHandler((request, reply) => {
    const asked = { path: request.url.split('?')[0] ?? '', headers: request.headers }
    for (const provider of providers) {
      const answer = provider.unknownPath(asked)
      if (answer) return send(reply, answer)
    }
    return reply.code(404).send({ error: 'There is no such address.' })
  })
  const tick = makeTicker(sandbox)
  windowRoutes(server, sandbox, providers)
  consoleRoutes(server, sandbox, providers)
  depositRoutes(server, sandbox, providers)
  faultRoutes(server, ledger)
  faultPageRoutes(server, ledger, providers)
  // What runs already may have begun before the clock was moved.
  clockRoutes(server, ledger, () => tick.idle().then(tick))
  webhookRoutes(server, ledger)
  ledgerRoutes(server, ledger)
  const timer = setInterval(() => void tick(), 100)
  timer.unref()
  server.addHook('onClose', async () => {
    clearInterval(timer)
    await tick.idle()
    ledger.close()
  })

  try {
    await server.listen({ port, host })
  } catch (error) {
    await server.close()
    throw error
  }
  const address = server.server.address()
  const taken = typeof address === 'object' ? address?.port : port
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  url = `http://${reached.includes(':') ? `[${reached}]` : reached}:${taken}`
  return { url, close: () => server.close().then(() => {}) }
}

/** Periodic work: pending refunds end, webhooks are delivered. Runs never overlap. */
function makeTicker(sandbox: Sandbox) {
  let running: Promise<void> | undefined
  const once = async () => {
    sandbox.ledger.change(() => {
      for (const refund of endPendingRefunds(sandbox.ledger)) {
        for (const provider of providers) {
          const payment = paymentById(sandbox.ledger, provider.name, refund.paymentId)
          if (payment) provider.refundEnded?.(sandbox, payment, refund)
        }
      }
      for (const provider of providers) provider.tick?.(sandbox)
    })
    await deliverDue(sandbox.ledger, providers)
  }
  const tick = () => {
    running ??= once().finally(() => {
      running = undefined
    })
    return running
  }
  return Object.assign(tick, { idle: async () => running })
}
