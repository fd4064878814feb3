import { type ComponentProps, useId, useState } from 'react'
import { useShellText } from '../text.ts'
import { buttonLook } from './button.tsx'

interface FileFieldProps
  extends Omit<ComponentProps<'input'>, 'id' | 'type' | 'value' | 'onChange' | 'className'> {
  readonly label: string
  readonly onFile: (file: File | undefined) => void
  /** Forgets the file once it is handed over, so that the same may be chosen again. */
  readonly isTaken?: boolean
}

/** Chooses a file. The browser's own control speaks the browser's language, not the reader's. */
export function FileField({ label, onFile, isTaken = false, ...input }: FileFieldProps) {
  const t = useShellText()
  const id = useId()
  const [name, setName] = useState<string>()
  return (
    <div className="grid gap-1.5">
      <span id={id} className="font-semibold">
        {label}
      </span>
      <label className="field relative flex cursor-pointer items-center gap-3 py-1.5 pl-1.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
        <input
          {...input}
          type="file"
          aria-labelledby={id}
          className="sr-only"
          onChange={({ target }) => {
            const file = target.files?.[0]
            setName(isTaken ? undefined : file?.name)
            if (isTaken) target.value = ''
            onFile(file)
          }}
        />
        <span aria-hidden="true" className={buttonLook('quiet', 'shrink-0')}>
          {t('kit.chooseFile')}
        </span>
        <span className="min-w-0 truncate text-soft">{name ?? t('kit.noFile')}</span>
      </label>
    </div>
  )
}
