import type { AnswerOf } from '../../../../../kernel/endpoint.ts'
import { profileQuery } from '../../../../../stores/profile/screens/profile-query.ts'
import type { Asking, QueryClient } from '../../../../../web/cache.ts'
import { answerOf, call } from '../../../../../web/call.ts'
import type * as owner from '../../../appointments/owner-contract.ts'

export type OwnServices = AnswerOf<typeof owner.getShopServices>
export type OwnService = OwnServices['services'][number]
export type OwnPerson = AnswerOf<typeof owner.getShopPeople>['people'][number]
export type Hours = OwnPerson['special'][number]['hours'][number]
export type OwnTerms = AnswerOf<typeof owner.getAppointmentTerms>

export const servicesQuery = (shopId: string) => ({
  queryKey: ['owner', shopId, 'services'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getShopServices>('GET /v1/shops/:shopId/services', {
        params: { shopId },
        signal,
      }),
    ),
})

export const peopleQuery = (shopId: string) => ({
  queryKey: ['owner', shopId, 'people'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getShopPeople>('GET /v1/shops/:shopId/people', {
        params: { shopId },
        signal,
      }),
    ),
})

export const termsQuery = (shopId: string) => ({
  queryKey: ['owner', shopId, 'appointment-terms'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getAppointmentTerms>('GET /v1/shops/:shopId/appointment-terms', {
        params: { shopId },
        signal,
      }),
    ),
})

export const putServices = (shopId: string, services: readonly OwnService[]) =>
  call<typeof owner.putShopServices>('PUT /v1/shops/:shopId/services', {
    params: { shopId },
    body: { services: [...services] },
  })

export const putPeople = (shopId: string, people: readonly OwnPerson[]) =>
  call<typeof owner.putShopPeople>('PUT /v1/shops/:shopId/people', {
    params: { shopId },
    body: { people: people.map(({ image: _, ...person }) => person) },
  })

/** What guests see of services and people: the shop, and its opening hours. */
export const refreshShown = (client: Pick<QueryClient, 'invalidateQueries'>, shopId: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: ['shops', shopId] }),
    client.invalidateQueries({ queryKey: profileQuery(shopId).queryKey }),
  ])

/** A list with one of it a place further up or down. */
export function moved<One>(list: readonly One[], at: number, by: 1 | -1): readonly One[] {
  const [one, other] = [list[at], list[at + by]]
  if (one === undefined || other === undefined) return list
  return list.map((each, index) => (index === at ? other : index === at + by ? one : each))
}
