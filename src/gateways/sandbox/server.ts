import fastify from 'fastify'
import { send } from './calls.ts'
import { clockRoutes } from './clock.ts'
import { consoleRoutes, depositRoutes } from './console.ts'
import { faultRoutes } from './faults.ts'
import { faultPageRoutes } from './faults-page.ts'
import type { Desk, House } from './house.ts'
import { kakaoPayHouse } from './kakaopay/house.ts'
import { openLedger, paymentById, set } from './ledger.ts'
import { ledgerRoutes } from './ledger-view.ts'
import { portOneV1House } from './portone-v1/house.ts'
import { portOneV2House } from './portone-v2/house.ts'
import { endPendingRefunds } from './refunds.ts'
import { stripeHouse } from './stripe/house.ts'
import { tossHouse } from './toss/house.ts'
import { deliverDue, webhookRoutes } from './webhooks.ts'
import { windowRoutes } from './window.ts'

/** Every gateway that the sandbox plays. */
export const houses: readonly House[] = [
  kakaoPayHouse,
  portOneV1House,
  portOneV2House,
  // Before Stripe: it claims its part of `/v1`, and Stripe the rest.
  tossHouse,
  stripeHouse,
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
  const desk: Desk = { ledger, inFlight: new Set(), url: () => url }
  for (const house of houses) house.routes(server, desk)
  server.setNotFoundHandler((request, reply) => {
    const asked = { path: request.url.split('?')[0] ?? '', headers: request.headers }
    for (const house of houses) {
      const answer = house.unknownPath(asked)
      if (answer) return send(reply, answer)
    }
    return reply.code(404).send({ error: 'There is no such address.' })
  })
  const tick = beat(desk)
  windowRoutes(server, desk, houses)
  consoleRoutes(server, desk, houses)
  depositRoutes(server, desk, houses)
  faultRoutes(server, ledger)
  faultPageRoutes(server, ledger, houses)
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

/** What happens by itself: refunds end, merchants are told. Never twice at a time. */
function beat(desk: Desk) {
  let running: Promise<void> | undefined
  const once = async () => {
    desk.ledger.change(() => {
      for (const refund of endPendingRefunds(desk.ledger)) {
        for (const house of houses) {
          const payment = paymentById(desk.ledger, house.name, refund.paymentId)
          if (payment) house.refundEnded?.(desk, payment, refund)
        }
      }
      for (const house of houses) house.tick?.(desk)
    })
    await deliverDue(desk.ledger, houses)
  }
  const tick = () => {
    running ??= once().finally(() => {
      running = undefined
    })
    return running
  }
  return Object.assign(tick, { idle: async () => running })
}
