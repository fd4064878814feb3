import { gatewayContract } from '../contract-suite.fixture.ts'
import { sandboxKeys } from '../sandbox/keys.ts'
import { toss } from './gateway.ts'

const open = (baseUrl: string, told = {}) =>
  toss({ baseUrl, scriptUrl: `${baseUrl}/sdk/toss.js`, ...sandboxKeys.toss, ...told })

gatewayContract({
  gateway: 'toss',
  open,
  openStranger: (baseUrl) => open(baseUrl, { secretKey: 'test_sk_STRANGER' }),
  operations: { approve: 'confirm', lookup: 'lookup', cancel: 'cancel' },
  repeated: 'approved',
  tomorrow: { status: 'PAID_BY_TELEPATHY' },
  bankFailure: { code: 'REJECT_CARD_PAYMENT' },
  tooLateSeconds: 600,
  vague: [
    { code: 'PROVIDER_ERROR' },
    { code: 'CARD_PROCESSING_ERROR' },
    { code: 'ALREADY_PROCESSED_PAYMENT' },
    { code: 'UNKNOWN_PAYMENT_ERROR' },
    { code: 'A_CODE_OF_TOMORROW' },
  ],
  unknownReference: '00000000-0000-4000-8000-000000000000',
})
