import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import type { State } from './payment-queries.ts'
import { useStoreText } from './text.ts'

const tones: Record<State, Tone> = {
  waiting: 'plain',
  checking: 'warn',
  paid: 'good',
  'not-paid': 'plain',
  refunding: 'warn',
  'partly-refunded': 'plain',
  refunded: 'plain',
  review: 'bad',
}

export function StateTag({ state }: { state: State }) {
  const t = useStoreText()
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>
}

export const gateways = [
  'kakaopay',
  'toss',
  'portone-v1',
  'portone-v2',
  'stripe',
  'wallet',
] as const

/** The localized name of a gateway; an unknown one keeps its id. */
export function useGatewayName() {
  const t = useStoreText()
  return (name: string): string => {
    const known = gateways.find((gateway) => gateway === name)
    return known ? t(`gateway.${known}`) : name
  }
}

const methods = ['card', 'money', 'vbank', 'trans', 'phone', 'easypay', 'wallet'] as const

/** Gateway and method: `카카오페이 · 카드`. */
export function useMethodLabel() {
  const t = useStoreText()
  const gatewayName = useGatewayName()
  return ({ gateway, method }: { gateway: string; method: string | null }): string => {
    if (!method || gateway === 'wallet') return gatewayName(gateway)
    const known = methods.find((one) => one === method.toLowerCase())
    return `${gatewayName(gateway)} · ${known ? t(`method.${known}`) : method}`
  }
}

const reasons = [
  'asked-by-guest',
  'order-canceled',
  'lines-given-back',
  'paid-too-late',
  'charge-taken-back',
  'owner-left',
  'refunded-elsewhere',
  'decided-by-review',
  'closed-by-review',
  'replaced',
  'released',
  'session',
  'quit',
  'declined',
] as const

/** Translates reason codes; keeps free text; hides unknown codes. */
export function useReasonLabel() {
  const t = useStoreText()
  return (reason: string | null): string => {
    const known = reasons.find((one) => one === reason)
    if (known) return t(`reason.${known}`)
    return reason && !/^[a-z]+(-[a-z]+)*(: .*)?$/.test(reason) ? reason : ''
  }
}
