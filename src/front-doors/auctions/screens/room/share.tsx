import { useState } from 'react'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { useRoomText } from './text.ts'

/** Hands the page's address on: by the phone's own sheet, or copied. */
export function Share({ title }: { readonly title: string }) {
  const t = useRoomText()
  const [isCopied, setCopied] = useState(false)
  const url = `${location.origin}${location.pathname}`
  const share = async () => {
    if (navigator.share && matchMedia('(pointer: coarse)').matches) {
      await navigator.share({ title, url }).catch(() => {}) // closing the sheet is no error
      return
    }
    // Without TLS there is no clipboard.
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    )
    if (!copied) return void prompt(t('share.copy'), url)
    setCopied(true)
    announce(t('share.copied'))
  }
  return (
    <Button kind="plain" className="-mx-3 px-3" onClick={share}>
      <svg viewBox="0 0 24 24" className="size-5" fill="none" aria-hidden="true">
        <path
          d="M12 15V4m0 0L8 8m4-4l4 4M5 13v6h14v-6"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {t(isCopied ? 'share.copied' : 'share.button')}
    </Button>
  )
}
