/**
 * The brand mark of each payment method: its color, and its name in plain type. No brand artwork is
 * copied. Colors do not change in dark mode.
 */
export interface Brand {
  /** Text of the mark; null: a card icon. */
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
