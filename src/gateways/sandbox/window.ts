import type { FastifyInstance } from 'fastify'
import { parse } from '../../kernel/json.ts'
import { clockNow } from './clock.ts'
import type { Desk, House } from './house.ts'
import { paymentByWindow } from './ledger.ts'
import { sendPage } from './page.ts'
import type { Payment } from './rules.ts'
import { openWindow, overWindow } from './window-page.ts'
import { languageOf, type Over, wordsIn } from './window-words.ts'

/** What a buyer can do in a window. `deposit` asks for an account number to pay into later. */
export type Choice = 'pay' | 'fail' | 'quit' | 'deposit'

/** What a house decides of its payment window; how it looks is the same for all. */
export interface WindowDoor {
  readonly choices: readonly Choice[]
  /** The instant at which nobody can pay any more. */
  expiresAt(payment: Payment): Date
  /** Until when the merchant holds what is paid for, where it told so. Paying later still works. */
  holdUntil(payment: Payment): unknown
  /** Why there is nothing left to choose; undefined while the buyer may. */
  overOf(payment: Payment): Over | undefined
  /** Marks as opened, when somebody looks for the first time. */
  opened?(desk: Desk, payment: Payment): void
  /** Asks the merchant first, with no change open; what the merchant objects is told to `act`. */
  asks?(desk: Desk, payment: Payment, choice: Choice): Promise<string | undefined>
  /** Does what the buyer chose, inside one change; only asked while nothing is over. */
  act(desk: Desk, payment: Payment, choice: Choice, objection?: string): void
  /** Where the buyer goes from here, given why it is over. */
  wayBack(payment: Payment, over: Over): WayBack
  /** Whether the shop may show the window inside its own page. */
  readonly isFramed: boolean
  /** Every origin that `wayBack` may lead to: browsers hold a form's redirects to a list. */
  origins(payment: Payment): readonly string[]
}

/** An address for the browser, or a message for the page that opened the window. */
export type WayBack =
  | { readonly address: string }
  | { readonly message: object; readonly origin: string }

interface Asked {
  Params: { windowKey: string }
  Querystring: { lang?: string }
  Body: URLSearchParams | undefined
}

/**
 * The payment window: plays the buyer's phone. Looking at it only marks it as opened; the buyer
 * acts by POST, and is led back to the shop with 303.
 */
export function windowRoutes(server: FastifyInstance, desk: Desk, houses: readonly House[]): void {
  const found = (windowKey: string) => {
    const payment = paymentByWindow(desk.ledger, windowKey)
    const door = houses.find(({ name }) => name === payment?.gateway)?.window
    return payment && door && { payment, door }
  }

  server.register(async (scope) => {
    const form = 'application/x-www-form-urlencoded'
    scope.addContentTypeParser(form, { parseAs: 'string' }, (_, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )

    scope.get<Asked>('/window/:windowKey/:device', (request, reply) => {
      const { lang } = request.query
      const language = languageOf(lang, request.headers['accept-language'])
      const page = { look: 'window', language, title: wordsIn[language].title } as const
      const known = found(request.params.windowKey)
      if (!known) {
        const body = overWindow({ over: 'missing' }, language)
        return sendPage(reply.code(404), { ...page, body })
      }
      const { payment, door } = known
      const now = clockNow(desk.ledger)
      const origins = door.origins(payment)
      const policy = { origins, isFramed: door.isFramed }
      const over = overOf(door, payment, now)
      if (over) {
        const wayBack = door.wayBack(payment, over)
        const body = overWindow({ over, payment, wayBack }, language)
        const script = 'message' in wayBack ? ('message' as const) : undefined
        return sendPage(reply, { ...page, ...policy, body, ...(script && { script }) })
      }
      if (request.method === 'GET') door.opened?.(desk, payment)
      const body = openWindow(payment, door, language, now)
      return sendPage(reply, { ...page, ...policy, body, script: 'countdown' })
    })

    scope.post<Asked>('/window/:windowKey/:device', async (request, reply) => {
      const { windowKey } = request.params
      /** What the buyer chose, while it can still be done. */
      const open = () => {
        const known = found(windowKey)
        if (!known || overOf(known.door, known.payment, clockNow(desk.ledger))) return undefined
        const choice = known.door.choices.find((one) => one === request.body?.get('act'))
        return choice && { ...known, choice }
      }
      const asked = open()
      const objection = await asked?.door.asks?.(desk, asked.payment, asked.choice)
      const known = desk.ledger.change(() => {
        const still = open()
        still?.door.act(desk, still.payment, still.choice, objection)
        return found(windowKey)
      })
      const over = known && overOf(known.door, known.payment, clockNow(desk.ledger))
      const wayBack = over && over !== 'expired' && known.door.wayBack(known.payment, over)
      const isLed = wayBack && 'address' in wayBack
      return reply.redirect(isLed ? wayBack.address : request.url, 303)
    })
  })
}

const overOf = (door: WindowDoor, payment: Payment, now: Date): Over | undefined =>
  door.overOf(payment) ?? (now >= door.expiresAt(payment) ? 'expired' : undefined)

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
