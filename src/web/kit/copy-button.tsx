import { type ReactNode, useState } from 'react'
import { Button, type ButtonKind } from './button.tsx'

interface CopyButtonProps {
  readonly text: string
  readonly kind?: ButtonKind
  /** Said once it was copied, and where the browser refuses. */
  readonly copied: string
  readonly notCopied: string
  readonly children: ReactNode
}

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, kind, copied, notCopied, children }: CopyButtonProps) {
  const [isCopied, setCopied] = useState<boolean>()
  const copy = async () => {
    const isDone = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    setCopied(isDone)
  }
  return (
    <>
      <Button {...(kind && { kind })} onClick={() => copy().catch(() => setCopied(false))}>
        {children}
      </Button>
      <span role="status" className="font-semibold text-good">
        {isCopied === undefined ? '' : isCopied ? copied : notCopied}
      </span>
    </>
  )
}
