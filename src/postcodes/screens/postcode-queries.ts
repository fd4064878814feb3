import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'

export const lookUpQuery = {
  queryKey: ['postcode-look-up'],
  staleTime: 3_600_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.getPostcodeLookUp>('GET /v1/postcode-look-up', { signal })),
}

export const cityOf = (postalCode: string) =>
  call<typeof contract.findPostcode>('GET /v1/postcodes', { query: { postalCode } })
