/** The merchant that every sandbox knows. Not a secret: it opens nothing but a sandbox. */
export const sandboxKeys = {
  kakaoPay: { secretKey: 'SANDBOX0SANDBOX0SANDBOX0SANDBOX0SANDBOX0', cid: 'TC0ONETIME' },
} as const
