import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parse } from '../../kernel/json.ts'
import { clockNow } from './clock.ts'
import { paymentByWindow } from './ledger.ts'
import { sendPage } from './page.ts'
import type { PaymentWindow, Provider, Sandbox } from './provider.ts'
import type { Payment } from './rules.ts'
import { closedWindow, openWindow } from './window-page.ts'
import { type ClosedReason, languageOf, textIn } from './window-text.ts'

interface WindowRequest {
  Params: { windowKey: string }
  Querystring: { lang?: string }
  Body: URLSearchParams | undefined
}

type Find = (
  windowKey: string,
) => { readonly payment: Payment; readonly paymentWindow: PaymentWindow } | undefined

/**
 * The payment window, which plays the buyer's phone. GET only marks it as opened; the buyer acts by
 * POST and is redirected to the merchant with 303.
 */
export function windowRoutes(
  server: FastifyInstance,
  sandbox: Sandbox,
  providers: readonly Provider[],
): void {
  const find: Find = (windowKey) => {
    const payment = paymentByWindow(sandbox.ledger, windowKey)
    const paymentWindow = providers.find(({ name }) => name === payment?.gateway)?.window
    return payment && paymentWindow && { payment, paymentWindow }
  }
  server.register(async (scope) => {
    const form = 'application/x-www-form-urlencoded'
    scope.addContentTypeParser(form, { parseAs: 'string' }, (_, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )
    scope.get<WindowRequest>('/window/:windowKey/:device', showWindow(sandbox, find))
    scope.post<WindowRequest>('/window/:windowKey/:device', async (request, reply) => {
      const { windowKey } = request.params
      await act(sandbox, find, windowKey, request.body?.get('act'))
      const found = find(windowKey)
      const over =
        found && closedReasonOf(found.paymentWindow, found.payment, clockNow(sandbox.ledger))
      const returnTo =
        over && over !== 'expired' && found.paymentWindow.returnTo(found.payment, over)
      const hasAddress = returnTo && 'address' in returnTo
      return reply.redirect(hasAddress ? returnTo.address : request.url, 303)
    })
  })
}

const showWindow =
  (sandbox: Sandbox, find: Find) =>
  (request: FastifyRequest<WindowRequest>, reply: FastifyReply) => {
    const { lang } = request.query
    const language = languageOf(lang, request.headers['accept-language'])
    const page = { look: 'window', language, title: textIn[language].title } as const
    const found = find(request.params.windowKey)
    if (!found) {
      const body = closedWindow({ over: 'missing' }, language)
      return sendPage(reply.code(404), { ...page, body })
    }
    const { payment, paymentWindow } = found
    const now = clockNow(sandbox.ledger)
    const origins = paymentWindow.origins(payment)
    const policy = { origins, isFramed: paymentWindow.isFramed }
    const over = closedReasonOf(paymentWindow, payment, now)
    if (over) {
      const returnTo = paymentWindow.returnTo(payment, over)
      const body = closedWindow({ over, payment, returnTo }, language)
      const script = 'message' in returnTo ? ('message' as const) : undefined
      return sendPage(reply, { ...page, ...policy, body, ...(script && { script }) })
    }
    if (request.method === 'GET') paymentWindow.opened?.(sandbox, payment)
    const body = openWindow(payment, paymentWindow, language, now)
    return sendPage(reply, { ...page, ...policy, body, script: 'countdown' })
  }

/** Carries out the buyer's choice, if it is still available after the merchant was asked. */
async function act(
  sandbox: Sandbox,
  find: Find,
  windowKey: string,
  chosen: string | null | undefined,
): Promise<void> {
  const available = () => {
    const found = find(windowKey)
    if (!found || closedReasonOf(found.paymentWindow, found.payment, clockNow(sandbox.ledger)))
      return undefined
    const choice = found.paymentWindow.choices.find((one) => one === chosen)
    return choice && { ...found, choice }
  }
  const asked = available()
  const objection = await asked?.paymentWindow.asks?.(sandbox, asked.payment, asked.choice)
  sandbox.ledger.change(() => {
    const still = available()
    still?.paymentWindow.act(sandbox, still.payment, still.choice, objection)
  })
}

const closedReasonOf = (
  paymentWindow: PaymentWindow,
  payment: Payment,
  now: Date,
): ClosedReason | undefined =>
  paymentWindow.closedReasonOf(payment) ??
  (now >= paymentWindow.expiresAt(payment) ? 'expired' : undefined)

/** `holdUntil`, which Jari's adapters put into PortOne's custom data. */
export function holdUntilIn(customData: string | null): unknown {
  const custom: unknown = customData === null ? undefined : parse(customData)
  return custom && typeof custom === 'object' && 'holdUntil' in custom
    ? custom.holdUntil
    : undefined
}

/** Adds query members to an address, keeping its own query and fragment. */
export function withQuery(address: string, members: Readonly<Record<string, string>>): string {
  const [before = '', ...after] = address.split('#')
  const query = new URLSearchParams(members).toString()
  if (query === '') return address
  const sign = before.includes('?') ? '&' : '?'
  return [`${before}${sign}${query}`, ...after].join('#')
}
