import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { useCheckInText } from './text.ts'

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}

declare global {
  interface Window {
    BarcodeDetector?: new (options: { formats: string[] }) => Detector
  }
}

const LOOK_MS = 150
/** The same code in front of the camera is one scan. */
const SAME_MS = 4_000

interface CameraProps {
  readonly onCode: (text: string) => void
}

/** Scans codes with the camera; nothing where the browser cannot. */
export function Camera({ onCode }: CameraProps) {
  const t = useCheckInText()
  const [isOn, setOn] = useState(false)
  const [isRefused, setRefused] = useState(false)
  if (!window.BarcodeDetector || !navigator.mediaDevices)
    return <p className="text-soft">{t('camera.none')}</p>
  if (!isOn)
    return (
      <div className="grid gap-2">
        <Button className="min-h-14 text-lg" onClick={() => setOn(true)}>
          {t('camera.start')}
        </Button>
        {isRefused ? (
          <p role="alert" className="text-sm text-bad">
            {t('camera.refused')}
          </p>
        ) : null}
      </div>
    )
  return (
    <Video
      onCode={onCode}
      onRefused={() => {
        setRefused(true)
        setOn(false)
      }}
    />
  )
}

function Video({ onCode, onRefused }: CameraProps & { readonly onRefused: () => void }) {
  const t = useCheckInText()
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef({ onCode, onRefused })
  useEffect(() => {
    latest.current = { onCode, onRefused }
  })
  useEffect(() => {
    const stop = watch(video.current, latest)
    return stop
  }, [])
  return (
    <video
      ref={video}
      muted
      playsInline
      aria-label={t('camera.label')}
      className="aspect-square w-full rounded-3xl bg-well object-cover"
    />
  )
}

function watch(
  video: HTMLVideoElement | null,
  latest: React.RefObject<CameraProps & { readonly onRefused: () => void }>,
): () => void {
  const Detecting = window.BarcodeDetector
  if (!video || !Detecting) return () => {}
  const detector = new Detecting({ formats: ['qr_code'] })
  let stream: MediaStream | undefined
  let timer: ReturnType<typeof setTimeout>
  let isOver = false
  let last = { text: '', at: 0 }
  const look = async () => {
    const [code] = await detector.detect(video).catch(() => [])
    const now = Date.now()
    if (code && (code.rawValue !== last.text || now - last.at > SAME_MS))
      latest.current.onCode(code.rawValue)
    if (code) last = { text: code.rawValue, at: now }
    if (!isOver) timer = setTimeout(look, LOOK_MS)
  }
  navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(
    async (given) => {
      stream = given
      if (isOver) return end(given)
      video.srcObject = given
      await video.play()
      void look()
    },
    () => latest.current.onRefused(),
  )
  return () => {
    isOver = true
    clearTimeout(timer)
    if (stream) end(stream)
  }
}

function end(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
