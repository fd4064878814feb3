import { type Ledger, set, setting } from '../ledger.ts'
import { type Fields, needed, Refused, sentences } from './refusals.ts'

/** Amounts locked before the window opens, by merchant_uid. */
interface Prepared {
  readonly merchant_uid: string
  readonly amount: number
  readonly currency: string
}

const nameOf = (merchantUid: string) => `portone-v1 prepared ${merchantUid}`

export function preparedOf(ledger: Ledger, merchantUid: string): Prepared | undefined {
  const text = setting(ledger, nameOf(merchantUid))
  return text ? (JSON.parse(String(text)) as Prepared) : undefined
}

/** Locks an amount, once. */
export function prepare(ledger: Ledger, ask: Fields): object {
  const asked = read(ask)
  if (preparedOf(ledger, asked.merchant_uid)) throw new Refused(sentences.prepared)
  return keep(ledger, asked)
}

export function changePrepared(ledger: Ledger, ask: Fields): object {
  const asked = read(ask)
  if (!preparedOf(ledger, asked.merchant_uid)) throw new Refused(sentences.notPrepared, 404)
  return keep(ledger, asked)
}

export function readPrepared(ledger: Ledger, merchantUid: string): object {
  const prepared = preparedOf(ledger, merchantUid)
  if (!prepared) throw new Refused(sentences.notPrepared)
  return prepared
}

function read(ask: Fields): Prepared {
  const merchantUid = needed(ask.text('merchant_uid'))
  const amount = needed(ask.whole('amount'))
  if (merchantUid.length > 40 || amount < 0) throw new Refused(sentences.wrong, 400)
  return { merchant_uid: merchantUid, amount, currency: ask.text('currency') ?? 'KRW' }
}

function keep(ledger: Ledger, prepared: Prepared): Prepared {
  set(ledger, nameOf(prepared.merchant_uid), JSON.stringify(prepared))
  return prepared
}
