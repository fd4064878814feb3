import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import type { MadeKey } from './api-key-queries.ts'
import { useApiKeyText } from './text.ts'

interface NewSecretProps {
  readonly made: MadeKey
  readonly onDone: () => void
}

/** The secret of a new key. On the page, not in a dialog, which a stray press could close. */
export function NewSecret({ made: { key, secret }, onDone }: NewSecretProps) {
  const t = useApiKeyText()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState<'copied' | 'notCopied'>()
  useEffect(() => heading.current?.focus(), [])
  // Without TLS there is no clipboard API; then the text is selected.
  const copy = async () => {
    if (shown.current) getSelection()?.selectAllChildren(shown.current)
    await navigator.clipboard.writeText(secret)
    setCopied('copied')
  }
  return (
    <section
      aria-labelledby={id}
      className="grid gap-3 rounded-2xl border border-current/15 bg-good-ground p-5"
    >
      <h3 id={id} ref={heading} tabIndex={-1} className="text-lg font-bold text-good">
        {t('secret.title', { name: key.name })}
      </h3>
      <p className="font-semibold">{t('secret.once')}</p>
      <p className="rounded-xl border border-edge bg-card px-4 py-3">
        <span className="sr-only">{t('secret.label')} </span>
        <code ref={shown} className="break-all select-all">
          {secret}
        </code>
      </p>
      <p role="status" className="text-sm font-medium">
        {copied ? t(`secret.${copied}`) : ''}
      </p>
      <p className="text-sm">
        {t.rich('secret.use', { code: (chunks: ReactNode) => <code>{chunks}</code> })}{' '}
        <a href="/docs/" className="font-semibold text-accent underline">
          {t('secret.docs')}
        </a>
      </p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => copy().catch(() => setCopied('notCopied'))}>
          {t('secret.copy')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('secret.done')}
        </Button>
      </div>
    </section>
  )
}
