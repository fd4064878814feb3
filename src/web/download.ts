import { guestOrderHeader } from './guest-order.ts'
import { currentLanguage } from './language.ts'

/**
 * Downloads a file in the page's language.
 *
 * @returns whether it succeeded
 */
export async function download(
  path: string,
  query: Readonly<Record<string, unknown>>,
  name: string,
): Promise<boolean> {
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  )
  try {
    const answer = await fetch(`${path}?${search}`, {
      headers: { 'accept-language': currentLanguage(), ...guestOrderHeader(path) },
    })
    if (!answer.ok) return false
    save(await answer.blob(), name)
    return true
  } catch {
    return false
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // the browser reads the file after this
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Saves a text that is on the page already. */
export const saveText = (text: string, name: string): void =>
  save(new Blob([text], { type: 'text/plain;charset=utf-8' }), name)
