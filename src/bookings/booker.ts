import type { Engine } from '../engine.ts'
import { Paragraph, PersonName, Phone, Shape } from '../kernel/shape.ts'

export const MESSAGE_MOST = 200

/** The person an order is for. */
export const Booker = Shape(
  {
    name: PersonName,
    phone: Phone,
    message: Paragraph({ most: MESSAGE_MOST }),
  },
  'Booker',
)

/** The same three texts, sealed or open. */
export interface BookerTexts {
  readonly name: string
  readonly phone: string
  readonly message: string
}

export const sealBooker = ({ keyRing }: Engine, open: BookerTexts): BookerTexts => ({
  name: keyRing.seal(open.name),
  phone: keyRing.seal(open.phone),
  message: keyRing.seal(open.message),
})

export const openBooker = (
  { keyRing }: Pick<Engine, 'keyRing'>,
  sealed: BookerTexts,
): BookerTexts => ({
  name: keyRing.open(sealed.name),
  phone: keyRing.open(sealed.phone),
  message: keyRing.open(sealed.message),
})
