import { useMemo } from 'react'
import { encode } from 'uqr'

interface QrProps {
  readonly text: string
  readonly label: string
  readonly className?: string
}

/** Modules of white around the code, as scanners need it. */
const QUIET = 4

/** A QR code, black on white in every theme. */
export function Qr({ text, label, className = '' }: QrProps) {
  const { size, data } = useMemo(() => encode(text, { ecc: 'M', border: QUIET }), [text])
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={`rounded-2xl bg-white forced-color-adjust-none ${className}`}
    >
      <path d={path} fill="#000" />
    </svg>
  )
}
