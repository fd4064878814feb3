/**
 * How each way of paying looks in the list: its owner's colour, and its name as it is written.
 * Names are set in plain type; nobody's artwork is copied. Grounds stay the same in the dark.
 */
export interface Brand {
  /** Its word; without one, a plain card. */
  readonly mark: string | null
  readonly ground: string
  readonly ink: string
}

export const brands = {
  kakaopay: { mark: 'pay', ground: '#fee500', ink: '#191919' },
  toss: { mark: 'toss', ground: '#0064ff', ink: '#ffffff' },
  'portone-v2': { mark: null, ground: '#3d3a37', ink: '#ffffff' },
  'portone-v1': { mark: null, ground: '#3d3a37', ink: '#ffffff' },
  stripe: { mark: null, ground: '#3d3a37', ink: '#ffffff' },
} as const satisfies Record<string, Brand>

export type KnownGateway = keyof typeof brands

export const isKnown = (gateway: string): gateway is KnownGateway => gateway in brands
