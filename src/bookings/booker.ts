import { Type } from 'typebox'
import type { Engine } from '../engine.ts'
import { Shape } from '../kernel/shape.ts'

/** The person an order is for. */
export const Booker = Shape({
  name: Type.String({ minLength: 1, maxLength: 20, pattern: '\\S' }),
  phone: Type.String({ pattern: '^\\+?[0-9][0-9 -]{6,18}[0-9]$', maxLength: 20 }),
  message: Type.String({ maxLength: 200 }),
})

/** The same three texts, sealed or open. */
export interface BookerTexts {
  readonly name: string
  readonly phone: string
  readonly message: string
}

export const sealBooker = ({ keyRing }: Engine, open: BookerTexts): BookerTexts => ({
  name: keyRing.seal(open.name.trim()),
  phone: keyRing.seal(open.phone.trim()),
  message: keyRing.seal(open.message.trim()),
})

export const openBooker = ({ keyRing }: Engine, sealed: BookerTexts): BookerTexts => ({
  name: keyRing.open(sealed.name),
  phone: keyRing.open(sealed.phone),
  message: keyRing.open(sealed.message),
})
