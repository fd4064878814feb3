import { randomBytes } from 'node:crypto'
import type { Gateway, PrepareAsk, Prepared } from '../payments/gateway.ts'
import type { Fault } from './sandbox/faults.ts'

/** Plays a buyer in tests: opens a payment window of the sandbox and presses its buttons. */
export interface Buyer {
  /** Presses a button. @returns the merchant's return address and its query */
  press(
    button: 'pay' | 'quit' | 'fail' | 'deposit',
  ): Promise<{ address: string; query: Record<string, string> }>
}

export function buyerAt(windowUrl: string): Buyer {
  return {
    async press(button) {
      await fetch(windowUrl)
      const body = new URLSearchParams({ act: button })
      const pressed = await fetch(windowUrl, { method: 'POST', body, redirect: 'manual' })
      const led = new URL(pressed.headers.get('location') ?? '', windowUrl)
      return { address: led.href, query: Object.fromEntries(led.searchParams) }
    },
  }
}

/**
 * The address of a prepared payment window: the gateway's own, or the one that its browser script
 * would open. Calls the same endpoint as the sandbox's scripts.
 */
export async function windowOf(
  { name, launcher }: Pick<Gateway, 'name' | 'launcher'>,
  prepared: Prepared,
): Promise<string> {
  if (prepared.is !== 'prepared') throw new Error(`prepare: ${prepared.reason}`)
  if ('redirect' in prepared) return prepared.redirect.desktop
  const opened = await fetch(new URL(`/sdk/${name}/windows`, launcher?.script), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(prepared.launch),
  })
  const { url } = (await opened.json()) as { url: string }
  return url
}

/** An order with a unique number; 12,500 won by default. */
export function anOrder(told: Partial<PrepareAsk> = {}): PrepareAsk {
  const orderNumber =
    told.orderNumber ?? `20261124193000-${randomBytes(4).toString('hex').toUpperCase()}`
  return { ...usualOrder(), orderNumber, merchantId: `${orderNumber}-1`, ...told }
}

const usualOrder = () => ({
  paymentId: 'payment-1',
  buyer: 'buyer-1',
  title: '맛있는 집밥 <11월 24일 19:30>',
  amount: { amount: 12_500, currency: 'KRW' as const },
  language: 'ko' as const,
  taxFree: 0,
  holdUntil: new Date(Date.now() + 600_000),
  depositUntil: new Date(Date.now() + 86_400_000),
  returnUrls: {
    success: 'https://shop.test/pay/1/success?token=abc',
    quit: 'https://shop.test/pay/1/quit?token=abc',
    fail: 'https://shop.test/pay/1/fail?token=abc',
  },
  callbackUrls: { notice: 'https://shop.test/notice', confirm: 'https://shop.test/confirm' },
})

/** An order whose buyer has pressed "pay": what approve needs. */
export async function authenticated(gateway: Gateway, order: PrepareAsk = anOrder()) {
  const prepared = await gateway.prepare(order)
  if (prepared.is !== 'prepared') throw new Error(`prepare: ${prepared.reason}`)
  const { query } = await buyerAt(await windowOf(gateway, prepared)).press('pay')
  const { orderNumber, buyer, amount } = order
  return {
    reference: prepared.reference,
    clientToken: gateway.parseReturn(query).clientToken ?? '',
    orderNumber,
    buyer,
    amount,
    operationKey: 'payment-1:approve:1',
  }
}

/** The sandbox's control API, for tests. */
export function sandboxAt(url: string) {
  const send = async (path: string, method: string, body?: object) => {
    const init = body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    const response = await fetch(`${url}${path}`, { method, ...init })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
    return response.status === 204 ? {} : await response.json()
  }
  return {
    plant: (fault: Fault) => send('/faults', 'POST', fault),
    moveClock: (aheadMs: number) => send('/clock', 'POST', { aheadMs }),
    /** All payments with their sums. */
    ledger: () =>
      send('/ledger', 'GET') as Promise<{
        payments: {
          id: string
          status: string
          amount: number
          refunded: number
          approvals: object[]
        }[]
        sums: { approvals: number; approved: number; refunded: number; held: number }
      }>,
  }
}
