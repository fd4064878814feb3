import { type FormEvent, useEffect, useRef, useState } from 'react'
import { call, type ProblemBody } from '../../../../web/call.ts'
import { Submit } from '../../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import type * as contract from '../../contract.ts'
import type * as owner from '../../owner-contract.ts'
import { useOwnerText } from './text.ts'

const MOST_BYTES = 10_000_000

interface AddPictureProps {
  readonly restaurantId: string
  readonly onAdded: () => void
}

/** Choose a picture, see it, say what it shows, upload it. */
export function AddPicture({ restaurantId, onAdded }: AddPictureProps) {
  const t = useOwnerText()
  const form = useRef<HTMLFormElement>(null)
  const [file, setFile] = useState<File>()
  const [alt, setAlt] = useState('')
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<ProblemBody>()
  const [pending, setPending] = useState(false)
  const preview = usePreview(file)
  const isTooLarge = file !== undefined && file.size > MOST_BYTES

  const upload = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (pending) return
    if (!file || isTooLarge || !alt.trim()) return focusFirstWrong(event.currentTarget)
    setPending(true)
    const result = await call<typeof owner.addImage>('POST /v1/restaurants/:restaurantId/images', {
      params: { restaurantId },
      query: { alt: alt.trim() },
      body: file,
    })
    setPending(false)
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    form.current?.reset()
    setFile(undefined)
    setAlt('')
    setTried(false)
    onAdded()
  }
  const fileError = isTooLarge
    ? t('pictures.tooLarge')
    : isTried && !file
      ? t('pictures.fileMissing')
      : undefined
  return (
    <form
      ref={form}
      noValidate
      onSubmit={upload}
      className="grid gap-5 rounded-3xl border border-line bg-card p-5"
    >
      {problem ? <Notice tone="bad" title={problem.title} /> : null}
      <Field
        type="file"
        accept="image/jpeg,image/png,image/webp,image/avif"
        label={t('pictures.choose')}
        hint={t('pictures.chooseHint')}
        required
        error={fileError}
        onChange={(event) => setFile(event.target.files?.[0])}
      />
      {preview ? (
        <img
          src={preview}
          alt={t('pictures.preview')}
          className="aspect-3/2 w-full rounded-2xl bg-well object-cover"
        />
      ) : null}
      <Field
        label={t('pictures.alt')}
        hint={t('pictures.altHint')}
        required
        maxLength={200}
        value={alt}
        error={isTried && !alt.trim() ? t('pictures.altMissing') : undefined}
        onChange={(event) => setAlt(event.target.value)}
      />
      <Submit pending={pending}>{t('pictures.upload')}</Submit>
    </form>
  )
}

/** An address for a chosen file, for as long as it is chosen. */
function usePreview(file: File | undefined): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!file) return setAddress(undefined)
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address
}
