import { useSeatsText } from '../text.ts'
import type { Viewing } from './use-view.ts'

const look =
  'grid size-11 place-items-center rounded-xl border border-edge bg-card text-xl font-bold shadow-sm hover:bg-well'

/** What pinching does, as buttons. */
export function ZoomButtons({ viewing }: { readonly viewing: Viewing }) {
  const t = useSeatsText()
  return (
    <div className="ml-auto flex shrink-0 gap-1.5">
      <button type="button" className={look} onClick={() => viewing.zoom(1.6)}>
        <span aria-hidden="true">+</span>
        <span className="sr-only">{t('map.closer')}</span>
      </button>
      <button
        type="button"
        className={look}
        aria-disabled={viewing.isFitted || undefined}
        onClick={() => viewing.zoom(1 / 1.6)}
      >
        <span aria-hidden="true">−</span>
        <span className="sr-only">{t('map.farther')}</span>
      </button>
      <button
        type="button"
        className={look}
        aria-disabled={viewing.isFitted || undefined}
        onClick={viewing.fit}
      >
        <svg viewBox="0 0 24 24" className="size-5" aria-hidden="true">
          <path
            d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.2"
          />
        </svg>
        <span className="sr-only">{t('map.fit')}</span>
      </button>
    </div>
  )
}
