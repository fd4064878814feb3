/** The keys of each gateway: all of them are set, or none. */
export const keySets = {
  kakaoPay: ['KAKAOPAY_SECRET_KEY', 'KAKAOPAY_CID'],
  formerKakaoPay: ['KAKAOPAY_ADMIN_KEY', 'KAKAOPAY_ADMIN_CID'],
  toss: ['TOSS_CLIENT_KEY', 'TOSS_SECRET_KEY', 'TOSS_MID'],
  portOneV2: [
    'PORTONE_API_SECRET',
    'PORTONE_STORE_ID',
    'PORTONE_CHANNEL_KEY',
    'PORTONE_WEBHOOK_SECRETS',
  ],
  portOneV1: [
    'IAMPORT_KEY',
    'IAMPORT_SECRET',
    'IAMPORT_CODE',
    'IAMPORT_CHANNEL_KEY',
    'IAMPORT_PG_ID',
  ],
  stripe: ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'],
} as const satisfies Record<string, readonly string[]>

/** What else may be said of a gateway: `yes` or nothing. */
export const keySwitches = ['PORTONE_IS_TEST', 'IAMPORT_IS_TEST', 'IAMPORT_CONFIRMS'] as const
