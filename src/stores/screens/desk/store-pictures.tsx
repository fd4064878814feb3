import type { DeskPartProps } from '../../../web/door.ts'
import { useQueryClient } from '../../../web/query.ts'
import { Pictures } from '../../pictures/screens/desk/pictures.tsx'
import { storeQuery } from '../store-queries.ts'

/** The pictures of a store, as a part of its desk. */
export function StorePictures({ store }: DeskPartProps) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: storeQuery(store.id).queryKey })
  return <Pictures storeId={store.id} onChanged={refresh} />
}
