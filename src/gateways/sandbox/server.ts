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
import { signInRoutes } from './sign-in/sign-in.ts'
import { inboxRoutes } from './solapi/inbox.ts'
import { textRoutes } from './solapi/routes.ts'
import { stripeProvider } from './stripe/provider.ts'
import { tossProvider } from './toss/provider.ts'
import { deliverDue, webhookRoutes } from './webhooks.ts'
import { windowRoutes } from './window.ts'

/** Every gateway that the sandbox plays. */
export const providers: readonly Provider[] = [
  kakaoPayProvider,
  portOneV1Provider,
  portOneV2Provider,
  // before Stripe, which takes the rest of `/v1`
  tossProvider,
  stripeProvider,
]

/**
 * Starts the sandbox: gateways with their real contracts over HTTP, payment windows for a
 * browser, and a ledger to compare with. It shares nothing with the
 * product.
 *
 * @param ask.port     default: any free port
 * @param ask.host     default: this machine only
 * @param ask.folder   the folder of its ledger; default: in memory
 * @param ask.merchant the target of webhooks: `http://localhost:4000`; default: none
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
  // CSRF protection: only JSON triggers a CORS preflight
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
  signInRoutes(server, () => url)
  const tick = makeTicker(sandbox)
  windowRoutes(server, sandbox, providers)
  consoleRoutes(server, sandbox, providers)
  depositRoutes(server, sandbox, providers)
  faultRoutes(server, ledger)
  faultPageRoutes(server, ledger, providers)
  // a run in progress may have started before the clock was moved
  clockRoutes(server, ledger, () => tick.idle().then(tick))
  webhookRoutes(server, ledger)
  ledgerRoutes(server, ledger)
  textRoutes(server, ledger)
  inboxRoutes(server, ledger, merchant ?? '')
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
