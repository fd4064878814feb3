import { readMobile } from '../../kernel/mobile.ts'

interface Sent {
  readonly recipient: string
  readonly text: string
}

/** What the sandbox was last given for a number: the code in it, or all of it. */
export async function codeFor(
  { sandboxUrl }: { readonly sandboxUrl: string },
  phone: string,
  wanted: 'code' | 'text' = 'code',
): Promise<string> {
  const { texts } = (await (await fetch(`${sandboxUrl}/texts`)).json()) as { texts: Sent[] }
  const local = readMobile(phone)?.number.replace('+82', '0')
  const text = texts.find(({ recipient }) => recipient === local)?.text ?? ''
  return wanted === 'text' ? text : (/\d{6}/.exec(text)?.[0] ?? '')
}
