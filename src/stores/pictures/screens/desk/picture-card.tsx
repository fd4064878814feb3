import { type DragEvent, useLayoutEffect, useRef } from 'react'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import type { Picture as StorePicture } from '../picture-queries.ts'
import { usePicturesText } from './text.ts'

const DRAGGED = 'application/x-jari-picture'

interface PictureCardProps {
  readonly picture: StorePicture
  readonly at: number
  readonly of: number
  readonly onMove: (pictureId: string, to: number) => void
  readonly onRemove: () => void
}

/** One picture: dragged to another place, or moved by its buttons. */
export function PictureCard({ picture, at, of, onMove, onRemove }: PictureCardProps) {
  const t = usePicturesText()
  const dropped = (event: DragEvent) => {
    const id = event.dataTransfer.getData(DRAGGED)
    if (!id) return
    event.preventDefault()
    onMove(id, at)
  }
  return (
    <li
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, picture.id)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault()
      }}
      onDrop={dropped}
      className="grid cursor-grab overflow-hidden rounded-3xl border border-line bg-card"
    >
      <Picture image={picture} as="tile" className="pointer-events-none aspect-3/2 w-full" />
      <div className="grid content-between gap-3 p-4">
        <p className="grid justify-items-start gap-1.5 text-sm">
          {at === 0 ? <Tag>{t('main')}</Tag> : null}
          <span className="text-soft" aria-hidden="true">
            {picture.alt}
          </span>
        </p>
        <div className="-mx-3 flex flex-wrap justify-between">
          <span className="flex">
            <MoveButton picture={picture} from={at} to={at - 1} of={of} onMove={onMove} />
            <MoveButton picture={picture} from={at} to={at + 1} of={of} onMove={onMove} />
          </span>
          <Button kind="plain" onClick={onRemove} className="px-3">
            {t('remove')}
            <span className="sr-only">: {picture.alt}</span>
          </Button>
        </div>
      </div>
    </li>
  )
}

interface MoveButtonProps extends Pick<PictureCardProps, 'picture' | 'of' | 'onMove'> {
  readonly from: number
  readonly to: number
}

/** Keeps the focus while its card moves, also at either end. */
function MoveButton({ picture, from, to, of, onMove }: MoveButtonProps) {
  const t = usePicturesText()
  const button = useRef<HTMLButtonElement>(null)
  const isPressed = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the card has moved
  useLayoutEffect(() => {
    if (isPressed.current) button.current?.focus()
    isPressed.current = false
  }, [from])
  const isEnd = to < 0 || to >= of
  const move = () => {
    if (isEnd) return
    isPressed.current = true
    onMove(picture.id, to)
  }
  return (
    <button
      ref={button}
      type="button"
      aria-disabled={isEnd}
      onClick={move}
      className={buttonLook('plain', 'px-3 aria-disabled:opacity-60')}
    >
      {t(to < from ? 'earlier' : 'later')}
      <span className="sr-only">: {picture.alt}</span>
    </button>
  )
}
