import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Engine } from '../../engine.ts'
import type { Order } from '../../orders/rules.ts'

type OrderKey = Pick<Order, 'storeId' | 'id'>

/** The page of a guest's order. Its token stands for a session: mail is read where nobody is signed in. */
export const guestUrl = (engine: Engine, order: OrderKey): string =>
  `${engine.publicUrl}/guest-bookings/${guestToken(engine, order)}`

/** Store, order and signature, in base64url. */
export const guestToken = (engine: Pick<Engine, 'secret'>, order: OrderKey): string =>
  Buffer.concat([bytesOf(order.storeId), bytesOf(order.id), sign(engine, order)]).toString(
    'base64url',
  )

/** @returns the order when the token is genuine */
export function readGuestToken(
  engine: Pick<Engine, 'secret'>,
  token: string,
): OrderKey | undefined {
  const bytes = Buffer.from(token, 'base64url')
  const order = { storeId: uuidOf(bytes.subarray(0, 16)), id: uuidOf(bytes.subarray(16, 32)) }
  const came = bytes.subarray(32)
  const expected = sign(engine, order)
  return came.length === expected.length && timingSafeEqual(came, expected) ? order : undefined
}

const sign = ({ secret }: Pick<Engine, 'secret'>, { storeId, id }: OrderKey): Buffer =>
  createHmac('sha256', secret).update(`guest booking ${storeId} ${id}`).digest()

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
