import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../contract.ts'

export type Picture = AnswerOf<typeof contract.addPicture>

/** Whose pictures a screen shows. */
export interface PicturesOf {
  readonly storeId: string
  /** A subject of the store, like a lot; without it, the store itself. */
  readonly of?: string | undefined
}

/** The pictures of a store, or of its subject. */
export const picturesQuery = (storeId: string, of?: string) => ({
  queryKey: ['stores', storeId, 'pictures', ...(of ? [of] : [])],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listPictures>('GET /v1/stores/:storeId/pictures', {
        params: { storeId },
        query: of ? { of } : {},
        signal,
      }),
    ),
})
