import type { Engine } from '../../engine.ts'
import * as queries from './queries.ts'

/** Null unless the person asked to keep it. */
export async function readPhone(
  { house, keyRing }: Engine,
  accountId: string,
): Promise<string | null> {
  const kept = await queries.readPhone(house, accountId)
  return kept ? keyRing.open(kept.phone) : null
}

/** Keeps a phone number for the next booking. */
export async function keepPhone(
  { house, keyRing }: Engine,
  accountId: string,
  phone: string,
): Promise<void> {
  await queries.writePhone(house, accountId, keyRing.seal(phone))
}

export async function forgetPhone({ house }: Engine, accountId: string): Promise<void> {
  await queries.removePhone(house, accountId)
}
