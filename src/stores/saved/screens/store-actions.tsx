import { ShareButton } from '../../profile/screens/share-button.tsx'
import { Heart } from './heart.tsx'

/** Save it, share it. */
export const StoreActions = ({
  store,
}: {
  readonly store: { readonly id: string; readonly name: string }
}) => (
  <div className="no-print flex flex-wrap items-center gap-2">
    <Heart store={store} />
    <ShareButton title={store.name} />
  </div>
)
