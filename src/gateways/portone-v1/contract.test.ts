import { gatewayContract } from '../contract-suite.fixture.ts'
import { sandboxKeys } from '../sandbox/keys.ts'
import { portOneV1 } from './gateway.ts'

/** The shop of the common suite has no server, so PortOne does not ask it before it charges. */
const open = (sandbox: string, told = {}) =>
  portOneV1({
    baseUrl: `${sandbox}/iamport`,
    scriptUrl: `${sandbox}/sdk/portone-v1.js`,
    origins: [],
    confirms: false,
    ...sandboxKeys.portOneV1,
    ...told,
  })

gatewayContract({
  gateway: 'portone-v1',
  open,
  openStranger: (sandbox) => open(sandbox, { impSecret: 'X'.repeat(39) }),
  operations: { prepare: 'prepare', lookup: 'findAll', cancel: 'cancel' },
  repeated: 'approved',
  tomorrow: {
    response: {
      list: [
        {
          imp_uid: 'imp_000000000000',
          merchant_uid: 'order-1-1',
          amount: 12_500,
          cancel_amount: 0,
          currency: 'KRW',
          status: 'levitating',
          sandbox: true,
        },
      ],
    },
  },
  tooLateSeconds: 1800,
  vague: [],
  unknownReference: '00000000-0000-4000-8000-000000000000',
})
