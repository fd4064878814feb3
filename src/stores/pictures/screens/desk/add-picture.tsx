import { type FormEvent, useEffect, useRef, useState } from 'react'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Submit } from '../../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../contract.ts'
import type { PicturesOf } from '../picture-queries.ts'
import { usePicturesText } from './text.ts'

const MOST_BYTES = 10_000_000

interface AddPictureProps extends PicturesOf {
  readonly onAdded: () => void
}

/** Chooses, previews, describes and uploads a picture. */
export function AddPicture({ storeId, of, onAdded }: AddPictureProps) {
  const t = usePicturesText()
  const [added, setAdded] = useState(0)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (added > 0) heading.current?.focus()
  }, [added])
  return (
    <section className="grid gap-5 rounded-3xl border border-line bg-card p-5">
      <h3 ref={heading} tabIndex={-1} className="text-lg font-bold">
        {t('add')}
      </h3>
      <PictureForm
        key={added}
        storeId={storeId}
        of={of}
        onAdded={() => {
          setAdded(added + 1)
          announce(t('added'))
          onAdded()
        }}
      />
    </section>
  )
}

function PictureForm({ storeId, of, onAdded }: AddPictureProps) {
  const t = usePicturesText()
  const [file, setFile] = useState<File>()
  const [alt, setAlt] = useState('')
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const isTooLarge = file !== undefined && file.size > MOST_BYTES
  const upload = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!file || isTooLarge || !alt.trim()) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.addPicture>('POST /v1/stores/:storeId/pictures', {
        key: newKey(),
        params: { storeId },
        query: { alt: alt.trim(), ...(of && { of }) },
        body: file,
      }),
    )
    if (sent?.ok) onAdded()
  }
  const fileError = isTried && !file ? t('fileMissing') : undefined
  return (
    <form noValidate onSubmit={upload} className="grid gap-5">
      <Refused problem={problem} />
      <Field
        type="file"
        accept="image/jpeg,image/png,image/webp,image/avif"
        label={t('choose')}
        hint={t('chooseHint')}
        required
        error={isTooLarge ? t('tooLarge') : fileError}
        onChange={(event) => setFile(event.target.files?.[0])}
      />
      <Preview file={file} />
      <Field
        label={t('alt')}
        hint={t('altHint')}
        required
        maxLength={200}
        value={alt}
        error={isTried && !alt.trim() ? t('altMissing') : undefined}
        onChange={(event) => setAlt(event.target.value)}
      />
      <Submit pending={pending}>{t('upload')}</Submit>
    </form>
  )
}

/** The chosen file, as it looks. */
function Preview({ file }: { file: File | undefined }) {
  const t = usePicturesText()
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!file) return setAddress(undefined)
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address ? (
    <img
      src={address}
      alt={t('preview')}
      className="aspect-3/2 w-full rounded-2xl bg-well object-cover"
    />
  ) : null
}
