export interface FoundAddress {
  readonly postalCode: string
  readonly city: string
  readonly address: string
}

/** Opens the look-up in a window of its own, and hears what was chosen there. */
export function openPostcodes(page: string, onFound: (found: FoundAddress) => void): void {
  const opened = window.open(page, 'postcode', 'popup,width=500,height=640')
  if (!opened) return
  const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== opened || origin !== location.origin || !isFound(data)) return
    window.removeEventListener('message', hear)
    onFound(data)
  }
  window.addEventListener('message', hear)
}

const isFound = (data: unknown): data is FoundAddress => {
  const { postalCode, city, address } = (data ?? {}) as Partial<Record<string, unknown>>
  return [postalCode, city, address].every((part) => typeof part === 'string')
}
