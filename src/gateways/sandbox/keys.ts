/** Test credentials, valid at every sandbox and nowhere else. */
export const sandboxKeys = {
  kakaoPay: { secretKey: 'SANDBOX0SANDBOX0SANDBOX0SANDBOX0SANDBOX0', cid: 'TC0ONETIME' },
  kakaoPayOld: { adminKey: 'sandboxadminkeysandboxadminkey00', cid: 'TC0ONETIME' },
  portOneV1: {
    impKey: '0000000000000000',
    impSecret: 'sandboxsecretsandboxsecretsandboxsecret',
    userCode: 'imp00000000',
    channelKey: 'channel-key-5a5a5a5a-0000-4000-8000-000000000001',
    pgId: 'INIpayTest',
    isTest: true,
  },
  /** A second channel whose payments read as live, for clients that never ask for test payments. */
  portOneV1Live: {
    channelKey: 'channel-key-5a5a5a5a-0000-4000-8000-000000000002',
    pgId: 'jarilive00',
  },
  stripe: {
    secretKey: 'sk_test_SANDBOX0SANDBOX0SANDBOX0',
    publishableKey: 'pk_test_SANDBOX0SANDBOX0SANDBOX0',
    webhookSecret: 'whsec_SANDBOX0SANDBOX0SANDBOX0',
  },
  toss: {
    mId: 'tsandbox',
    clientKey: 'test_ck_SANDBOX0SANDBOX0SANDBOX0',
    secretKey: 'test_sk_SANDBOX0SANDBOX0SANDBOX0',
  },
  portOneV2: {
    apiSecret: 'sandbox-api-secret-of-portone-v2-sandbox-api-secret',
    storeId: 'store-00000000-0000-4000-8000-000000000000',
    /** Confirmed by the merchant. */
    channelKey: 'channel-key-00000000-0000-4000-8000-000000000001',
    isTest: true,
    webhookSecrets: ['whsec_c2FuZGJveCB3ZWJob29rIHNlY3JldCBvZiBwb3J0b25l'],
  },
  portOneV2Merchant: {
    merchantId: 'merchant-00000000-0000-4000-8000-000000000000',
    /** Charges by itself, unless the merchant's `confirmUrl` objects. */
    autoChannelKey: 'channel-key-00000000-0000-4000-8000-000000000002',
    profileKey: 'checkout-profile-00000000-0000-4000-8000-000000000003',
  },
  solapi: {
    apiKey: 'NCSSANDBOX000000',
    apiSecret: 'SANDBOX0SANDBOX0SANDBOX0SANDBOX0',
    from: '0200000000',
    pfId: 'KA01PF260101000000000SANDBOX0000',
  },
} as const
