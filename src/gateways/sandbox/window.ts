import type { FastifyInstance } from 'fastify'
import { parse } from '../../kernel/json.ts'
import { clockNow } from './clock.ts'
import { paymentByWindow } from './ledger.ts'
import { sendPage } from './page.ts'
import type { PaymentWindow, Provider, Sandbox } from './provider.ts'
import type { Payment } from './rules.ts'
import { closedWindow, openWindow } from './window-page.ts'
import { type ClosedReason, languageOf, textIn } from './window-text.ts'

interface Asked {
  Params: { windowKey: string }
  Querystring: { lang?: string }
  Body: URLSearchParams | undefined
}

/**
 * The payment window: plays the buyer's phone. Looking at it only marks it as opened; the buyer
 * acts by POST, and is led back to the shop with 303.
 */
export function windowRoutes(
  server: FastifyInstance,
  desk: Sandbox,
  providers: readonly Provider[],
): void {
  const found = (windowKey: string) => {
    const payment = paymentByWindow(desk.ledger, windowKey)
    const paymentWindow = providers.find(({ name }) => name === payment?.gateway)?.window
    return payment && paymentWindow && { payment, paymentWindow }
  }

  server.register(async (scope) => {
    const form = 'application/x-www-form-urlencoded'
    scope.addContentTypeParser(form, { parseAs: 'string' }, (_, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )

    scope.get<Asked>('/window/:windowKey/:device', (request, reply) => {
      const { lang } = request.query
      const language = languageOf(lang, request.headers['accept-language'])
      const page = { look: 'window', language, title: textIn[language].title } as const
      const known = found(request.params.windowKey)
      if (!known) {
        const body = closedWindow({ over: 'missing' }, language)
        return sendPage(reply.code(404), { ...page, body })
      }
      const { payment, paymentWindow } = known
      const now = clockNow(desk.ledger)
      const origins = paymentWindow.origins(payment)
      const policy = { origins, isFramed: paymentWindow.isFramed }
      const over = closedReasonOf(paymentWindow, payment, now)
      if (over) {
        const returnTo = paymentWindow.returnTo(payment, over)
        const body = closedWindow({ over, payment, returnTo }, language)
        const script = 'message' in returnTo ? ('message' as const) : undefined
        return sendPage(reply, { ...page, ...policy, body, ...(script && { script }) })
      }
      if (request.method === 'GET') paymentWindow.opened?.(desk, payment)
      const body = openWindow(payment, paymentWindow, language, now)
      return sendPage(reply, { ...page, ...policy, body, script: 'countdown' })
    })

    scope.post<Asked>('/window/:windowKey/:device', async (request, reply) => {
      const { windowKey } = request.params
      /** What the buyer chose, while it can still be done. */
      const open = () => {
        const known = found(windowKey)
        if (!known || closedReasonOf(known.paymentWindow, known.payment, clockNow(desk.ledger)))
          return undefined
        const choice = known.paymentWindow.choices.find((one) => one === request.body?.get('act'))
        return choice && { ...known, choice }
      }
      const asked = open()
      const objection = await asked?.paymentWindow.asks?.(desk, asked.payment, asked.choice)
      const known = desk.ledger.change(() => {
        const still = open()
        still?.paymentWindow.act(desk, still.payment, still.choice, objection)
        return found(windowKey)
      })
      const over =
        known && closedReasonOf(known.paymentWindow, known.payment, clockNow(desk.ledger))
      const returnTo =
        over && over !== 'expired' && known.paymentWindow.returnTo(known.payment, over)
      const isLed = returnTo && 'address' in returnTo
      return reply.redirect(isLed ? returnTo.address : request.url, 303)
    })
  })
}

const closedReasonOf = (
  paymentWindow: PaymentWindow,
  payment: Payment,
  now: Date,
): ClosedReason | undefined =>
  paymentWindow.closedReasonOf(payment) ??
  (now >= paymentWindow.expiresAt(payment) ? 'expired' : undefined)

/** What an adapter of Jari puts into the data that PortOne repeats. */
export function holdUntilIn(customData: string | null): unknown {
  const custom: unknown = customData === null ? undefined : parse(customData)
  return custom && typeof custom === 'object' && 'holdUntil' in custom
    ? custom.holdUntil
    : undefined
}

/** Adds members to an address that may have a query of its own, and leaves the rest as it was. */
export function withQuery(address: string, members: Readonly<Record<string, string>>): string {
  const [before = '', ...after] = address.split('#')
  const query = new URLSearchParams(members).toString()
  if (query === '') return address
  const sign = before.includes('?') ? '&' : '?'
  return [`${before}${sign}${query}`, ...after].join('#')
}
