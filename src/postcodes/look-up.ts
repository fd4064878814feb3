import { cityOf } from './ranges.ts'

/** How a site looks addresses up. Typing an address by hand always works beside it. */
export interface PostcodeLookUp {
  readonly by: 'data' | 'kakao'
  /** A page that opens in a window of its own, where the look-up is somebody else's script. */
  readonly page: string | null
  /** The province and the city of a postcode; null: not known. */
  cityOf(postalCode: string): string | null
}

/** On data that is shipped: offline, by postcode. */
const byData: PostcodeLookUp = { by: 'data', page: null, cityOf }

/** With Kakao's script, which finds a street and its postcode by any part of an address. */
const byKakao: PostcodeLookUp = { by: 'kakao', page: '/postcode', cityOf }

/** Port and adapters: `JARI_POSTCODE=kakao` chooses Kakao's. */
export const lookUpOf = ({ postcode }: { readonly postcode?: 'data' | 'kakao' | undefined }) =>
  postcode === 'kakao' ? byKakao : byData
