import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderMailer, type Mailer } from './mailer.ts'

/** A mail as a mail client shows it. */
export interface Received {
  /** Raw header lines, unfolded. */
  readonly headers: readonly string[]
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly calendar: string | undefined
  /** A PDF, as it is encoded. */
  readonly pdf: string | undefined
}

export interface Mailbox {
  readonly mailer: Mailer
  /** Received mails, oldest first, to one address or to all. */
  received(to?: string): Promise<Received[]>
  remove(): Promise<void>
}

/** A folder that the product writes its mails to. */
export async function openMailbox(): Promise<Mailbox> {
  const folder = await mkdtemp(join(tmpdir(), 'jari-mail-'))
  return {
    mailer: folderMailer({ folder, from: 'Jari <no-reply@jari.test>' }),
    async received(to) {
      const names = (await readdir(folder)).sort()
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))
      return texts.map(readMail).filter((mail) => to === undefined || mail.to === to)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Parses a message (RFC 5322) with its parts, as far as ours need. */
export function readMail(raw: string): Received {
  const message = readPart(raw)
  const boundary = /boundary="?([^";]+)/.exec(message.header('content-type'))?.[1]
  const parts = boundary
    ? raw
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => readPart(part.replace(/^\r\n/, '')))
    : [message]
  const find = (type: string) =>
    parts.find(({ header }) => header('content-type').startsWith(type))?.body
  return {
    headers: message.headers,
    to: message.header('to'),
    subject: message.header('subject'),
    text: find('text/plain') ?? '',
    calendar: find('text/calendar'),
    pdf: find('application/pdf'),
  }
}

function readPart(raw: string) {
  const end = raw.indexOf('\r\n\r\n')
  const headers = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]/g, ' ')
    .split('\r\n')
  const header = (name: string): string => {
    const line = headers.find((text) => text.toLowerCase().startsWith(`${name}:`)) ?? ''
    return decodeWords(line.slice(name.length + 1).trim())
  }
  const encoding = header('content-transfer-encoding')
  return { headers, header, body: decodeBody(raw.slice(end + 4), encoding) }
}

const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, word) => `${Buffer.from(word, 'base64')}`)

function decodeBody(text: string, encoding: string): string {
  if (encoding === 'base64') return `${Buffer.from(text, 'base64')}`
  if (encoding !== 'quoted-printable') return text
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return `${Buffer.from(bytes, 'latin1')}`
}
