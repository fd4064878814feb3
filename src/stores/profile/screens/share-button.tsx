import { useState } from 'react'
import { buttonLook } from '../../../web/kit/button.tsx'
import { useProfileText } from './text.ts'

/** Hands the page to the sheet of the device, or copies its link where there is none. */
export function ShareButton({ title }: { readonly title: string }) {
  const t = useProfileText()
  const [isCopied, setCopied] = useState<boolean>()
  const share = async () => {
    const url = location.origin + location.pathname
    if (typeof navigator.share === 'function')
      return navigator.share({ title, url }).catch(() => {}) // whoever closes the sheet has chosen
    const isDone = await navigator.clipboard.writeText(url).then(
      () => true,
      () => false,
    )
    setCopied(isDone)
  }
  return (
    <>
      <button type="button" onClick={() => void share()} className={buttonLook('quiet', 'px-4')}>
        <svg
          viewBox="0 0 24 24"
          className="size-5"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
        >
          <path
            d="M12 15V4m0 0L8 8m4-4 4 4M5 13v6h14v-6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        {t('share')}
      </button>
      <span
        role="status"
        className={isCopied === undefined ? 'sr-only' : 'font-semibold text-soft'}
      >
        {isCopied === undefined ? '' : t(isCopied ? 'shared' : 'notShared')}
      </span>
    </>
  )
}
