import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { clockNow } from './clock.ts'
import { type Ledger, paymentByWindow, setStatus, setToken } from './ledger.ts'
import { sendPage } from './page.ts'
import { isExpired, type Payment } from './rules.ts'
import { type Over, openWindow, overWindow } from './window-page.ts'
import { languageOf, wordsIn } from './window-words.ts'

interface Asked {
  Params: { windowKey: string }
  Querystring: { lang?: string }
  Body: URLSearchParams | undefined
}

/**
 * The payment window: plays the buyer's phone. Looking at it only marks it as opened; the buyer
 * acts by POST, and is led back to the shop with 303.
 */
export function windowRoutes(server: FastifyInstance, ledger: Ledger): void {
  server.register(async (scope) => {
    const form = 'application/x-www-form-urlencoded'
    scope.addContentTypeParser(form, { parseAs: 'string' }, (_, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )

    scope.get<Asked>('/window/:windowKey/:device', (request, reply) => {
      const { lang } = request.query
      const language = languageOf(lang, request.headers['accept-language'])
      const title = wordsIn[language].title
      const now = clockNow(ledger)
      const payment = paymentByWindow(ledger, request.params.windowKey)
      if (!payment) {
        const body = overWindow({ over: 'missing' }, language)
        return sendPage(reply.code(404), { look: 'window', language, title, body })
      }
      const over = overOf(payment, now)
      if (over) {
        const body = overWindow({ over, payment, leadsTo: leadsTo(payment, now) }, language)
        return sendPage(reply, { look: 'window', language, title, body })
      }
      if (request.method === 'GET' && payment.status === 'READY')
        setStatus(ledger, payment.tid, 'OPEN_PAYMENT')
      const body = openWindow(payment, language, now)
      const formOrigins = returnUrls(payment).map((url) => new URL(url).origin)
      return sendPage(reply, { look: 'window', language, title, body, isLive: true, formOrigins })
    })

    scope.post<Asked>('/window/:windowKey/:device', (request, reply) => {
      const { windowKey } = request.params
      const payment = act(ledger, windowKey, request.body?.get('act'))
      const now = clockNow(ledger)
      const over = payment && overOf(payment, now)
      const isLed = payment && over && over !== 'expired'
      return reply.redirect(isLed ? leadsTo(payment, now) : request.url, 303)
    })
  })
}

/** Does what the buyer chose, if they still may; answers the payment as it is then. */
function act(ledger: Ledger, windowKey: string, choice: string | null | undefined) {
  return ledger.change(() => {
    const payment = paymentByWindow(ledger, windowKey)
    if (!payment || overOf(payment, clockNow(ledger))) return payment
    if (choice === 'pay') setToken(ledger, payment.tid, randomBytes(10).toString('hex'))
    if (choice === 'pay') setStatus(ledger, payment.tid, 'AUTH_PASSWORD')
    if (choice === 'quit') setStatus(ledger, payment.tid, 'QUIT_PAYMENT')
    if (choice === 'fail') setStatus(ledger, payment.tid, 'FAIL_AUTH_PASSWORD')
    return paymentByWindow(ledger, windowKey)
  })
}

/** Why there is nothing left to choose; undefined while the buyer may. */
function overOf(payment: Payment, now: Date): Over | undefined {
  switch (payment.status) {
    case 'SUCCESS_PAYMENT':
      return 'paid'
    case 'PART_CANCEL_PAYMENT':
    case 'CANCEL_PAYMENT':
      return 'refunded'
    case 'QUIT_PAYMENT':
      return 'quit'
    case 'FAIL_AUTH_PASSWORD':
    case 'FAIL_PAYMENT':
      return 'failed'
    default:
      if (isExpired(payment, now)) return 'expired'
      return payment.status === 'AUTH_PASSWORD' ? 'authenticated' : undefined
  }
}

/** Where the shop waits for a buyer who leaves the window now. */
function leadsTo(payment: Payment, now: Date): string {
  const { pgToken, approvalUrl, cancelUrl, failUrl } = payment
  const over = overOf(payment, now)
  if (over === 'quit') return cancelUrl
  if (!pgToken || over === 'failed' || over === 'expired') return failUrl
  return withToken(approvalUrl, pgToken)
}

const returnUrls = ({ approvalUrl, cancelUrl, failUrl }: Payment) => [
  approvalUrl,
  cancelUrl,
  failUrl,
]

/** Adds `pg_token` to an address that may have a query of its own, and leaves the rest as it was. */
function withToken(address: string, pgToken: string): string {
  const [before = '', ...after] = address.split('#')
  const sign = before.includes('?') ? '&' : '?'
  return [`${before}${sign}pg_token=${pgToken}`, ...after].join('#')
}
