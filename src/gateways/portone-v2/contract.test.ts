import { gatewayContract } from '../contract-suite.fixture.ts'
import { sandboxKeys } from '../sandbox/keys.ts'
import { portOneV2 } from './gateway.ts'

const open = (baseUrl: string, told = {}) =>
  portOneV2({
    baseUrl,
    scriptUrl: `${baseUrl}/sdk/portone-v2.js`,
    ...sandboxKeys.portOneV2,
    ...told,
  })

gatewayContract({
  gateway: 'portone-v2',
  open,
  openStranger: (baseUrl) => open(baseUrl, { apiSecret: 'wrong' }),
  operations: { prepare: 'pre-register', approve: 'confirm', lookup: 'get', cancel: 'cancel' },
  repeated: 'approved',
  tomorrow: { status: 'PAID_BY_TELEPATHY' },
  bankFailure: {
    code: 'PG_PROVIDER',
    extras: { pgCode: 'REJECT_CARD_COMPANY', pgMessage: '카드사에서 거절했습니다' },
  },
  tooLateSeconds: 600,
  vague: [
    { code: 'PG_PROVIDER', extras: { pgCode: 'PROVIDER_ERROR', pgMessage: '잠시 후 다시' } },
    { code: 'ALREADY_PAID' },
    { code: 'IDEMPOTENCY_OUTSTANDING_REQUEST' },
    { code: 'SOMETHING_OF_TOMORROW' },
  ],
  unknownReference: '00000000-0000-4000-8000-000000000000',
})
