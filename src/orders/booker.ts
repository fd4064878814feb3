import { Type } from 'typebox'
import type { Engine } from '../engine.ts'
import { Shape } from '../kernel/shape.ts'

/** Who comes. Only a front door that asks for it keeps it, sealed in a row of its own. */
export const Booker = Shape({
  name: Type.String({ minLength: 1, maxLength: 20, pattern: '\\S' }),
  phone: Type.String({ pattern: '^\\+?[0-9][0-9 -]{6,18}[0-9]$', maxLength: 20 }),
  message: Type.String({ maxLength: 200 }),
})

/** The same three texts, whether sealed or open. */
export interface BookerTexts {
  readonly name: string
  readonly phone: string
  readonly message: string
}

export const sealBooker = ({ keyRing }: Engine, said: BookerTexts): BookerTexts => ({
  name: keyRing.seal(said.name.trim()),
  phone: keyRing.seal(said.phone.trim()),
  message: keyRing.seal(said.message.trim()),
})

export const openBooker = ({ keyRing }: Engine, sealed: BookerTexts): BookerTexts => ({
  name: keyRing.open(sealed.name),
  phone: keyRing.open(sealed.phone),
  message: keyRing.open(sealed.message),
})
